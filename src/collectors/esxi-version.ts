import { type Collector, part, type SheetRow } from './contract.js';
import { productVersion } from './read/product.js';
import { vimNumber, vimText } from './read/vim.js';

const COLUMN = 'ESX Version';

/** A full name without a version in it cannot be understood. */
function fromName<K extends 'version' | 'build'>(row: SheetRow, key: K): ReturnType<typeof productVersion>[K] {
	const name = row.text(COLUMN);
	return name === undefined ? undefined : (productVersion(name)[key] ?? row.unreadable(COLUMN));
}

export default {
	concern: 'esxi-version',
	title: 'ESXi version and build',
	parts: [
		part('hosts', {
			version: {
				vim: vimText('summary.config.product.version'),
				rvtools: { tab: 'vHost', columns: [COLUMN], one: (row) => fromName(row, 'version') },
			},
			build: {
				vim: vimNumber('summary.config.product.build'),
				rvtools: { tab: 'vHost', columns: [COLUMN], one: (row) => fromName(row, 'build') },
			},
		}),
	],
} satisfies Collector;
