import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import rvtools from '../../src/inputs/rvtools.js';
import { silent } from '../../src/shared/progress.js';
import { dropColumn, rvtoolsWorkbook, setCell, withoutTab } from '../support/rvtools-47.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { type SheetSpec, writeWorkbook } from '../support/workbook.js';

const folder = temporaryFolder();
const options = { now: '2026-11-24T12:00:00Z', toolVersion: '0.0.0', progress: silent };
let number = 0;

function written(sheets: readonly SheetSpec[]): string {
	const path = join(folder, `export-${++number}.xlsx`);
	writeWorkbook(path, sheets);
	return path;
}

/** The rows of several exports in one workbook, tab by tab, as the merge utility writes them. */
function merged(...books: SheetSpec[][]): SheetSpec[] {
	return books[0]!.map((sheet, index) => ({
		name: sheet.name,
		rows: [...sheet.rows, ...books.slice(1).flatMap((book) => book[index]!.rows.slice(1))],
	}));
}

describe('reading RVTools exports', () => {
	it('reads every collection of a complete export', async () => {
		const inventory = await rvtools.read(written(rvtoolsWorkbook({ vms: 6, hosts: 2 })), options);
		const { hosts, clusters, datastores, networks, switches, licenses, vms } = inventory;
		expect([hosts, clusters, datastores, networks, switches, licenses, vms].map((list) => list.length)).toEqual([
			2, 1, 3, 6, 3, 2, 6,
		]);
		expect(inventory.vcenter).toMatchObject({ name: 'vc-mi.example.com', version: '8.0.3', build: 24322831 });
		expect(inventory.source.sha256).toMatch(/^[0-9a-f]{64}$/);
	});

	it('dates the export by vMetaData, and says what that rests on', async () => {
		const inventory = await rvtools.read(written(rvtoolsWorkbook({ vms: 1 })), options);
		expect(inventory.collectedAt).toBe('2026-11-20T06:00:00Z');
		expect(inventory.source.collectedAtFrom).toContain('vMetaData');
	});

	it('dates an export without vMetaData by its newest cell', async () => {
		const sheets = withoutTab(rvtoolsWorkbook({ vms: 1 }), 'vMetaData');
		const inventory = await rvtools.read(written(sheets), options);
		expect(inventory.collectedAt).toBe('2026-10-31T06:00:00Z');
		expect(inventory.source.collectedAtFrom).toContain('newest date in tab vInfo');
	});

	it('does not believe dates in the future', async () => {
		const sheets = rvtoolsWorkbook({ vms: 1 });
		setCell(sheets, 'vMetaData', 0, 'xlsx creation datetime', 50_000);
		expect((await rvtools.read(written(sheets), options)).collectedAt).toBe('2026-10-31T06:00:00Z');
	});

	it('names the tabs that are there when vInfo is missing', async () => {
		const path = written(withoutTab(rvtoolsWorkbook({ vms: 1, tabs: ['vInfo', 'vHost', 'vDisk'] }), 'vInfo'));
		await expect(rvtools.read(path, options)).rejects.toMatchObject({
			code: 'rvtools-without-vms',
			message: expect.stringMatching(/no tab vInfo.*vDisk, vHost/),
		});
	});

	it('names the columns that are there when vInfo has no column VM', async () => {
		const sheets = rvtoolsWorkbook({ vms: 1, tabs: ['vInfo'] });
		dropColumn(sheets, 'vInfo', 'VM');
		await expect(rvtools.read(written(sheets), options)).rejects.toThrow(/vInfo has no column VM.*Powerstate/);
	});

	it('asks which of several vCenters is meant, and takes a name or an instance UUID', async () => {
		const path = written(merged(rvtoolsWorkbook({ vms: 2 }), rvtoolsWorkbook({ vms: 3, site: 'fr' })));
		await expect(rvtools.read(path, options)).rejects.toThrow(
			/2 vCenters: vc-mi.example.com.*2 VMs; vc-fr.example.com.*3 VMs/,
		);
		const one = await rvtools.read(path, { ...options, pick: 'VC-FR.example.com' });
		expect([one.vcenter.name, one.vms.length, one.hosts.length]).toEqual(['vc-fr.example.com', 3, 4]);
		const other = await rvtools.read(path, { ...options, pick: one.vcenter.instanceUuid ?? '' });
		expect(other.vms.length).toBe(3);
		await expect(rvtools.read(path, { ...options, pick: 'vc-xx' })).rejects.toThrow('holds no vCenter "vc-xx"');
	});

	it('reads a folder with one export per vCenter', async () => {
		const many = join(folder, 'many');
		mkdirSync(many);
		writeWorkbook(join(many, 'RVTools_mi.xlsx'), rvtoolsWorkbook({ vms: 2 }));
		writeWorkbook(join(many, 'RVTools_fr.xlsx'), rvtoolsWorkbook({ vms: 3, site: 'fr' }));
		expect((await rvtools.read(many, { ...options, pick: 'vc-fr.example.com' })).vms.length).toBe(3);
	});

	it('refuses a folder with two exports of one vCenter, naming both files', async () => {
		const twice = join(folder, 'twice');
		mkdirSync(twice);
		for (const day of ['01', '02']) writeWorkbook(join(twice, `RVTools_${day}.xlsx`), rvtoolsWorkbook({ vms: 2 }));
		await expect(rvtools.read(twice, options)).rejects.toThrow(
			/2 exports of vc-mi.example.com: .*RVTools_01.xlsx and .*RVTools_02.xlsx/,
		);
	});

	it('reads a CSV export with semicolons and decimal commas', async () => {
		const csv = join(folder, 'csv');
		mkdirSync(csv);
		const files = {
			vInfo: 'VM;VM ID;Memory;In Use MiB;Template\napp-01;vm-1;16.384;1.234.567;FALSCH\n',
			vDisk: 'VM;VM ID;Disk;Capacity MiB\napp-01;vm-1;Hard disk 1;102.400\n',
		};
		for (const [tab, text] of Object.entries(files)) writeFileSync(join(csv, `RVTools_tab${tab}.csv`), text);
		const { vms } = await rvtools.read(csv, options);
		expect(vms[0]).toMatchObject({
			template: false,
			memoryBytes: 16_384 * 1024 * 1024,
			usedBytes: 1_234_567 * 1024 * 1024,
			disks: [{ capacityBytes: 102_400 * 1024 * 1024 }],
		});
	});

	it('loses only the datum of an unreadable cell, and says where it stood', async () => {
		const sheets = rvtoolsWorkbook({ vms: 2 });
		setCell(sheets, 'vHost', 0, '# Memory', 'plenty');
		const inventory = await rvtools.read(written(sheets), options);
		expect(inventory.hosts[0]).not.toHaveProperty('memoryBytes');
		expect(inventory.hosts[1]?.memoryBytes).toBe(524_288 * 1024 * 1024);
		expect(inventory.coverage).toContainEqual({
			collection: 'hosts',
			datum: 'memoryBytes',
			reason: 'read-error',
			count: 1,
			examples: ['vHost row 2, # Memory: "plenty"'],
		});
	});

	it('turns a missing tab into coverage, and an empty one into none', async () => {
		const without = await rvtools.read(written(withoutTab(rvtoolsWorkbook({ vms: 1 }), 'vSnapshot')), options);
		expect(without.vms[0]).not.toHaveProperty('snapshots');
		expect(without.coverage).toContainEqual(expect.objectContaining({ datum: 'snapshots', reason: 'not-in-source' }));
		const empty = await rvtools.read(written(rvtoolsWorkbook({ vms: 1 })), options);
		expect(empty.vms[0]?.snapshots).toEqual([]);
	});
});
