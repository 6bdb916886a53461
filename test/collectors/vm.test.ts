import { describe, expect, it } from 'vitest';
import { fromTabs, fromVim, reasonOf, tab, vim, vimVm } from '../support/collected.js';

const MIB = 1024 * 1024;
const ROW = { VM: 'app-01', 'VM ID': 'vm-1' };
type Cells = Record<string, string | number | boolean | undefined>;
const info = async (cells: Cells) => (await fromTabs([tab('vInfo', [{ ...ROW, ...cells }])])).vms[0]!;
const withTab = async (name: string, ...rows: Cells[]) =>
	(
		await fromTabs([
			tab('vInfo', [ROW]),
			tab(
				name,
				rows.map((row) => ({ ...ROW, ...row })),
			),
		])
	).vms[0]!;

const devices = (...xml: string[]) => ['ArrayOfVirtualDevice', xml.join('')] as const;
const device = (type: string, key: number, rest: string, label = `${type} ${key}`) =>
	`<VirtualDevice xsi:type="${type}"><key>${key}</key><deviceInfo><label>${label}</label></deviceInfo>${rest}</VirtualDevice>`;
const backing = (type: string, rest = '') => `<backing xsi:type="${type}">${rest}</backing>`;
const connectable = (connected: boolean, start = connected) =>
	`<connectable><startConnected>${start}</startConnected><connected>${connected}</connected></connectable>`;
const hardware = async (...xml: string[]) => vimVm({ 'config.hardware.device': devices(...xml) });

const FLAT =
	'<fileName>[ds-01] app-01/app-01.vmdk</fileName><datastore type="Datastore">datastore-1</datastore><diskMode>persistent</diskMode><thinProvisioned>true</thinProvisioned><eagerlyScrub>false</eagerlyScrub><sharing>sharingNone</sharing>';
const disk = (rest: string, type = 'VirtualDiskFlatVer2BackingInfo', after = '') =>
	device(
		'VirtualDisk',
		2000,
		`${backing(type, rest)}<controllerKey>1000</controllerKey><capacityInKB>1048576</capacityInKB>${after}`,
		'Hard disk 1',
	);
const SCSI = device('ParaVirtualSCSIController', 1000, '<sharedBus>noSharing</sharedBus>', 'SCSI controller 0');

