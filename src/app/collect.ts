import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { refuseUrlPassword } from '../documents/plan-inputs.js';
import type { Inventory } from '../model/inventory/inventory.js';
import { writeFileSafely } from '../shared/write-file.js';
import type { AppContext } from './context.js';
import { readInput } from './read-side.js';

/**
 * Reads one vCenter from any kind of source.
 * @throws UserError when it cannot be read.
 */
export async function collect(source: string, context: AppContext): Promise<Inventory> {
	refuseUrlPassword(source, (detail) => `SOURCE: ${detail}`);
	return readInput(source, undefined, context);
}

/** The inventory file in pieces, one object of a collection per line, so that no text grows beyond the longest string. */
export function* inventoryText(inventory: Inventory): Iterable<string> {
	let first = true;
	for (const [key, value] of Object.entries(inventory)) {
		if (value === undefined) continue;
		yield `${first ? '{\n' : ',\n'}${JSON.stringify(key)}: `;
		first = false;
		if (!Array.isArray(value) || value.length === 0) yield JSON.stringify(value);
		else {
			for (const [index, item] of value.entries()) yield `${index === 0 ? '[\n' : ',\n'}\t${JSON.stringify(item)}`;
			yield '\n]';
		}
	}
	yield '\n}\n';
}

/** Writes an inventory file; a name that ends in `.gz` is compressed. */
export async function writeInventory(inventory: Inventory, file: string): Promise<void> {
	const pieces = inventoryText(inventory);
	const bytes = /\.gz$/i.test(file) ? Readable.from(pieces).pipe(createGzip()) : pieces;
	await writeFileSafely(file, 'the inventory', bytes);
}
