import { randomUUID } from 'node:crypto';
import { booleanAt, listAt, textAt } from '../../shared/xml-value.js';
import { demand } from '../server/permit.js';
import { lookUp, referenceAt } from '../server/select.js';
import { ref } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'CreateContainerView',
	receivers: ['ViewManager'],
	call: (call) => {
		const container = referenceAt(call.parameters, 'container');
		lookUp(call, container);
		demand(call, container.id, 'System.View');
		const id = `session[${call.session.key}]52${randomUUID().slice(2)}`;
		call.session.views.set(id, {
			container: container.id,
			types: listAt(call.parameters, 'type').map((type) => textAt(type) ?? ''),
			recursive: booleanAt(call.parameters, 'recursive') ?? false,
		});
		return writeMember('returnval', ref({ type: 'ContainerView', id }));
	},
};
export default method;