describe('vm-disk', () => {
	it('reads capacity, datastore, provisioning, sharing and the bus of the controller', async () => {
		const datastore = vim('Datastore', 'datastore-1', { name: 'ds%2f01' });
		const vm = await vimVm({ 'config.hardware.device': devices(SCSI, disk(FLAT)) }, [datastore]);
		expect(vm.disks).toEqual([
			{
				id: '2000',
				label: 'Hard disk 1',
				capacityBytes: 1024 * MIB,
				datastore: 'datastore-1',
				datastoreName: 'ds/01',
				path: '[ds-01] app-01/app-01.vmdk',
				thin: true,
				eagerlyScrub: false,
				mode: 'persistent',
				sharing: 'sharingNone',
				sharedBus: 'noSharing',
				controller: 'SCSI controller 0',
				raw: false,
				encrypted: false,
				linkedClone: false,
			},
		]);
	});

	it('prefers bytes to KiB for the capacity', async () => {
		const vm = await hardware(disk(FLAT, undefined, '<capacityInBytes>1073741312</capacityInBytes>'));
		expect(vm.disks?.[0]?.capacityBytes).toBe(1073741312);
	});

	it('knows a raw device mapping by its backing', async () => {
		const raw = `${FLAT}<compatibilityMode>physicalMode</compatibilityMode><lunUuid>0200</lunUuid>`;
		const vm = await hardware(disk(raw, 'VirtualDiskRawDiskMappingVer1BackingInfo'));
		expect(vm.disks).toMatchObject([{ raw: true, rdmMode: 'physicalMode', rdmLun: '0200', linkedClone: false }]);
	});

	const PARENT = '<parent><fileName>[ds-01] base/base.vmdk</fileName></parent>';
	it.each([
		['a parent in another directory', '<rootSnapshotList/>', PARENT, true],
		['a parent of its own snapshot', '<rootSnapshotList/>', PARENT.replace('base/', 'app-01/'), false],
		['a parent without any snapshot', undefined, PARENT.replace('base/', 'app-01/'), true],
		['no parent', undefined, '', false],
	])('tells a linked clone by its chain: %s', async (_, snapshot, parent, expected) => {
		const vm = await vimVm({
			'config.hardware.device': devices(disk(FLAT + parent)),
			...(snapshot === undefined ? {} : { snapshot }),
		});
		expect(vm.disks?.[0]?.linkedClone).toBe(expected);
	});

	it('has no disks when the hardware lists none, and unknown ones when it was not read', async () => {
		expect((await hardware(SCSI)).disks).toEqual([]);
		expect(await vimVm({})).not.toHaveProperty('disks');
	});

	it('reads the rows of vDisk, with the datastore from the path', async () => {
		const stores = tab('vDatastore', [{ Name: 'ds-01', 'Object ID': 'datastore-7' }]);
		const row = {
			...ROW,
			Disk: 'Hard disk 1',
			'Disk Key': '2000',
			'Disk Path': '[ds-01] a/a.vmdk',
			'Capacity MiB': '1,024',
			Raw: 'True',
			Thin: 'True',
			'Sharing mode': 'sharingMultiWriter',
			'Shared Bus': 'physicalSharing',
			'Raw LUN ID': 'naa.1',
			'Raw Comp. Mode': 'physicalMode',
		};
		const { vms } = await fromTabs([tab('vInfo', [ROW]), tab('vDisk', [row]), stores]);
		expect(vms[0]?.disks).toEqual([
			{
				id: '2000',
				label: 'Hard disk 1',
				capacityBytes: 1024 * MIB,
				datastore: 'datastore-7',
				datastoreName: 'ds-01',
				path: '[ds-01] a/a.vmdk',
				thin: true,
				sharing: 'sharingMultiWriter',
				sharedBus: 'physicalSharing',
				raw: true,
				rdmLun: 'naa.1',
				rdmMode: 'physicalMode',
			},
		]);
	});

	it('knows no disks of a VM without rows in vDisk', async () => {
		const inventory = await fromTabs([tab('vInfo', [ROW]), tab('vDisk', [], ['VM', 'VM ID', 'Disk', 'Capacity MiB'])]);
		expect(inventory.vms[0]).not.toHaveProperty('disks');
		expect(reasonOf(inventory, 'vms', 'disks')).toBe('not-reported');
	});
});

describe('encryption of VMs', () => {
	const KEY = '<keyId><keyId>k-1</keyId><providerId><id>kms-1</id></providerId></keyId>';
	it('knows an unencrypted VM by an unset key on it and on every disk', async () => {
		expect((await hardware(disk(FLAT))).encrypted).toBe(false);
	});

	it('calls a VM encrypted for its own key or for that of one disk', async () => {
		const home = await vimVm({
			'config.keyId': '<keyId>k-1</keyId><providerId><id>kms-1</id></providerId>',
			'config.hardware.device': devices(disk(FLAT)),
			'config.migrateEncryption': 'required',
		});
		expect(home).toMatchObject({ encrypted: true, keyProvider: 'kms-1', keyId: 'k-1', migrateEncryption: 'required' });
		expect(home.disks?.[0]?.encrypted).toBe(false);
		const one = await hardware(disk(FLAT + KEY));
		expect(one).toMatchObject({ encrypted: true, disks: [{ encrypted: true, keyProvider: 'kms-1', keyId: 'k-1' }] });
	});

	it('never calls a VM unencrypted whose configuration was not read', async () => {
		const unread = [
			vim('VirtualMachine', 'vm-1', { name: 'a', 'config.template': 'false', 'runtime.connectionState': 'connected' }),
			vim('VirtualMachine', 'vm-2', { name: 'b', 'config.hardware.device': devices(disk(FLAT)) }),
			vim(
				'VirtualMachine',
				'vm-3',
				{ name: 'c', 'config.template': 'false', 'config.hardware.device': devices() },
				{ 'config.keyId': 'NoPermission' },
			),
		];
		const inventory = await fromVim(unread);
		expect(inventory.vms.map(({ encrypted }) => encrypted)).toEqual([undefined, undefined, undefined]);
		expect(inventory.vms[2]?.gaps).toMatchObject({ encrypted: 'no-privilege' });
	});

	it('is never told by RVTools', async () => {
		const inventory = await fromTabs([tab('vInfo', [ROW])]);
		expect(reasonOf(inventory, 'vms', 'encrypted')).toBe('not-in-source');
		expect(inventory.vms[0]).not.toHaveProperty('encrypted');
	});
});

