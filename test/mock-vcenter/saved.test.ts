import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import govc from '../../src/inputs/govc.js';
import mock from '../../src/inputs/mock.js';
import vcenter from '../../src/inputs/vcenter.js';
import { serveSource, startMock } from '../../src/mock-vcenter/start-mock.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import { silent } from '../../src/shared/progress.js';
import { listAt } from '../../src/shared/xml-value.js';
import { optionsFor, readAll, withSession } from '../support/vim-client.js';

const options = { now: '2026-11-24T12:00:00Z', toolVersion: '0.0.0', progress: silent };

/** Serves an inventory and collects it again over the wire. */
async function overTheWire(inventory: Inventory): Promise<Inventory> {
	const site = await serveSource('inventory:saved.json', {}, async () => inventory);
	try {
		const served = site.vcenters[0]!;
		const { username, password, thumbprintSha256: thumbprint } = served;
		return await vcenter.read(served.url, {
			...options,
			connection: { username, password: async () => password, thumbprint },
		});
	} finally {
		await site.close();
	}
}

/** Licences by name, whose keys are not kept and ids so made anew; without what a read says of itself. */
function comparable({ source: _, collectedAt: __, coverage: ___, ...inventory }: Inventory) {
	const names = new Map(inventory.licenses.map(({ id, name }) => [id, name]));
	return {
		...inventory,
		licenses: inventory.licenses.map(({ id, ...rest }) => ({ ...rest, id: names.get(id) })),
		hosts: inventory.hosts.map((host) => ({ ...host, licenseKeyId: names.get(host.licenseKeyId ?? '') })),
	};
}

describe('a saved inventory that is served', () => {
	it.each([
		['demo', 'source'],
		['demo', 'destination'],
		['blocked', 'source'],
		['blocked', 'destination'],
	])('gives the same again over the wire: %s, %s', async (name, pick) => {
		const saved = await mock.read(`fixtures/scenarios/${name}.yaml`, { ...options, pick, startMock });
		const again = await overTheWire(saved);
		expect(comparable(again)).toEqual(comparable(saved));
		expect(saved.vms.length).toBeGreaterThan(0);
	});

	it('tells the tags of its VMs, and none at all where one VM does not tell its own', async () => {
		const saved = await mock.read('fixtures/scenarios/demo.yaml', { ...options, pick: 'source', startMock });
		const [first, ...others] = saved.vms;
		const tagged = { ...saved, vms: [{ ...first!, tags: ['gold', 'wave 1'] }, ...others] };
		const again = await overTheWire(tagged);
		expect(again.vms[0]?.tags).toEqual(['gold', 'wave 1']);
		expect(again.vms[1]?.tags).toEqual(saved.vms[1]?.tags);
		const { tags: _, ...untold } = first!;
		const open = await overTheWire({ ...saved, vms: [untold, ...others] });
		for (const vm of open.vms) expect(vm).not.toHaveProperty('tags');
	});

	it('is walked downward by its references, as govc does it', async () => {
		const saved = await mock.read('fixtures/scenarios/demo.yaml', { ...options, pick: 'source', startMock });
		const site = await serveSource('inventory:saved.json', {}, async () => saved);
		try {
			const served = site.vcenters[0]!;
			const read = (type: string, path: string) =>
				withSession(optionsFor(served), async (session) =>
					(await readAll(session, type, ['name', path])).map(({ properties }) => [
						properties.get('name'),
						listAt(properties.get(path)).length,
					]),
				);
			expect(await read('Datacenter', 'hostFolder')).toEqual([['Milan', 1]]);
			expect(await read('Folder', 'childEntity')).toContainEqual(['Billing', 3]);
			expect(await read('ClusterComputeResource', 'resourcePool')).toEqual([['Milan-A', 1]]);
			expect(await read('ResourcePool', 'resourcePool')).toContainEqual(['Resources', 1]);
		} finally {
			await site.close();
		}
	});

	it('leaves unknown what it does not know, where unset would say "none" or "no"', async () => {
		const saved = await mock.read('fixtures/scenarios/demo.yaml', { ...options, pick: 'source', startMock });
		const {
			encrypted: _,
			devices: __,
			snapshots: ___,
			snapshotDeltaBytes: ____,
			managedBy: _____,
			srmPlaceholder: ______,
			disabledMethods: _______,
			suspendedToMemory: ________,
			...vm
		} = saved.vms[0]!;
		const { evc, vgpuProfiles, dns, time, vmkernelAdapters, physicalNics, ...host } = saved.hosts[0]!;
		const { failoverHosts, evcMode, ...cluster } = saved.clusters[0]!;
		expect([evc, vgpuProfiles, dns, time, vmkernelAdapters, physicalNics, failoverHosts, evcMode]).not.toContain(
			undefined,
		);
		const { vgpuHotMigrate, ...own } = saved.vcenter;
		expect(vgpuHotMigrate).toBe(false);
		const adapters = vmkernelAdapters?.map(({ services: _________, ...adapter }) => adapter);
		const again = await overTheWire({
			...saved,
			vcenter: own,
			vms: [vm],
			hosts: [{ ...host, evc: { max: 'intel-cascadelake' }, ...(adapters && { vmkernelAdapters: adapters }) }],
			clusters: [cluster],
			licenses: saved.licenses.map(({ expires: __________, ...license }) => license),
		});
		for (const key of [
			'encrypted',
			'devices',
			'disks',
			'snapshots',
			'managedBy',
			'disabledMethods',
			'suspendedToMemory',
		])
			expect(again.vms[0], key).not.toHaveProperty(key);
		for (const key of ['vgpuProfiles', 'dns', 'time', 'physicalNics', 'vmotionAdapters'])
			expect(again.hosts[0], key).not.toHaveProperty(key);
		expect(again.hosts[0]?.evc).toEqual({ max: 'intel-cascadelake' });
		expect(again.clusters[0]).not.toHaveProperty('failoverHosts');
		expect(again.clusters[0]).not.toHaveProperty('evcMode');
		expect(again.vcenter).not.toHaveProperty('vgpuHotMigrate');
		expect(again.vcenter.version).toBe('7.0.3');
		for (const license of again.licenses) expect(license).not.toHaveProperty('expires');
		expect(again.coverage).toContainEqual(
			expect.objectContaining({ collection: 'vms', datum: 'disks', reason: 'read-error' }),
		);
	});
});

const corpus = process.env['XVCHECK_CORPUS'];
describe.skipIf(corpus === undefined)(
	'inventories of real recordings (need the sample folder in XVCHECK_CORPUS)',
	() => {
		it.each([
			'newrelic_nri-vsphere/test-data/SDDC-Datacenter',
			'bleemeo_glouton/inputs/vsphere/testdata/vcenter_1',
			'bleemeo_glouton/inputs/vsphere/testdata/vcenter_2',
		])('are the same again over the wire: %s', async (name) => {
			const saved = await govc.read(join(corpus ?? '', name), options);
			const again = await overTheWire(saved);
			const { vcenter: own, ...rest } = comparable(again);
			const { vcenter: known, ...expected } = comparable(saved);
			expect(rest).toEqual(expected);
			// A server always says who it is; what the inventory does not know of it has no other value over the wire.
			expect({ ...own, ...known }).toEqual(own);
		});
	},
);
