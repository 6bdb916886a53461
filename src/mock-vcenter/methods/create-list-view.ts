import { randomUUID } from 'node:crypto';
import { referencesAt } from '../server/select.js';
import { ref } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** A view of the objects that the client names. */
const method: MockMethod = {
	method: 'CreateListView',
	receivers: ['ViewManager'],
	call: ({ session, parameters }) => {
		const id = `session[${session.key}]52${randomUUID().slice(2)}`;
		session.lists.set(id, referencesAt(parameters, 'obj'));
		return writeMember('returnval', ref({ type: 'ListView', id }));
	},
};
export default method;
