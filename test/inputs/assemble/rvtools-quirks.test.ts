import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../src/shared/tab.js';
import { allFromTabs, coverageOf, fromTabs, rawTab, tab } from '../../support/collected.js';

const VM = { VM: 'app-01', 'VM ID': 'vm-1', Powerstate: 'poweredOn', Host: 'esx01', Cluster: 'Prod', Datacenter: 'DC' };
type Row = Record<string, Cell | undefined>;

/** The fifteen quirks of RVTools exports that break naive importers, in the order of the reference. */
describe('quirks of RVTools exports', () => {
	it('1: takes the built-in Datacenter, Cluster and Host, not custom attributes of the same name before them', async () => {
		const header = ['VM', 'VM ID', 'Annotation', 'Host', 'Cluster', 'Application'];
		const builtIn = ['Datacenter', 'Cluster', 'Host', 'OS according to the configuration file'];
		const cells = ['app-01', 'vm-1', 'note', 'rack-host', 'rack-cluster', 'erp', 'DC', 'Prod', 'esx01', 'Linux'];
		const { vms } = await fromTabs([rawTab('vInfo', [...header, ...builtIn], [cells])]);
		expect(vms[0]).toMatchObject({ hostName: 'esx01', clusterName: 'Prod', datacenterName: 'DC' });
	});

	it('1: takes a built-in column that an older release renamed to Datacenter1', async () => {
		const header = ['VM', 'Annotation', 'Datacenter', 'Datacenter1', 'Cluster', 'Host', 'Folder'];
		const os = 'OS according to the configuration file';
		const rows = [['app-01', 'note', 'tag', 'DC', 'Prod', 'esx01', 'Apps', 'Linux']];
		const { vms } = await fromTabs([rawTab('vInfo', [...header, os], rows)]);
		expect(vms[0]).toMatchObject({ datacenterName: 'DC', hostName: 'esx01', path: '/DC/Apps' });
	});

	it('1: takes the first of two Host columns of vHost, whose custom attributes stand at the end', async () => {
		const hosts = rawTab(
			'vHost',
			['Host', 'ESX Version', 'Host'],
			[['esx01', 'VMware ESXi 8.0.3 build-24784735', 'x']],
		);
		const inventory = await fromTabs([tab('vInfo', [VM]), hosts]);
		expect(inventory.hosts.map(({ name, version }) => [name, version])).toEqual([['esx01', '8.0.3']]);
	});

	it.each<[Cell, boolean]>([
		['True', true],
		['FALSE', false],
		[true, true],
		['FALSCH', false],
		['VRAI', true],
	])('2: reads the boolean %s', async (cell, expected) => {
		const { vms } = await fromTabs([tab('vInfo', [{ ...VM, Template: cell }])]);
		expect(vms[0]?.template).toBe(expected);
	});

	it('2: calls a blank boolean unknown, not false', async () => {
		const { vms } = await fromTabs([tab('vInfo', [{ ...VM, Template: undefined }])]);
		expect(vms[0]).not.toHaveProperty('template');
	});

	it('3: reads dates as serial numbers, in the zone that the export does not say', async () => {
		const snapshots = tab('vSnapshot', [{ VM: 'app-01', 'VM ID': 'vm-1', Name: 's', 'Date / time': 46346.25 }]);
		const { vms } = await fromTabs([tab('vInfo', [VM]), snapshots]);
		expect(vms[0]?.snapshots).toMatchObject([{ name: 's', created: '2026-11-20T06:00:00Z' }]);
	});

	it('4: reads numbers that are written as text', async () => {
		const hosts = tab('vHost', [{ Host: 'esx01', 'GMT Offset': '0', '# Memory': '524,288' }]);
		const ports = tab('vPort', [{ Host: 'esx01', 'Port Group': 'VM Network', Switch: 'vSwitch0', VLAN: '0' }]);
		const inventory = await fromTabs([tab('vInfo', [{ ...VM, 'HW version': 'vmx-19' }]), hosts, ports]);
		expect(inventory.vms[0]?.hardwareVersion).toBe(19);
		expect(inventory.hosts[0]).toMatchObject({ memoryBytes: 524_288 * 1024 * 1024, time: { gmtOffsetSeconds: 0 } });
		expect(inventory.networks[0]?.vlan).toEqual({ id: 0 });
	});

	it.each<[Cell | undefined, object | undefined]>([
		[undefined, undefined],
		['0-4094', { trunk: [{ from: 0, to: 4094 }] }],
		[
			'10, 20-29',
			{
				trunk: [
					{ from: 10, to: 10 },
					{ from: 20, to: 29 },
				],
			},
		],
		['pvlan 100', { private: 100 }],
		[42, { id: 42 }],
		['many', undefined],
	])('4: reads the VLAN %s of a distributed port group', async (VLAN, expected) => {
		const { networks } = await fromTabs([
			tab('vInfo', [VM]),
			tab('dvPort', [{ Port: 'App', Switch: 'dvs', VLAN }], ['Port', 'Switch', 'VLAN']),
		]);
		expect(networks[0]?.vlan).toEqual(expected);
	});

	it('5: splits comma lists', async () => {
		const hosts = tab('vHost', [{ Host: 'esx01', 'DNS Servers': '10.0.0.1, 10.0.0.2', 'NTP Server(s)': 'ntp1, ntp2' }]);
		const stores = tab('vDatastore', [{ Name: 'ds-01', Hosts: 'esx01, esx02' }]);
		const inventory = await fromTabs([
			tab('vInfo', [VM, { ...VM, VM: 'b', 'VM ID': 'vm-2', Host: 'esx02' }]),
			hosts,
			stores,
		]);
		expect(inventory.hosts[0]?.dns?.servers).toEqual(['10.0.0.1', '10.0.0.2']);
		expect(inventory.hosts[0]?.time?.servers).toEqual(['ntp1', 'ntp2']);
		expect(inventory.datastores[0]?.hosts).toEqual(inventory.hosts.map(({ id }) => id));
	});

	it('6: redacts licence keys, after joining hosts with them', async () => {
		const key = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';
		const licenses = tab('vLicense', [
			{ Name: 'vSphere 8 Enterprise Plus', Key: key, Total: 10000, Used: 4, 'Expiration Date': 'Never' },
		]);
		const hosts = tab('vHost', [{ Host: 'esx01', 'Assigned License(s)': key }]);
		const inventory = await fromTabs([tab('vInfo', [VM]), hosts, licenses]);
		expect(inventory.licenses[0]).toMatchObject({
			total: 10000,
			used: 4,
			expires: 'never',
			assignedTo: [inventory.hosts[0]?.id],
		});
		expect(inventory.hosts[0]?.licenseKeyId).toBe(inventory.licenses[0]?.id);
		expect(JSON.stringify(inventory)).not.toMatch(/AAAAA|EEEEE/i);
	});

	it('6: reads a date of expiry', async () => {
		const { licenses } = await fromTabs([
			tab('vInfo', [VM]),
			tab('vLicense', [{ Name: 'eval', Key: 'K', 'Expiration Date': 46346 }]),
		]);
		expect(licenses[0]?.expires).toBe('2026-11-20T00:00:00Z');
	});

	it('7: ignores rows of VMs that vInfo does not list, and keeps templates', async () => {
		const tools = tab('vTools', [
			{ VM: 'app-01', 'VM ID': 'vm-1', 'VM Version': 19 },
			{ VM: 'gone', 'VM ID': 'vm-9', 'VM Version': 7 },
		]);
		const disks = tab('vDisk', [{ VM: 'gone', 'VM ID': 'vm-9', Disk: 'Hard disk 1', 'Capacity MiB': 5 }]);
		const { vms } = await fromTabs([tab('vInfo', [{ ...VM, Template: 'True' }]), tools, disks]);
		expect(vms.map(({ id, template, hardwareVersion, disks: none }) => [id, template, hardwareVersion, none])).toEqual([
			['vm-1', true, 19, undefined],
		]);
	});

	it('8: passes over blank rows and blank headers of files that LibreOffice saved', async () => {
		const header = ['VM', '', 'None', 'Powerstate'];
		const rows = [
			['app-01', undefined, undefined, 'poweredOn'],
			[undefined, undefined, undefined, undefined],
			['app-02', undefined, undefined, 'poweredOff'],
		];
		const { vms } = await fromTabs([rawTab('vInfo', header, rows)]);
		expect(vms.map(({ name, powerState }) => [name, powerState])).toEqual([
			['app-01', 'poweredOn'],
			['app-02', 'poweredOff'],
		]);
	});

	it('9: falls back from VM ID to instance UUID, SMBIOS UUID and name when joining tabs', async () => {
		const info: Row[] = [1, 2, 3, 4].map((n) => ({
			VM: `app-0${n}`,
			'VM ID': `vm-${n}`,
			'VM UUID': `i-${n}`,
			'SMBIOS UUID': `b-${n}`,
		}));
		const disk = { Disk: 'Hard disk 1', 'Capacity MiB': 1024 };
		const disks = tab('vDisk', [
			{ ...disk, 'VM ID': 'vm-1' },
			{ ...disk, 'VM UUID': 'i-2' },
			{ ...disk, 'SMBIOS UUID': 'b-3' },
			{ ...disk, VM: 'app-04' },
		]);
		const { vms } = await fromTabs([tab('vInfo', info), disks]);
		expect(vms.map(({ id, disks: found }) => [id, found?.length])).toEqual([
			['vm-1', 1],
			['vm-2', 1],
			['vm-3', 1],
			['vm-4', 1],
		]);
	});

	it('9: takes a value that every row repeats for a placeholder, not for an identity', async () => {
		const info: Row[] = [
			{ VM: 'a', 'VM ID': 'VM', 'VM UUID': 'i-1' },
			{ VM: 'b', 'VM ID': 'VM', 'VM UUID': 'i-2' },
		];
		const disks = tab('vDisk', [{ VM: 'b', 'VM ID': 'VM', Disk: 'Hard disk 1', 'Capacity MiB': 1 }]);
		const { vms } = await fromTabs([tab('vInfo', info), disks]);
		expect(vms.map(({ id, disks: found }) => [id, found?.length])).toEqual([
			['i-1', undefined],
			['i-2', 1],
		]);
	});

	it('9: knows nothing of either when a row names two VMs that share a name', async () => {
		const info: Row[] = [
			{ VM: 'twin', 'VM ID': 'vm-1' },
			{ VM: 'twin', 'VM ID': 'vm-2' },
		];
		const inventory = await fromTabs([tab('vInfo', info), tab('vSnapshot', [{ VM: 'twin', Name: 's' }])]);
		expect(inventory.vms.map(({ snapshots }) => snapshots)).toEqual([undefined, undefined]);
		expect(coverageOf(inventory, 'vms', 'snapshots')).toMatchObject([{ reason: 'conflicting', count: 2 }]);
	});

	it('10: splits a merged workbook by vCenter, although moRefs and names repeat', async () => {
		const of = (uuid: string, server: string): Row => ({ ...VM, 'VI SDK UUID': uuid, 'VI SDK Server': server });
		const disk = (uuid: string, size: number): Row => ({
			VM: 'app-01',
			'VM ID': 'vm-1',
			Disk: 'Hard disk 1',
			'Capacity MiB': size,
			'VI SDK UUID': uuid,
		});
		const inventories = await allFromTabs([
			tab('vInfo', [of('u-1', 'vc1'), of('u-2', 'vc2')]),
			tab('vDisk', [disk('u-1', 10), disk('u-2', 20)]),
		]);
		expect(
			inventories.map(({ vcenter, vms }) => [vcenter.name, vms.map(({ disks }) => disks?.[0]?.capacityBytes)]),
		).toEqual([
			['vc1', [10 * 1024 * 1024]],
			['vc2', [20 * 1024 * 1024]],
		]);
	});

	it('10: does not guess to which vCenter a row without server belongs', async () => {
		const info = ['u-1', 'u-2'].map((uuid) => ({ ...VM, 'VI SDK UUID': uuid }));
		const inventories = await allFromTabs([tab('vInfo', info), tab('vSnapshot', [{ VM: 'app-01', Name: 's' }])]);
		for (const inventory of inventories) {
			expect(inventory.vms[0]?.snapshots).toBeUndefined();
			expect(coverageOf(inventory, 'vms', 'snapshots')).toMatchObject([
				{ reason: 'read-error', examples: ['vSnapshot row 2 does not say which vCenter it belongs to'] },
			]);
		}
	});

	it('10: gives VMs without server to the vCenter that has their host, and says when none has', async () => {
		const hosts = tab('vHost', [
			{ Host: 'esx01', 'VI SDK UUID': 'u-1' },
			{ Host: 'esx02', 'VI SDK UUID': 'u-2' },
		]);
		const info = ['esx01', 'esx02', 'esx09'].map((Host, n) => ({ VM: `app-0${n}`, Host }));
		const inventories = await allFromTabs([tab('vInfo', info), hosts]);
		expect(inventories.map(({ vms }) => vms.map(({ name }) => name))).toEqual([['app-00'], ['app-01']]);
		for (const inventory of inventories)
			expect(coverageOf(inventory, 'vms', '*')).toMatchObject([
				{ reason: 'read-error', examples: ['vInfo row 4 does not say which vCenter it belongs to'] },
			]);
	});

	it('10: sees one vCenter where one tab kept its UUID and another its server', async () => {
		const source = tab('vSource', [{ 'VI SDK Server': 'vc-mi', Version: '8.0.3' }]);
		const { vcenter, vms } = await fromTabs([tab('vInfo', [{ ...VM, 'VI SDK UUID': 'u-1' }]), source]);
		expect([vcenter.name, vcenter.instanceUuid, vcenter.version, vms.length]).toEqual(['vc-mi', 'u-1', '8.0.3', 1]);
	});

	it('11: reads version and build of the vCenter from VI SDK Server type', async () => {
		const { vcenter } = await fromTabs([
			tab('vInfo', [
				{
					...VM,
					'VI SDK Server': '10.0.0.9',
					'VI SDK Server type': 'VMware vCenter Server 8.0.3 build-25092719',
					'VI SDK API Version': '8.0.3.0',
				},
			]),
		]);
		expect(vcenter).toMatchObject({
			name: '10.0.0.9',
			version: '8.0.3',
			build: 25092719,
			apiVersion: '8.0.3.0',
			apiType: 'VirtualCenter',
		});
	});

	it('12: never asks for the tabs that only cost time', async () => {
		const { selectColumns } = await import('../../../src/inputs/assemble/rvtools-select.js');
		const { allCollectors } = await import('../../support/collected.js');
		const select = selectColumns((await allCollectors()).values());
		expect(select('vFileInfo', ['Friendly Path Name', 'VI SDK UUID'])).toBeUndefined();
		expect(select('vHealth', ['Name', 'Message'])).toBeUndefined();
		expect(select('vInfo', ['VM', 'Annotation', 'Powerstate'])).toEqual([0, 2]);
	});

	it('13: takes nothing from vHealth, whose texts are in the language of the exporting machine', async () => {
		const health = tab('vHealth', [{ Name: 'app-01', Message: 'Frei: 4,75 %', 'Message type': 'Storage' }]);
		expect(JSON.stringify(await fromTabs([tab('vInfo', [VM]), health]))).not.toContain('4,75');
	});

	it('14: names no place to download RVTools in any message', async () => {
		const { readRvtools } = await import('../../../src/inputs/rvtools/read-rvtools.js');
		expect(readRvtools.toString()).not.toMatch(/https?:/);
	});

	it('15: treats columns that generators invent as unknown extras', async () => {
		const kernel = tab('vSC_VMK', [{ Host: 'esx01', Device: 'vmk1', 'IP Address': '10.0.0.1', Services: 'vMotion' }]);
		const { hosts } = await fromTabs([tab('vInfo', [VM]), kernel]);
		expect(hosts[0]).not.toHaveProperty('vmotionAdapters');
		expect(hosts[0]?.vmkernelAdapters).toEqual([{ device: 'vmk1', ip: '10.0.0.1' }]);
	});

	it('reads exports made with -DBColumnNames', async () => {
		const header = ['vInfoVMName', 'vInfoPowerstate', 'vInfoHost', 'vInfoCluster', 'vInfoDataCenter', 'vInfoObjectID'];
		const { vms } = await fromTabs([rawTab('vInfo', header, [['app-01', 'poweredOn', 'esx01', 'Prod', 'DC', 'vm-1']])]);
		expect(vms[0]).toMatchObject({
			id: 'vm-1',
			name: 'app-01',
			powerState: 'poweredOn',
			hostName: 'esx01',
			datacenterName: 'DC',
		});
	});

	it('reads the MB headers of older releases as the binary units that they always were', async () => {
		const { vms } = await fromTabs([tab('vInfo', [{ ...VM, 'In Use MB': 10 }])]);
		expect(vms[0]?.usedBytes).toBe(10 * 1024 * 1024);
	});
});
