import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { refuseUrlPassword } from '../documents/plan-inputs.js';
import type { Inventory } from '../model/inventory/inventory.js';
import { jsonPieces } from '../shared/json-pieces.js';
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

/** Writes an inventory file; a name that ends in `.gz` is compressed. */
export async function writeInventory(inventory: Inventory, file: string): Promise<void> {
	const pieces = jsonPieces(inventory);
	const bytes = /\.gz$/i.test(file) ? Readable.from(pieces).pipe(createGzip()) : pieces;
	await writeFileSafely(file, 'the inventory', bytes);
}