describe('vm-nic', () => {
	const port = '<port><switchUuid>50 3d</switchUuid><portgroupKey>dvportgroup-7</portgroupKey></port>';
	const group = vim('DistributedVirtualPortgroup', 'dvportgroup-7', {
		name: 'App',
		'config.distributedVirtualSwitch': 'dvs-1',
	});
	const dvs = vim('VmwareDistributedVirtualSwitch', 'dvs-1', { name: 'dvs-prod' });
	const mac = '<macAddress>00:50:56:8F:1B:38</macAddress><addressType>assigned</addressType>';

	it('finds the distributed port group and its switch behind a port', async () => {
		const nic = device(
			'VirtualVmxnet3',
			4000,
			backing('VirtualEthernetCardDistributedVirtualPortBackingInfo', port) + connectable(true) + mac,
			'Network adapter 1',
		);
		const vm = await vimVm({ 'config.hardware.device': devices(nic) }, [group, dvs]);
		expect(vm.nics).toEqual([
			{
				id: '4000',
				label: 'Network adapter 1',
				type: 'vmxnet3',
				network: 'dvportgroup-7',
				networkName: 'App',
				switchName: 'dvs-prod',
				mac: '00:50:56:8f:1b:38',
				macType: 'assigned',
				connected: true,
				startConnected: true,
			},
		]);
	});

	it('finds standard and opaque networks, and a NIC without any', async () => {
		const standard = backing(
			'VirtualEthernetCardNetworkBackingInfo',
			'<deviceName>VM Network</deviceName><network type="Network">network-1</network>',
		);
		const opaque = backing(
			'VirtualEthernetCardOpaqueNetworkBackingInfo',
			'<opaqueNetworkId>o-1</opaqueNetworkId><opaqueNetworkType>nsx.LogicalSwitch</opaqueNetworkType>',
		);
		const vm = await vimVm(
			{
				'config.hardware.device': devices(
					device('VirtualE1000', 4000, standard + mac),
					device('VirtualSriovEthernetCard', 4001, opaque + mac),
					device('VirtualVmxnet3', 4002, mac),
				),
			},
			[
				vim('Network', 'network-1', { name: 'VM Network' }),
				vim('OpaqueNetwork', 'network-o2', { name: 'Segment', 'summary.opaqueNetworkId': 'o-1' }),
			],
		);
		expect(vm.nics).toMatchObject([
			{ type: 'e1000', network: 'network-1', networkName: 'VM Network' },
			{ type: 'sriov', network: 'network-o2', networkName: 'Segment' },
			{ type: 'vmxnet3', unattached: true },
		]);
		expect(vm.nics?.[0]).not.toHaveProperty('connected');
	});

	it('reads vNetwork, telling networks of one name apart by their switch', async () => {
		const nic = {
			'NIC label': 'Network adapter 1',
			Adapter: 'Vmxnet3',
			Connected: 'True',
			'Mac Address': '00:50:56:AA:00:01',
		};
		const { vms } = await fromTabs([
			tab('vInfo', [ROW]),
			tab('vNetwork', [
				{ ...ROW, ...nic, Network: 'App', Switch: 'dvs-2' },
				{ ...ROW, ...nic, Network: 'Not connected' },
			]),
			tab('dvPort', [
				{ Port: 'App', Switch: 'dvs-1', 'Object ID': 'dvportgroup-1' },
				{ Port: 'App', Switch: 'dvs-2', 'Object ID': 'dvportgroup-2' },
			]),
		]);
		expect(vms[0]?.nics).toMatchObject([
			{
				id: '#1',
				type: 'vmxnet3',
				network: 'dvportgroup-2',
				networkName: 'App',
				switchName: 'dvs-2',
				mac: '00:50:56:aa:00:01',
				connected: true,
			},
			{ id: '#2', unattached: true },
		]);
		expect(vms[0]?.nics?.[1]).not.toHaveProperty('networkName');
	});
});

