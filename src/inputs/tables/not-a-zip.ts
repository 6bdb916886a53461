import type { FileHandle } from 'node:fs/promises';
import type { UserError } from '../../shared/errors.js';
import { EXPORT_AGAIN, tableError } from './table-error.js';
import { readAt } from './zip-file.js';

const SAVE_AS_XLSX = 'Open it in a spreadsheet and save it as an Excel workbook (.xlsx), or export again with RVTools.';

/** Says what a file is that does not start like a zip; undefined when it does. */
export async function notAZip(path: string, handle: FileHandle, size: number): Promise<UserError | undefined> {
	if (size === 0) return tableError('table-empty', path, 'the file is empty', EXPORT_AGAIN);
	const start = await readAt(handle, 0, 4096);
	if (start.readUIntLE(0, Math.min(2, start.length)) === 0x4b50) return undefined;
	if (start.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) return compoundFile(path, handle, start);
	const text = start
		.toString('latin1')
		.replace(/^(ÿþ|þÿ|ï»¿)/, '')
		.replaceAll('\0', '')
		.trimStart();
	if (/^<(!doctype html|html|table|meta|head|style)/i.test(text)) {
		return notWorkbook(path, 'it is a web page (HTML) with the name of a workbook', SAVE_AS_XLSX);
	}
	if (/^<\?xml|^<(\w+:)?workbook/i.test(text) && /urn:schemas-microsoft-com:office:spreadsheet/.test(text)) {
		return notWorkbook(path, 'it is an XML spreadsheet of 2003', SAVE_AS_XLSX);
	}
	if (/^[\t\n\r -~\x80-\xff]*$/.test(text)) {
		return notWorkbook(
			path,
			'it is a text file, not a workbook (.xlsx)',
			'Pass the folder of RVTools_tab*.csv files, or export to xlsx.',
		);
	}
	return notWorkbook(path, 'it is not an Excel workbook (.xlsx), which is a zip file', SAVE_AS_XLSX);
}

/** An OLE compound file is an old workbook (.xls), or a new one behind a password (MS-OFFCRYPTO 2.3). */
async function compoundFile(path: string, handle: FileHandle, start: Buffer): Promise<UserError> {
	const sectorSize = start.length < 52 ? 512 : 2 ** Math.min(start.readUInt16LE(30), 12);
	const directory = start.length < 52 ? 0 : (start.readUInt32LE(48) + 1) * sectorSize;
	const names = (await readAt(handle, directory, 4096)).toString('utf16le');
	if (names.includes('EncryptedPackage')) {
		return tableError(
			'table-encrypted',
			path,
			'the workbook is protected by a password',
			'Save it without a password, then pass it again.',
		);
	}
	return notWorkbook(path, 'it is a workbook of Excel 97 to 2003 (.xls)', SAVE_AS_XLSX);
}

function notWorkbook(path: string, what: string, suggestion: string): UserError {
	return tableError('not-a-workbook', path, what, suggestion);
}
