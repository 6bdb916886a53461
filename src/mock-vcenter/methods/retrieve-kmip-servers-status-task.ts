import { listAt, textAt } from '../../shared/xml-value.js';
import { keyProviderStatus } from '../managed-objects/shared/key-providers.js';
import { startTask } from '../server/tasks.js';
import { list, ref } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** Whether the key servers answer: of the providers that are named, else of all. */
const method: MockMethod = {
	method: 'RetrieveKmipServersStatus_Task',
	receivers: ['CryptoManagerKmip'],
	privilege: 'Cryptographer.ManageKeyServers',
	call: (call) => {
		const { estate } = call.server;
		const wanted = listAt(call.parameters, 'clusters').map((cluster) => textAt(cluster, 'clusterId.id'));
		const providers = (estate.spec.keyProviders ?? []).filter(({ id }) => wanted.length === 0 || wanted.includes(id));
		const task = startTask(
			call,
			{ descriptionId: 'encryption.CryptoManagerKmip.retrieveKmipServersStatus' },
			async () =>
				list(
					'CryptoManagerKmipClusterStatus',
					providers.map((provider) => keyProviderStatus(provider, estate)),
				),
		);
		return writeMember('returnval', ref(task));
	},
};
export default method;