describe('vm-media', () => {
	const iso = '<fileName>[ds-iso] linux.iso</fileName><datastore type="Datastore">datastore-9</datastore>';
	it.each([
		[
			'VirtualCdrom',
			'VirtualCdromIsoBackingInfo',
			iso,
			{
				kind: 'cdrom',
				backing: 'iso',
				isoDatastoreName: 'ds-iso',
				isoDatastore: 'datastore-9',
				isoPath: '[ds-iso] linux.iso',
			},
		],
		[
			'VirtualCdrom',
			'VirtualCdromIsoBackingInfo',
			'<fileName>[] /vmimages/tools.iso</fileName>',
			{ backing: 'iso', isoDatastoreName: '' },
		],
		['VirtualCdrom', 'VirtualCdromAtapiBackingInfo', '', { kind: 'cdrom', backing: 'host' }],
		['VirtualCdrom', 'VirtualCdromRemotePassthroughBackingInfo', '', { kind: 'cdrom', backing: 'client' }],
		[
			'VirtualFloppy',
			'VirtualFloppyImageBackingInfo',
			'<fileName>[ds-iso] a.flp</fileName>',
			{ kind: 'floppy', backing: 'iso' },
		],
		['VirtualFloppy', 'VirtualFloppyDeviceBackingInfo', '', { kind: 'floppy', backing: 'host' }],
	])('reads a %s with %s', async (type, kind, rest, expected) => {
		const vm = await hardware(device(type, 3000, backing(kind, rest) + connectable(true, false)));
		const drives = type === 'VirtualFloppy' ? vm.floppies : vm.media;
		expect(drives).toMatchObject([{ id: '3000', connected: true, startConnected: false, ...expected }]);
	});

	it.each([
		['VirtualUSBUSBBackingInfo', 'host'],
		['VirtualUSBRemoteClientBackingInfo', 'client'],
	])('reads a USB device with %s, and keeps it apart from drives', async (kind, expected) => {
		const vm = await hardware(device('VirtualUSB', 7000, `${backing(kind, '')}<connected>true</connected>`));
		expect(vm.usb).toMatchObject([{ id: '7000', kind: 'usb', backing: expected, connected: true }]);
		expect(vm.media).toEqual([]);
	});

	it.each([
		['ISO [ds-iso] linux.iso', { backing: 'iso', isoDatastoreName: 'ds-iso', isoPath: '[ds-iso] linux.iso' }],
		['ISO [] /vmimages/tools.iso', { backing: 'iso', isoDatastoreName: '' }],
		['Remote ATAPI dev/cdrom', { backing: 'client' }],
		['Remote device', { backing: 'client' }],
		['Client device', { backing: 'client' }],
		['ATAPI', { backing: 'host' }],
		['Host device', { backing: 'host' }],
	])('reads the Device Type "%s" of RVTools', async (text, expected) => {
		const vm = await withTab('vCD', {
			'Device Node': 'CD/DVD drive 1',
			'Device Type': text,
			Connected: 'True',
			'Starts Connected': 'False',
		});
		expect(vm.media).toMatchObject([{ label: 'CD/DVD drive 1', connected: true, startConnected: false, ...expected }]);
	});

	it('knows no backing behind any other text, and none of USB devices that name neither host nor client', async () => {
		expect((await withTab('vCD', { 'Device Node': 'CD', 'Device Type': 'Laufwerk' })).media?.[0]).not.toHaveProperty(
			'backing',
		);
		const both = await fromTabs([
			tab('vInfo', [ROW]),
			tab('vCD', [], ['VM', 'VM ID', 'Device Node', 'Device Type']),
			tab('vUSB', [
				{ ...ROW, 'Device Node': 'USB 1', 'Device Type': 'Host', Connected: 'True' },
				{ ...ROW, 'Device Node': 'USB 2', 'Device Type': 'usb' },
			]),
		]);
		expect(both.vms[0]?.media).toEqual([]);
		expect(both.vms[0]?.usb).toEqual([
			{ id: 'usb#1', label: 'USB 1', kind: 'usb', backing: 'host', connected: true },
			{ id: 'usb#2', label: 'USB 2', kind: 'usb' },
		]);
	});

	it('knows nothing of USB devices without a vUSB tab, and of no drive without vCD', async () => {
		const drives = await fromTabs([tab('vInfo', [ROW]), tab('vCD', [], ['VM', 'VM ID', 'Device Node', 'Device Type'])]);
		expect(drives.vms[0]).toMatchObject({ media: [] });
		expect(drives.vms[0]).not.toHaveProperty('usb');
		expect(drives.coverage).toContainEqual(
			expect.objectContaining({ collection: 'vms', datum: 'usb', reason: 'not-in-source', count: 1 }),
		);
	});
});

