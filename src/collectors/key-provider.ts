import { defined } from '../shared/defined.js';
import { listAt, numberAt, textAt } from '../shared/xml-value.js';
import { type Collector, part } from './contract.js';
import { vimBoolean, vimText } from './read/vim.js';

export default {
	concern: 'key-provider',
	title: 'Key providers of vCenter: kind, key, backup, default',
	parts: [
		part('keyProviders', {
			// From API 7.0; before, every provider was a standard one, and the property is absent.
			kind: { vim: vimText('managementType') },
			keyId: { vim: vimText('keyId'), optional: true },
			hasBackup: { vim: vimBoolean('hasBackup'), optional: true },
			tpmRequired: { vim: vimBoolean('tpmRequired'), optional: true },
			// Only a standard provider has key servers of its own.
			servers: {
				vim: {
					paths: ['servers'],
					absenceMeans: true,
					read: (provider) =>
						listAt(provider.get('servers')).map((server) =>
							defined({
								name: textAt(server, 'name'),
								address: textAt(server, 'address'),
								port: numberAt(server, 'port'),
							}),
						),
				},
				optional: true,
			},
			default: { vim: vimBoolean('useAsDefault') },
		}),
	],
} satisfies Collector;
