import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import inventoryInput from '../../src/inputs/inventory.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import { silent } from '../../src/shared/progress.js';
import { fromTabs, tab } from '../support/collected.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const options = { now: '2026-11-24T12:00:00Z', toolVersion: '0.0.0', progress: silent };
let inventory: Inventory;
let number = 0;

function written(content: string | Buffer): string {
	const path = join(folder, `saved-${++number}.json`);
	writeFileSync(path, content);
	return path;
}
const changed = (change: object): string => written(JSON.stringify({ ...inventory, ...change }));

beforeAll(async () => {
	inventory = await fromTabs([
		tab('vInfo', [{ VM: 'app-01', 'VM ID': 'vm-1', Host: 'esx01', 'VI SDK Server': 'vc-mi' }]),
	]);
});

describe('reading a saved inventory', () => {
	it('reads what was saved, plain and gzipped', async () => {
		const text = JSON.stringify(inventory);
		for (const path of [written(text), written(gzipSync(text)), written(`\ufeff${text}`)]) {
			expect(await inventoryInput.accepts(path)).toBe(true);
			const { source, ...rest } = await inventoryInput.read(path, options);
			const { source: _, ...expected } = inventory;
			expect(rest).toEqual(expected);
			expect(source).toMatchObject({ kind: 'test', location: path, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
		}
	});

	it('never takes a VM for unencrypted whose disk is encrypted: silent on the VM it is, denied nobody knows', async () => {
		const vm = (id: string, more: object) => ({
			id,
			name: id,
			disks: [{ id: '2000', label: 'Hard disk 1', encrypted: true }],
			...more,
		});
		const path = changed({ vms: [vm('silent', {}), vm('denied', { encrypted: false })] });
		const { vms, coverage } = await inventoryInput.read(path, options);
		expect(vms[0]?.encrypted).toBe(true);
		expect(vms[1]).not.toHaveProperty('encrypted');
		expect(vms[1]?.gaps).toEqual({ encrypted: 'conflicting' });
		expect(coverage).toContainEqual({
			collection: 'vms',
			datum: 'encrypted',
			reason: 'conflicting',
			count: 1,
			examples: ['denied: the VM is not encrypted, its Hard disk 1 is'],
		});
	});

	it('knows no other JSON, binary file or folder as an inventory', async () => {
		for (const path of [written('{"a":1}'), written(Buffer.from([0x1f, 0x8b, 1])), folder, join(folder, 'none')])
			expect(await inventoryInput.accepts(path)).toBe(false);
	});

	it.each([
		['another kind of document', () => written('{"kind":"else"}'), 'no inventory of xvcheck'],
		['another schema version', () => changed({ schemaVersion: 2 }), 'its schemaVersion is 2'],
		['an unknown key', () => changed({ extra: 1 }), 'additional properties ("extra")'],
		['a wrong type', () => changed({ vms: [{ id: 'vm-1', name: 'a', cpus: 'two' }] }), 'vms[0].cpus must be number'],
		[
			'an id twice',
			() => changed({ vms: [...inventory.vms, ...inventory.vms] }),
			'vms[1].id "vm-1" stands there twice',
		],
		['no time', () => changed({ collectedAt: 'today' }), 'collectedAt is "today"'],
		['a duplicate key', () => written('{"kind":"xvcheck.inventory","kind":"x"}'), 'stands twice'],
		['a cut file', () => written(JSON.stringify(inventory).slice(0, 500)), 'ends in the middle'],
		['a cut gzip file', () => written(gzipSync(JSON.stringify(inventory)).subarray(0, 200)), 'Could not unpack'],
		['too many levels', () => written(`${'['.repeat(300)}${']'.repeat(300)}`), '200 levels'],
		['a folder', () => folder, 'not a regular file'],
		['no file', () => join(folder, 'none.json'), 'there is no such file'],
	])('refuses %s with its place', async (_, path, message) => {
		await expect(inventoryInput.read(path(), options)).rejects.toThrow(message);
	});

	it('refuses to pick a vCenter that it does not hold', async () => {
		const path = written(JSON.stringify(inventory));
		await expect(inventoryInput.read(path, { ...options, pick: 'vc-fr' })).rejects.toThrow('It holds vc-mi');
		expect((await inventoryInput.read(path, { ...options, pick: 'VC-MI' })).vms).toHaveLength(1);
	});
});