describe('vm-device', () => {
	it('lists devices that matter to a move, by type and backing, without those that every VM has', async () => {
		const vm = await hardware(
			SCSI,
			device('VirtualKeyboard', 600, ''),
			device('VirtualPCIPassthrough', 13000, backing('VirtualPCIPassthroughVmiopBackingInfo'), 'PCI device 0'),
			device('VirtualTPM', 11000, '', 'Virtual TPM'),
		);
		expect(vm.devices).toEqual([
			{
				id: '13000',
				label: 'PCI device 0',
				type: 'VirtualPCIPassthrough',
				backing: 'VirtualPCIPassthroughVmiopBackingInfo',
			},
			{ id: '11000', label: 'Virtual TPM', type: 'VirtualTPM' },
		]);
	});
});

describe('virtual GPUs', () => {
	it('tell their profile, whether they can move, and the data that then move', async () => {
		const rest =
			'<vgpu>grid_p40-8q</vgpu><migrateSupported>true</migrateSupported><vgpuMigrateDataSizeMB>8192</vgpuMigrateDataSizeMB>';
		const gpu = device('VirtualPCIPassthrough', 13000, backing('VirtualPCIPassthroughVmiopBackingInfo', rest));
		expect((await hardware(gpu)).devices).toMatchObject([
			{
				backing: 'VirtualPCIPassthroughVmiopBackingInfo',
				vgpuProfile: 'grid_p40-8q',
				vgpuMovable: true,
				vgpuDataBytes: 8192 * MIB,
			},
		]);
	});
});

describe('linked clones', () => {
	const parent = '<parent><fileName>[ds-01] base/base.vmdk</fileName></parent>';
	it('are VMs with one disk at least that is one', async () => {
		expect((await hardware(disk(FLAT), disk(FLAT + parent))).linkedClone).toBe(true);
		expect((await hardware(disk(FLAT))).linkedClone).toBe(false);
		expect((await hardware()).linkedClone).toBe(false);
	});
	it('are unknown while a disk does not tell what backs it, and from RVTools', async () => {
		expect(await hardware(device('VirtualDisk', 2000, ''))).not.toHaveProperty('linkedClone');
		expect(await info({})).not.toHaveProperty('linkedClone');
	});
});

describe('active memory', () => {
	it('is read from the statistics of vCenter, and from vInfo or else vMemory', async () => {
		expect((await vimVm({ 'summary.quickStats.guestMemoryUsage': '512' })).activeMemoryBytes).toBe(512 * MIB);
		expect((await info({ 'Active Memory': 256 })).activeMemoryBytes).toBe(256 * MIB);
		expect((await withTab('vMemory', { Active: 128 })).activeMemoryBytes).toBe(128 * MIB);
	});
});

