import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';
import type { Inventory } from '../../model/inventory/inventory.js';
import { decodeText, tryDecodeText } from '../../shared/decode-text.js';
import { messageOf, UserError } from '../../shared/errors.js';
import { fileReason } from '../../shared/file-reason.js';
import { parseJson } from '../../shared/json.js';
import type { ReadOptions } from '../contract.js';
import { checkInventory } from './check-inventory.js';
import { settleEncryption } from './settle-encryption.js';

/** Most characters of JSON text that are read, unpacked (clarifications 7.5). */
const LIMIT = 512 * 1024 * 1024;
const SNIFFED = 4096;
const MARK = '"xvcheck.inventory"';
const WHAT = 'the inventory';

/** True for a file whose first kilobytes, unpacked, carry the mark of an inventory. Never throws. */
export async function looksLikeInventory(location: string): Promise<boolean> {
	try {
		if (!(await stat(location)).isFile()) return false;
		const handle = await open(location);
		try {
			const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFFED), 0, SNIFFED, 0);
			const start = buffer.subarray(0, bytesRead);
			const bytes = isGzip(start) ? gunzipSync(start, { finishFlush: 2 }) : start;
			return (tryDecodeText(bytes) ?? bytes.toString('latin1')).includes(MARK);
		} finally {
			await handle.close();
		}
	} catch {
		return false;
	}
}

/**
 * Reads a saved inventory. Its own `source` and `collectedAt` stand; only the location becomes the file's.
 * @throws UserError when it is no inventory of this schema, too large or too deep, or holds another vCenter than the one picked.
 */
export async function readInventory(location: string, options: ReadOptions): Promise<Inventory> {
	options.progress.phase(`reading inventory ${location}`);
	const raw = await bytesOf(location);
	const text = decodeText(await unpack(raw, location), location);
	const inventory = await checkInventory(parseJson(text, location, WHAT), location);
	checkPick(inventory, options.pick, location);
	const sha256 = createHash('sha256').update(raw).digest('hex');
	return { ...settleEncryption(inventory), source: { ...inventory.source, location, sha256 } };
}

async function bytesOf(location: string): Promise<Buffer> {
	try {
		const status = await stat(location);
		if (!status.isFile())
			throw new UserError('not-a-file', `Could not read ${WHAT} ${location}: it is not a regular file.`, {
				suggestions: ['Pass the file that `xvcheck collect` wrote.'],
			});
		if (status.size > LIMIT) throw tooLarge(location);
		return await readFile(location);
	} catch (thrown) {
		if (thrown instanceof UserError) throw thrown;
		throw new UserError('file-unreadable', `Could not read ${WHAT} ${location}: ${fileReason(thrown)}.`, {
			suggestions: ['Check the path and that you may read it.'],
			cause: thrown,
		});
	}
}

async function unpack(raw: Buffer, location: string): Promise<Buffer> {
	if (!isGzip(raw)) return raw;
	try {
		return await promisify(gunzip)(raw, { maxOutputLength: LIMIT });
	} catch (thrown) {
		if ((thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(location);
		throw new UserError('not-gzip', `Could not unpack ${WHAT} ${location}: ${messageOf(thrown)}.`, {
			suggestions: ['It looks like an unfinished download or copy; get it again.'],
			cause: thrown,
		});
	}
}

function isGzip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function tooLarge(location: string): UserError {
	return new UserError(
		'inventory-too-large',
		`Could not read ${WHAT} ${location}: it has more than ${LIMIT / 1024 / 1024} MB of text, unpacked.`,
	);
}

function checkPick({ vcenter }: Inventory, pick: string | undefined, location: string): void {
	const wanted = pick?.toLowerCase();
	if (wanted === undefined) return;
	if (vcenter.name?.toLowerCase() === wanted || vcenter.instanceUuid?.toLowerCase() === wanted) return;
	const own =
		[vcenter.name, vcenter.instanceUuid].filter((text) => text !== undefined).join(', ') || 'one without a name';
	throw new UserError('vcenter-not-found', `${location} holds no vCenter "${pick}". It holds ${own}.`, {
		suggestions: ['Leave out what stands behind the #.'],
	});
}
