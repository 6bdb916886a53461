import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src/inputs/resolve/resolve.js';
import { silent } from '../../../src/shared/progress.js';
import { rvtoolsWorkbook } from '../../support/rvtools-47.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeWorkbook } from '../../support/workbook.js';

const folder = temporaryFolder();
const options = { now: '2026-11-24T12:00:00Z', toolVersion: '0.0.0', progress: silent };
const workbook = join(folder, 'milan#2.xlsx');
writeWorkbook(workbook, rvtoolsWorkbook({ vms: 2 }));

describe('reading a SOURCE', () => {
	it('recognises a bare path by its content, although a # is in its name', async () => {
		const inventory = await readSource(workbook, options);
		expect([inventory.source.kind, inventory.vms.length]).toEqual(['rvtools', 2]);
	});

	it('recognises a saved inventory and a recording', async () => {
		const saved = join(folder, 'milan.json');
		writeFileSync(saved, JSON.stringify(await readSource(workbook, options)));
		expect((await readSource(saved, options)).vms.map(({ id }) => id)).toEqual(['vm-1000', 'vm-1001']);
		const recording = join(folder, 'recording');
		mkdirSync(recording);
		const xml = '<ObjectContent><obj type="VirtualMachine">vm-7</obj></ObjectContent>';
		writeFileSync(join(recording, '0001-VirtualMachine-vm-7.xml'), xml);
		expect((await readSource(recording, options)).vms.map(({ id }) => id)).toEqual(['vm-7']);
	});

	it.each([
		['nowhere.xlsx', 'there is no such file'],
		['rvtool:milan.xlsx', '"rvtool" is no kind of source'],
	])('says what is wrong with %s', async (source, message) => {
		await expect(readSource(source, options)).rejects.toThrow(message);
	});

	it('says that it cannot tell what a file is, and how to say it', async () => {
		const path = join(folder, 'notes.txt');
		writeFileSync(path, 'nothing');
		await expect(readSource(path, options)).rejects.toMatchObject({
			code: 'source-unknown',
			suggestions: [expect.stringContaining('KIND:LOCATION')],
		});
	});

	it('refuses a folder that is two things at once, naming both', async () => {
		const both = join(folder, 'both');
		mkdirSync(both);
		writeFileSync(join(both, '0001-Folder-group-d1.xml'), '<x/>');
		writeWorkbook(join(both, 'RVTools_export_all.xlsx'), rvtoolsWorkbook({ vms: 1 }));
		await expect(readSource(both, options)).rejects.toThrow('it can be read as govc or rvtools');
	});
});
