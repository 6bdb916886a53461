import { describe, expect, it } from 'vitest';
import { fromTabs, fromVim, tab, vim } from '../support/collected.js';

const disk = (inner: string, backing = '', type = 'VirtualDiskFlatVer2BackingInfo') =>
	`<VirtualDevice xsi:type="VirtualDisk" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><key>2000</key><deviceInfo><label>Hard disk 1</label></deviceInfo><backing xsi:type="${type}"><fileName>[ds] a/a.vmdk</fileName>${backing}</backing>${inner}</VirtualDevice>`;
const nic = (port: string, reservation: number) =>
	`<VirtualDevice xsi:type="VirtualVmxnet3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><key>4000</key><backing xsi:type="VirtualEthernetCardDistributedVirtualPortBackingInfo"><port><portgroupKey>dvportgroup-1</portgroupKey><portKey>${port}</portKey></port></backing><macAddress>00:50:56:00:00:01</macAddress><resourceAllocation><reservation>${reservation}</reservation></resourceAllocation></VirtualDevice>`;
async function read(devices: string, more: Record<string, string | readonly [string, string]> = {}) {
	const { vms } = await fromVim([
		vim('VirtualMachine', 'vm-1', { name: 'a', 'config.hardware.device': ['ArrayOfVirtualDevice', devices], ...more }),
	]);
	return vms[0];
}

describe('what disks are made of', () => {
	it('is ordinary for a plain disk', async () => {
		expect(await read(disk(''))).toMatchObject({
			nativeDelta: false,
			hostedDisks: [],
			sectorFormats: [],
			ioFilters: [],
			firstClassDisks: false,
			persistentMemory: false,
		});
	});
	it('shows native deltas, sectors, filters and first-class disks', async () => {
		const special = disk(
			'<virtualDiskFormat>native_4k</virtualDiskFormat><iofilter>VMW_spm</iofilter><vDiskId><id>x</id></vDiskId>',
			'<deltaDiskFormat>nativeFormat</deltaDiskFormat>',
		);
		expect(await read(special)).toMatchObject({
			nativeDelta: true,
			sectorFormats: ['native_4k'],
			ioFilters: ['VMW_spm'],
			firstClassDisks: true,
		});
	});
	it('names disks of hosted products', async () => {
		expect(await read(disk('', '', 'VirtualDiskSparseVer2BackingInfo'))).toMatchObject({
			hostedDisks: ['Hard disk 1'],
		});
	});
	it('tells directories that are not the home, from both kinds of source', async () => {
		const files = (snapshots: string) =>
			[
				'VirtualMachineFileInfo',
				`<vmPathName>[ds] a/a.vmx</vmPathName><snapshotDirectory>${snapshots}</snapshotDirectory>`,
			] as const;
		expect(await read(disk(''), { 'config.files': files('[ds] a/') })).toMatchObject({ ownDirectories: false });
		expect(await read(disk(''), { 'config.files': files('[other] a/') })).toMatchObject({ ownDirectories: true });
		const sheet = await fromTabs([
			tab('vInfo', [{ VM: 'a', Path: '[ds] a/a.vmx', 'Snapshot directory': '[other] a/' }]),
		]);
		expect(sheet.vms[0]).toMatchObject({ ownDirectories: true });
	});
});

describe('ports of NICs', () => {
	it('are conflict ports when vCenter named them so, and may reserve bandwidth', async () => {
		expect(await read(nic('c-4', 0))).toMatchObject({ conflictPort: true, networkReservation: false });
		expect(await read(nic('12', 50))).toMatchObject({ conflictPort: false, networkReservation: true });
	});
});
