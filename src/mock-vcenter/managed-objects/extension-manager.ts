import { data, list, string } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';

/** The products that registered themselves, as the scenario names them. */
const type: ManagedObjectType = {
	type: 'ExtensionManager',
	bases: [],
	singleton: 'ExtensionManager',
	properties: (_, { estate }) => ({
		extensionList: () =>
			list(
				'Extension',
				(estate.spec.extensions ?? []).map(({ key, servers = [] }) =>
					data('Extension', {
						key: string(key),
						version: string('1.0.0'),
						server: list(
							'ExtensionServerInfo',
							servers.map((server) => data('ExtensionServerInfo', { url: string(`https://${server}/`) })),
						),
					}),
				),
			),
	}),
};
export default type;
