import { compareVersions } from '../../shared/versions.js';
import { boolean, type Data, data, list, string } from '../wire/value.js';
import type { ManagedObjectType, World } from './contract.js';

const type: ManagedObjectType = {
	type: 'CryptoManagerKmip',
	bases: ['CryptoManager'],
	singleton: 'CryptoManager',
	properties: (_, world) => ({
		enabled: boolean(true),
		kmipServers: () => list('KmipClusterInfo', clusters(world)),
	}),
};
export default type;

/** `managementType` and what follows came with 7.0. */
function clusters({ estate }: World): Data[] {
	const since7 = (compareVersions(estate.spec.version, '7.0') ?? 0) >= 0;
	return (estate.spec.keyProviders ?? []).map((provider) =>
		data('KmipClusterInfo', {
			clusterId: data('KeyProviderId', { id: string(provider.id) }),
			servers: list('KmipServerInfo', []),
			useAsDefault: boolean(provider.default ?? false),
			managementType: since7 ? string(provider.kind) : undefined,
			hasBackup: provider.kind === 'nativeProvider' ? boolean(provider.hasBackup ?? true) : undefined,
			tpmRequired: provider.kind === 'nativeProvider' ? boolean(provider.tpmRequired ?? false) : undefined,
			keyId: string(provider.keyId),
		}),
	);
}
