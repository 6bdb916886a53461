import { textAt } from '../../shared/xml-value.js';
import { isActive } from '../managed-objects/shared/key-providers.js';
import { boolean } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** Of the provider that is named, else of the default one. */
const method: MockMethod = {
	method: 'IsKmsClusterActive',
	receivers: ['CryptoManagerKmip'],
	privilege: 'Cryptographer.ManageKeyServers',
	call: ({ server: { estate }, parameters }) => {
		const id = textAt(parameters, 'cluster.id');
		const provider = estate.spec.keyProviders?.find((one) => (id === undefined ? one.default === true : one.id === id));
		return writeMember('returnval', boolean(provider !== undefined && isActive(provider)));
	},
};
export default method;
