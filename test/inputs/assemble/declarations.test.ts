import { describe, expect, it } from 'vitest';
import { sourceTable } from '../../../src/build/documents/source-table.js';
import { dataByCollection } from '../../../src/inputs/assemble/plan-of-data.js';
import { vimDeclarations } from '../../../src/inputs/assemble/vim-declarations.js';
import { Inventory } from '../../../src/model/inventory/inventory.js';
import { allCollectors } from '../../support/collected.js';

describe('what collectors declare', () => {
	it('names each collector as its file', async () => {
		for (const [file, { concern }] of await allCollectors()) expect(concern).toBe(file);
	});

	it('fills every field of the model, but for what only a person can tell', async () => {
		const data = dataByCollection((await allCollectors()).values());
		const unfilled: string[] = [];
		for (const [collection, named] of data) {
			const list = Inventory.properties[collection] as unknown as { items?: unknown; properties?: unknown };
			const item = (list.items ?? list) as { properties: Record<string, unknown> };
			const roots = new Set(named.map(({ name }) => name.split('.')[0]));
			for (const key of Object.keys(item.properties))
				if (!roots.has(key) && !['id', 'name', 'kind', 'gaps', 'declared', 'filledBy'].includes(key))
					unfilled.push(`${collection}.${key}`);
		}
		expect(unfilled).toEqual(['vms.appliance', 'vms.srmProtected']);
	});

	it('never asks for the properties where passwords are found, nor for whole branches', async () => {
		const { types } = vimDeclarations((await allCollectors()).values());
		const paths = types.flatMap(({ light, heavy }) => [...light, ...heavy]);
		expect(paths.filter((path) => /extraConfig|vAppConfig/.test(path))).toEqual([]);
		for (const whole of ['config', 'summary', 'runtime', 'guest', 'content', 'configurationEx'])
			expect(paths).not.toContain(whole);
	});

	it('asks for large host properties apart from the light ones, and for assigned licences', async () => {
		const { types, results, privileges } = vimDeclarations((await allCollectors()).values());
		const host = types.find(({ type }) => type === 'HostSystem');
		expect(host?.heavy).toEqual(expect.arrayContaining(['config.firewall', 'config.virtualNicManagerInfo.netConfig']));
		expect(host?.light).not.toContain('config.firewall');
		expect(results).toEqual(['HasPrivilegeOnEntities', 'ListTagged', 'QueryAssignedLicenses']);
		// Devices are the largest part of a VM: one reader that asked for them lightly would make all others do so.
		const vm = types.find(({ type }) => type === 'VirtualMachine');
		expect(vm?.light).not.toContain('config.hardware.device');
		expect(vm?.heavy).toEqual(expect.arrayContaining(['config.hardware.device', 'layoutEx']));
		expect(privileges).toEqual(['Certificate.Manage', 'Global.Licenses']);
	});

	it('refuses a datum that two collectors declare', async () => {
		const [one] = (await allCollectors()).values();
		expect(() => dataByCollection([one!, one!])).toThrow(/is declared by/);
	});

	it('says in one table what each source can answer', async () => {
		const table = sourceTable((await allCollectors()).values());
		expect(table).toMatch(/\| ESXi firewall rulesets [^|]*\| ● \| {2}\|/);
		expect(table).toMatch(/VMkernel adapters[^|]*\| ● \| ● without [^|]*`vmotionAdapters`/);
		expect(table.split('\n').length).toBeGreaterThan(25);
	});
});