describe('vm-snapshot', () => {
	const node = (id: string, state: string, children = '') =>
		`<snapshot type="VirtualMachineSnapshot">${id}</snapshot><name>${id}</name><createTime>2026-11-01T00:00:00Z</createTime><state>${state}</state>${children}`;
	const link = (...keys: number[]) => `<chain>${keys.map((key) => `<fileKey>${key}</fileKey>`).join('')}</chain>`;
	const file = (key: number, size: number) => `<file><key>${key}</key><size>${size}</size></file>`;

	it('walks the tree, and adds up the deltas of all chains but not the base disks', async () => {
		const tree = `<rootSnapshotList>${node('s1', 'poweredOn', `<childSnapshotList>${node('s2', 'poweredOff')}</childSnapshotList>`)}</rootSnapshotList>`;
		const layout = `${file(0, 100)}${file(1, 7)}${file(2, 5)}${file(9, 50)}<disk><key>2000</key>${link(0)}${link(1)}${link(2)}</disk><snapshot><key type="VirtualMachineSnapshot">s1</key><memoryKey>9</memoryKey><disk><key>2000</key>${link(0)}${link(1)}</disk></snapshot>`;
		const vm = await vimVm({ snapshot: tree, layoutEx: layout });
		expect(vm.snapshots).toEqual([
			{ id: 's1', name: 's1', created: '2026-11-01T00:00:00Z', memory: true, memoryBytes: 50 },
			{ id: 's2', name: 's2', created: '2026-11-01T00:00:00Z', memory: false },
		]);
		expect(vm.snapshotDeltaBytes).toBe(12);
	});

	it('has none when the property is unset, and unknown ones when the VM was not read', async () => {
		expect(await vimVm({})).toMatchObject({ snapshots: [], snapshotDeltaBytes: 0 });
		expect((await fromVim([vim('VirtualMachine', 'vm-1', { name: 'a' })])).vms[0]).not.toHaveProperty('snapshots');
	});

	it('reads vSnapshot, with sizes in MiB', async () => {
		const vm = await withTab('vSnapshot', {
			Name: 's1',
			State: 'poweredOn',
			'Size MiB (vmsn)': 2,
			'Size MiB (total)': 3,
		});
		expect(vm.snapshots).toEqual([{ id: '#1', name: 's1', memory: true, memoryBytes: 2 * MIB, sizeBytes: 3 * MIB }]);
	});
});

