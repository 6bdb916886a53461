import { keyProviderId } from '../managed-objects/shared/key-providers.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'GetDefaultKmsCluster',
	receivers: ['CryptoManagerKmip'],
	privilege: 'Cryptographer.ManageKeyServers',
	call: ({ server: { estate } }) => {
		const own = estate.spec.keyProviders?.find((provider) => provider.default === true);
		return own === undefined ? '' : writeMember('returnval', keyProviderId(own.id));
	},
};
export default method;
