import { compareVersions } from '../../../shared/versions.js';
import type { Estate } from '../../estate/estate.js';
import type { KeyProviderSpec } from '../../scenario/schema.js';
import { boolean, type Data, data, enumeration, int, list, string } from '../../wire/value.js';

/** KmipClusterInfo of a key provider; `managementType` and what follows came with 7.0. */
export function keyProvider(provider: KeyProviderSpec, estate: Estate): Data {
	const native = provider.kind === 'nativeProvider';
	return data('KmipClusterInfo', {
		clusterId: keyProviderId(provider.id),
		servers: list('KmipServerInfo', (provider.servers ?? []).map(server)),
		useAsDefault: boolean(provider.default ?? false),
		managementType: managementType(provider, estate),
		hasBackup: native ? boolean(provider.hasBackup ?? true) : undefined,
		tpmRequired: native ? boolean(provider.tpmRequired ?? false) : undefined,
		keyId: string(provider.keyId),
	});
}

export function keyProviderId(id: string): Data {
	return data('KeyProviderId', { id: string(id) });
}

/** CryptoManagerKmipClusterStatus: whether the key servers of a provider answer. A native provider has none. */
export function keyProviderStatus(provider: KeyProviderSpec, estate: Estate): Data {
	const servers = provider.servers ?? [];
	const up = servers.filter(({ connected }) => connected ?? true).length;
	const status = up === servers.length ? 'green' : up === 0 ? 'red' : 'yellow';
	return data('CryptoManagerKmipClusterStatus', {
		clusterId: keyProviderId(provider.id),
		overallStatus: since7(estate) ? enumeration('ManagedEntityStatus', status) : undefined,
		managementType: managementType(provider, estate),
		servers: list(
			'CryptoManagerKmipServerStatus',
			servers.map(({ name, connected = true }) =>
				data('CryptoManagerKmipServerStatus', {
					name: string(name),
					status: enumeration('ManagedEntityStatus', connected ? 'green' : 'red'),
					connectionStatus: string(connected ? 'KMIP server is connected.' : 'KMIP server cannot be reached.'),
					certInfo: undefined,
					clientTrustServer: boolean(connected),
					serverTrustClient: boolean(connected),
				}),
			),
		),
		clientCertInfo: undefined,
	});
}

/** Whether a provider can hand out keys: a standard one needs a key server that answers. */
export function isActive({ servers }: KeyProviderSpec): boolean {
	return servers === undefined || servers.some(({ connected }) => connected ?? true);
}

function server({ name, address, port = 5696 }: NonNullable<KeyProviderSpec['servers']>[number]): Data {
	return data('KmipServerInfo', { name: string(name), address: string(address), port: int(port) });
}

function managementType(provider: KeyProviderSpec, estate: Estate) {
	return since7(estate) ? string(provider.kind) : undefined;
}

function since7({ spec }: Estate): boolean {
	return (compareVersions(spec.version, '7.0') ?? 0) >= 0;
}