describe('vm-state, vm-size, hardware-version and CPU data', () => {
	it('reads the state of a VM', async () => {
		const vm = await vimVm({
			'runtime.powerState': 'poweredOn',
			'config.template': 'true',
			'config.managedBy': '<extensionKey>com.vmware.vcDr</extensionKey><type>placeholderVm</type>',
			'runtime.faultToleranceState': 'running',
			disabledMethod: ['ArrayOfString', '<string>RelocateVM_Task</string>'],
			'runtime.toolsInstallerMounted': 'true',
			'runtime.consolidationNeeded': 'false',
		});
		expect(vm).toMatchObject({
			powerState: 'poweredOn',
			connectionState: 'connected',
			template: true,
			srmPlaceholder: true,
			managedBy: { extensionKey: 'com.vmware.vcDr', type: 'placeholderVm' },
			faultToleranceState: 'running',
			disabledMethods: ['RelocateVM_Task'],
			toolsInstallerMounted: true,
			consolidationNeeded: false,
		});
	});

	it('reads what holds a VM beside its power state, and nothing where nothing is set', async () => {
		const on = { 'runtime.powerState': 'poweredOn' };
		expect((await vimVm(on)).conditions).toEqual([]);
		const vm = await vimVm({
			...on,
			'runtime.question': '<id>1</id>',
			'runtime.snapshotInBackground': 'true',
			'runtime.paused': 'true',
			'runtime.quiescedForkParent': 'true',
			'config.forkConfigInfo': '<childForkGroupId>g-1</childForkGroupId>',
		});
		expect(vm.conditions).toEqual([
			'question',
			'background-snapshot',
			'paused',
			'instant-clone-frozen',
			'instant-clone',
		]);
		expect(await info({})).not.toHaveProperty('conditions');
	});

	it('takes a property that the release does not know for unset, and one that may not be read for unknown', async () => {
		const read = (fault: string) =>
			fromVim([
				vim(
					'VirtualMachine',
					'vm-1',
					{ name: 'app-01', 'config.template': 'false', 'runtime.connectionState': 'connected' },
					{ 'runtime.paused': fault },
				),
			]);
		expect((await read('InvalidProperty')).vms[0]!.conditions).toEqual([]);
		expect((await read('NoPermission')).vms[0]).not.toHaveProperty('conditions');
	});

	it('reads special CPU settings and replication, and none where nothing is set', async () => {
		expect(await vimVm({})).toMatchObject({ cpuSettings: [], replicated: false });
		const vm = await vimVm({
			'config.cpuAffinity': '<affinitySet>0</affinitySet><affinitySet>1</affinitySet>',
			'config.vPMCEnabled': 'true',
			'config.nestedHVEnabled': 'false',
			'config.sevEnabled': 'true',
			'config.cpuFeatureMask': ['ArrayOfHostCpuIdInfo', '<HostCpuIdInfo><level>1</level></HostCpuIdInfo>'],
			'config.sgxInfo': '<epcSize>64</epcSize>',
			'config.repConfig': '<generation>1</generation>',
		});
		expect(vm).toMatchObject({ cpuSettings: ['affinity', 'counters', 'sev', 'mask', 'sgx'], replicated: true });
		expect((await vimVm({ 'config.sgxInfo': '<epcSize>0</epcSize>' })).cpuSettings).toEqual([]);
		const sheet = await info({});
		expect(sheet).not.toHaveProperty('cpuSettings');
		expect(sheet).not.toHaveProperty('replicated');
	});

	it('reads heartbeat, failover and the upgrade policy', async () => {
		const live = await vimVm({
			'runtime.powerState': 'poweredOn',
			guestHeartbeatStatus: 'red',
			'runtime.vmFailoverInProgress': 'true',
			'config.scheduledHardwareUpgradeInfo': '<upgradePolicy>always</upgradePolicy>',
		});
		expect(live).toMatchObject({ heartbeat: 'red', failoverInProgress: true, hardwareUpgrade: 'always' });
		const sheet = await info({
			Heartbeat: 'Green',
			'Vm Failover In Progress': undefined,
			'HW upgrade policy': 'never',
		});
		expect(sheet).toMatchObject({ heartbeat: 'green', failoverInProgress: false, hardwareUpgrade: 'never' });
		expect(await info({})).not.toHaveProperty('failoverInProgress');
	});

	it('takes unset properties of a VM that was read for "nobody" and "none"', async () => {
		expect(await vimVm({})).toMatchObject({
			srmPlaceholder: false,
			managedBy: { extensionKey: '' },
			disabledMethods: [],
		});
	});

	it('reads sizes in bytes', async () => {
		expect(
			await vimVm({
				'config.hardware.numCPU': '4',
				'config.hardware.memoryMB': '8192',
				'config.memoryAllocation.reservation': '1024',
				'summary.storage.committed': '100',
				'summary.storage.uncommitted': '50',
				'config.version': 'vmx-07',
			}),
		).toMatchObject({
			cpus: 4,
			memoryBytes: 8192 * MIB,
			memoryReservationBytes: 1024 * MIB,
			usedBytes: 100,
			provisionedBytes: 150,
			hardwareVersion: 7,
		});
		expect(
			await info({ CPUs: 4, Memory: '8,192', 'In Use MiB': 10, 'Provisioned MiB': 20, Firmware: 'EFI' }),
		).toMatchObject({
			cpus: 4,
			memoryBytes: 8192 * MIB,
			usedBytes: 10 * MIB,
			provisionedBytes: 20 * MIB,
			firmware: 'efi',
		});
	});

	it.each([-5, 'NaN', 'viel'])('cannot read a memory size of %s', async (Memory) => {
		const inventory = await fromTabs([tab('vInfo', [{ ...ROW, Memory }])]);
		expect(inventory.vms[0]).not.toHaveProperty('memoryBytes');
		expect(inventory.coverage.find(({ datum }) => datum === 'memoryBytes')).toEqual({
			collection: 'vms',
			datum: 'memoryBytes',
			reason: 'read-error',
			count: 1,
			examples: [`vInfo row 2, Memory: "${Memory}"`],
		});
	});

	it('takes an unreadable cell from another tab that states the same, and says so', async () => {
		const inventory = await fromTabs([
			tab('vInfo', [{ ...ROW, Memory: 'viel' }]),
			tab('vMemory', [{ ...ROW, 'Size MiB': 2048 }]),
		]);
		expect(inventory.vms[0]?.memoryBytes).toBe(2048 * MIB);
		expect(reasonOf(inventory, 'vms', 'memoryBytes')).toBe('read-error');
	});

	it('knows a reservation of all memory, and that unset means none and a normal latency', async () => {
		const hardware = { 'config.hardware.numCPU': '2', 'config.hardware.memoryMB': '1024' };
		expect(await vimVm(hardware)).toMatchObject({ memoryReservationLocked: false, latencySensitivity: 'normal' });
		expect(await vimVm({ ...hardware, 'config.memoryReservationLockedToMax': 'true' })).toMatchObject({
			memoryReservationLocked: true,
		});
		expect(await vimVm({})).not.toHaveProperty('memoryReservationLocked');
		expect((await withTab('vMemory', { 'Memory Reservation Locked To Max': 'True' })).memoryReservationLocked).toBe(
			true,
		);
	});

	it('reads the power-on baseline, latency sensitivity and change tracking', async () => {
		expect(
			await info({ 'min Required EVC Mode Key ': 'intel-broadwell', 'Latency Sensitivity': 'high', CBT: 'TRUE' }),
		).toMatchObject({
			minRequiredEvcMode: 'intel-broadwell',
			latencySensitivity: 'high',
			changeTracking: true,
		});
	});
});

