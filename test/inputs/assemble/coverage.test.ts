import { describe, expect, it } from 'vitest';
import { coverageOf, fromTabs, fromVim, ref, tab, vim } from '../../support/collected.js';

const row = (n: number) => ({ VM: `app-0${n}`, 'VM ID': `vm-${n}` });
type Cells = Record<string, string | number | boolean | undefined>;

describe('coverage', () => {
	it('counts a datum once per reason, the commonest first, and gives the others to the objects as gaps', async () => {
		const rows: Cells[] = [1, 2, 3, 4].map((n) => ({
			...row(n),
			Firmware: n === 1 ? 'bios' : undefined,
			CPUs: n < 4 ? 2 : 'x',
		}));
		const inventory = await fromTabs([tab('vInfo', rows), tab('vCPU', [{ ...row(1), CPUs: 4 }])]);
		expect(coverageOf(inventory, 'vms', 'firmware')).toEqual([
			{
				collection: 'vms',
				datum: 'firmware',
				reason: 'not-reported',
				count: 3,
				examples: ['app-02', 'app-03', 'app-04'],
			},
		]);
		expect(coverageOf(inventory, 'vms', 'cpus')).toEqual([
			{ collection: 'vms', datum: 'cpus', reason: 'conflicting', count: 1, examples: ['app-01: 2 (vInfo), 4 (vCPU)'] },
			{ collection: 'vms', datum: 'cpus', reason: 'read-error', count: 1, examples: ['vInfo row 5, CPUs: "x"'] },
		]);
		expect(inventory.vms.map(({ gaps }) => gaps?.['cpus'])).toEqual([undefined, undefined, undefined, 'read-error']);
	});

	it('shows at most five examples', async () => {
		const rows = Array.from({ length: 9 }, (_, n) => ({ ...row(n), Firmware: undefined }));
		const [entry] = coverageOf(await fromTabs([tab('vInfo', rows)]), 'vms', 'firmware');
		expect([entry?.count, entry?.examples.length]).toEqual([9, 5]);
	});

	it('says which tab or column is absent, not that values are', async () => {
		const inventory = await fromTabs([tab('vInfo', [row(1)])]);
		for (const datum of ['powerState', 'disks', 'nics', 'media', 'snapshots', 'cpus'])
			expect(coverageOf(inventory, 'vms', datum)).toMatchObject([{ reason: 'not-in-source', count: 1 }]);
		for (const collection of ['hosts', 'datastores', 'networks', 'licenses'])
			expect(coverageOf(inventory, collection, '*')[0]?.reason).toBe('not-in-source');
	});

	it('counts the fields that items of a list lack, with the reason of each', async () => {
		const disks = tab(
			'vDisk',
			[{ ...row(1), Disk: 'Hard disk 1', 'Capacity MiB': 'x', Thin: undefined }],
			['VM', 'VM ID', 'Disk', 'Capacity MiB', 'Thin'],
		);
		const inventory = await fromTabs([tab('vInfo', [row(1)]), disks]);
		expect(coverageOf(inventory, 'vms', 'disks.capacityBytes')).toMatchObject([
			{ reason: 'read-error', examples: ['vDisk row 2, Capacity MiB: "x"'] },
		]);
		expect(coverageOf(inventory, 'vms', 'disks.encrypted')[0]?.reason).toBeDefined();
	});

	it('tells what an account may not read from what a server did not report and what broke', async () => {
		const inventory = await fromVim([
			vim(
				'VirtualMachine',
				'vm-1',
				{ name: 'a' },
				{ 'config.hardware.numCPU': 'NoPermission', 'config.version': 'SystemError' },
			),
		]);
		expect(coverageOf(inventory, 'vms', 'cpus')[0]?.reason).toBe('no-privilege');
		expect(coverageOf(inventory, 'vms', 'hardwareVersion')[0]?.reason).toBe('read-error');
		expect(coverageOf(inventory, 'vms', 'powerState')[0]?.reason).toBe('not-reported');
	});

	it('notices objects that others refer to and that were not read', async () => {
		const cluster = vim('ClusterComputeResource', 'domain-c1', {
			name: 'Prod',
			host: ['ArrayOfManagedObjectReference', ref('HostSystem', 'host-9')],
		});
		expect(coverageOf(await fromVim([cluster]), 'hosts', '*')).toEqual([
			{ collection: 'hosts', datum: '*', reason: 'read-error', count: 1, examples: ['host-9 was not read'] },
		]);
	});
});

