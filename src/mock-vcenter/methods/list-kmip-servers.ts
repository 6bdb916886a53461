import { numberAt } from '../../shared/xml-value.js';
import { keyProvider } from '../managed-objects/shared/key-providers.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** The key providers. `limit` below 1 means all. */
const method: MockMethod = {
	method: 'ListKmipServers',
	receivers: ['CryptoManagerKmip'],
	privilege: 'Cryptographer.ManageKeyServers',
	call: ({ server: { estate }, parameters, hidden }) => {
		const limit = numberAt(parameters, 'limit') ?? 0;
		return (estate.spec.keyProviders ?? [])
			.slice(0, limit < 1 ? undefined : limit)
			.map((provider) => writeMember('returnval', keyProvider(provider, estate), hidden))
			.join('');
	},
};
export default method;