describe('vm-identity and vm-placement', () => {
	const TREE = [
		vim('Folder', 'group-d1', { name: 'Datacenters' }),
		vim('Datacenter', 'datacenter-1', { name: 'DC1', parent: 'group-d1', vmFolder: 'group-v1' }),
		vim('Folder', 'group-v1', {
			name: 'vm',
			parent: 'datacenter-1',
			childType: ['ArrayOfString', '<string>VirtualMachine</string>'],
		}),
		vim('Folder', 'group-v2', {
			name: 'Prod%2fA',
			parent: 'group-v1',
			childType: ['ArrayOfString', '<string>VirtualMachine</string>'],
		}),
		vim('VirtualApp', 'resgroup-v9', { name: 'vapp', parentFolder: 'group-v2' }),
	];

	it('writes folder paths without the hidden vm level, also for VMs inside a vApp', async () => {
		expect((await vimVm({ parent: 'group-v2' }, TREE)).path).toBe('/DC1/Prod/A');
		expect((await vimVm({ parent: 'group-v1' }, TREE)).path).toBe('/DC1');
		expect(await vimVm({ parentVApp: 'resgroup-v9' }, TREE)).toMatchObject({
			path: '/DC1/Prod/A',
			vApp: 'resgroup-v9',
			vAppName: 'vapp',
		});
	});

	it('tells a VM outside of vApps from one of which nobody tells', async () => {
		expect((await info({ vApp: '' })).vAppName).toBe('');
		expect((await info({ vApp: 'billing' })).vAppName).toBe('billing');
		expect((await info({})).vAppName).toBeUndefined();
	});

	it('lists folders by the same path', async () => {
		const { folders } = await fromVim(TREE);
		expect(folders.map(({ id, path }) => [id, path])).toEqual([
			['group-v1', '/DC1'],
			['group-v2', '/DC1/Prod/A'],
		]);
	});

	it.each([
		['Prod/Web', '/DC/Prod/Web'],
		['/DC/vm/Prod', '/DC/Prod'],
		['Prod', '/DC/Prod'],
	])('understands the folder "%s" of RVTools', async (Folder, expected) => {
		expect((await info({ Folder, Datacenter: 'DC' })).path).toBe(expected);
	});

	it('takes the cluster of a VM from vInfo and vHost, and believes neither when they differ', async () => {
		const of = async (cluster: string) =>
			await fromTabs([
				tab('vInfo', [{ ...ROW, Host: 'esx01', Cluster: cluster }]),
				tab('vHost', [{ Host: 'esx01', Cluster: 'Prod' }]),
			]);
		expect((await of('Prod')).vms[0]?.clusterName).toBe('Prod');
		const differing = await of('Test');
		expect(differing.vms[0]).not.toHaveProperty('clusterName');
		expect(differing.coverage.find(({ datum }) => datum === 'clusterName')).toMatchObject({
			reason: 'conflicting',
			examples: ['app-01: Test (vInfo), Prod (vHost)'],
		});
	});

	it('finds the resource pool by its path', async () => {
		const pools = tab('vRP', [
			{ 'Resource Pool name': 'Resources', 'Resource Pool path': '/DC/A/Resources', 'Object ID': 'resgroup-1' },
			{ 'Resource Pool name': 'Resources', 'Resource Pool path': '/DC/B/Resources', 'Object ID': 'resgroup-2' },
		]);
		const { vms, resourcePools } = await fromTabs([
			tab('vInfo', [{ ...ROW, 'Resource pool': '/DC/B/Resources' }]),
			pools,
		]);
		expect(vms[0]?.resourcePool).toBe('resgroup-2');
		expect(resourcePools.map(({ path }) => path)).toEqual(['A', 'B']);
	});
});
