import { randomUUID } from 'node:crypto';
import { newCollector } from '../server/updates.js';
import { ref } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'CreatePropertyCollector',
	receivers: ['PropertyCollector'],
	call: ({ session }) => {
		const id = `session[${session.key}]52${randomUUID().slice(2)}`;
		session.collectors.set(id, newCollector());
		return writeMember('returnval', ref({ type: 'PropertyCollector', id }));
	},
};
export default method;
