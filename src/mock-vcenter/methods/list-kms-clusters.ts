import { booleanAt } from '../../shared/xml-value.js';
import { keyProvider } from '../managed-objects/shared/key-providers.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** The key providers from 7.0 on, with their key servers when asked. */
const method: MockMethod = {
	method: 'ListKmsClusters',
	receivers: ['CryptoManagerKmip'],
	privilege: 'Cryptographer.ManageKeyServers',
	call: ({ server: { estate }, parameters, hidden }) => {
		const servers = booleanAt(parameters, 'includeKmsServers') ?? false;
		return (estate.spec.keyProviders ?? [])
			.map((provider) => (servers ? provider : { ...provider, servers: [] }))
			.map((provider) => writeMember('returnval', keyProvider(provider, estate), hidden))
			.join('');
	},
};
export default method;
