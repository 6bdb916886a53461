import { describe, expect, it } from 'vitest';
import { readListFile } from '../../src/documents/list-file.js';
import { filesWith, userError } from './support.js';

const read = (text: string | Uint8Array) => readListFile(filesWith({ 'wave.csv': text })['wave.csv']);

describe('a list of VMs in a CSV', () => {
	it('understands the headers of RVTools vInfo among other columns', async () => {
		const entries = await read(
			'VM,Powerstate,VM ID,SMBIOS UUID,VM UUID\napp-01,poweredOn,vm-7,420a,500b\napp-02,,,,\n',
		);
		expect(entries.map(({ where: _, ...entry }) => entry)).toEqual([
			{ name: 'app-01', id: 'vm-7', uuid: '420a', instanceUuid: '500b' },
			{ name: 'app-02' },
		]);
		expect(entries[1]?.where).toMatch(/wave\.csv:3$/);
	});

	it.each([
		['semicolons', 'name;moref\nöl-01;vm-1\n'],
		['tabs', 'name\tmoref\nöl-01\tvm-1\n'],
		['a sep= line', 'sep=;\nname;moref\nöl-01;vm-1\n'],
		['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name,moref\nöl-01,vm-1\n', 'utf16le')])],
		['Windows-1252', Buffer.from('name,moref\r\nöl-01,vm-1\r\n', 'latin1')],
	])('reads %s', async (_name, bytes) => {
		expect((await read(bytes))[0]).toMatchObject({ name: 'öl-01', id: 'vm-1' });
	});

	it.each([
		['no column that names a VM', 'owner,ticket\nx,y\n', 'no column that names a VM'],
		['only a header', 'name\n', 'no rows'],
		['nothing', '', 'no column that names a VM'],
		['a row without a VM', 'name,owner\n,x\n', 'wave.csv:2: this row'],
		['an open quote', 'name\n"app-01\n', 'a quoted cell is not closed'],
	])('refuses a file with %s', async (_name, text, expected) => {
		expect((await userError(() => read(text))).message).toContain(expected);
	});
});
