import { randomUUID } from 'node:crypto';
import { at, booleanAt } from '../../shared/xml-value.js';
import { invalidArgument } from '../server/select.js';
import { collectorOf } from '../server/updates.js';
import { ref } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'CreateFilter',
	receivers: ['PropertyCollector'],
	call: (call) => {
		const spec = at(call.parameters, 'spec');
		if (spec === undefined) throw invalidArgument('spec');
		const id = `session[${call.session.key}]52${randomUUID().slice(2)}`;
		const partial = booleanAt(call.parameters, 'partialUpdates') ?? false;
		collectorOf(call).filters.set(id, { spec, partial, told: false, known: new Map() });
		return writeMember('returnval', ref({ type: 'PropertyFilter', id }));
	},
};
export default method;