describe('a recording that was cut', () => {
	it('does not say that there are no networks or datastores; a live read does', async () => {
		const objects = () => [vim('HostSystem', 'host-1', { name: 'esx01' })];
		const recorded = await fromVim(objects(), { recorded: true });
		expect(coverageOf(recorded, 'networks', '*')).toMatchObject([{ reason: 'not-reported' }]);
		expect(coverageOf(recorded, 'hosts', '*')).toEqual([]);
		expect(coverageOf(await fromVim(objects()), 'networks', '*')).toEqual([]);
	});
});

describe('licences and key providers that were not read', () => {
	it('are no empty lists', async () => {
		const nothing = await fromVim([vim('HostSystem', 'host-1', { name: 'esx01' })]);
		expect(coverageOf(nothing, 'licenses', '*')[0]?.reason).toBe('not-reported');
		expect(coverageOf(nothing, 'keyProviders', '*')[0]?.reason).toBe('not-reported');
		const refused = await fromVim([
			vim('LicenseManager', 'LicenseManager', {}, { licenses: 'NoPermission' }),
			vim('CryptoManagerKmip', 'CryptoManager', {}),
		]);
		expect(coverageOf(refused, 'licenses', '*')).toMatchObject([
			{ reason: 'no-privilege', examples: ['LicenseManager.licenses'] },
		]);
		expect(coverageOf(refused, 'keyProviders', '*')).toEqual([]);
	});
});

describe('contradictions between tabs', () => {
	it('believes neither of two VMs that one row mixes up', async () => {
		const disks = tab('vDisk', [{ VM: 'app-01', 'VM ID': 'vm-2', Disk: 'Hard disk 1', 'Capacity MiB': 10 }]);
		const inventory = await fromTabs([tab('vInfo', [row(1), row(2)]), disks]);
		expect(inventory.vms.map(({ disks: own }) => own)).toEqual([undefined, undefined]);
		expect(coverageOf(inventory, 'vms', 'disks')).toMatchObject([
			{ reason: 'conflicting', count: 2, examples: ['vDisk row 2: VM "app-01", VM ID "vm-2"'] },
		]);
	});

	it.each([
		[102_400, true],
		[104_000, true],
		[200_000, false],
	])('compares a total of %i MiB with the disks, beyond 5 %% and 1 GiB', async (total, agrees) => {
		const disks = tab('vDisk', [{ ...row(1), Disk: 'Hard disk 1', 'Capacity MiB': 102_400 }]);
		const inventory = await fromTabs([tab('vInfo', [{ ...row(1), 'Total disk capacity MiB': total }]), disks]);
		expect(inventory.vms[0]?.disks !== undefined).toBe(agrees);
		if (!agrees)
			expect(coverageOf(inventory, 'vms', 'disks')[0]?.examples).toEqual([
				'app-01: 102400 MiB (vDisk), 200000 MiB (vInfo Total disk capacity MiB)',
			]);
	});

	it('believes no NIC of a VM whose networks in vInfo are others', async () => {
		const nics = tab('vNetwork', [{ ...row(1), 'NIC label': 'Network adapter 1', Network: 'App' }]);
		const inventory = await fromTabs([tab('vInfo', [{ ...row(1), 'Network #1': 'Backup' }]), nics]);
		expect(inventory.vms[0]).not.toHaveProperty('nics');
		expect(coverageOf(inventory, 'vms', 'nics')[0]).toMatchObject({
			reason: 'conflicting',
			examples: ['app-01: Backup (vInfo), App (vNetwork)'],
		});
	});
});
