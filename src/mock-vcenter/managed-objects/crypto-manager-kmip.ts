import { boolean, list } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';
import { keyProvider } from './shared/key-providers.js';

const type: ManagedObjectType = {
	type: 'CryptoManagerKmip',
	bases: ['CryptoManager'],
	singleton: 'CryptoManager',
	properties: (_, { estate }) => ({
		enabled: boolean(true),
		kmipServers: () =>
			list(
				'KmipClusterInfo',
				(estate.spec.keyProviders ?? []).map((provider) => keyProvider(provider, estate)),
			),
	}),
};
export default type;
