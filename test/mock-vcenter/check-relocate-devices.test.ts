import { describe, expect, it } from 'vitest';
import type { VCenterSpec } from '../../src/mock-vcenter/scenario/schema.js';
import type { VmGroup } from '../../src/mock-vcenter/scenario/vm-schema.js';
import { at } from '../../src/shared/xml-value.js';
import { type Asked, asked, both, type Change, center, none, off, type Parts, set, vm } from './relocation.js';

describe('devices', () => {
	const nestedOf = (found: Asked, level: 'error' | 'warning' = 'error') => {
		const inner = at(found.fault(level), 'fault.fault');
		return inner === undefined || typeof inner === 'string' || Array.isArray(inner) ? undefined : inner.$type;
	};

	it.each<[string, Partial<VmGroup>, string]>([
		['a passed-through PCI device', { devices: ['VirtualPCIPassthrough'] }, 'DeviceNotSupported'],
		['a USB device of the host', { devices: ['VirtualUSB'] }, 'CannotAccessVmDevice'],
		['a serial port of the host', { devices: ['VirtualSerialPort'] }, 'CannotAccessVmDevice'],
		['a floppy of a client', { devices: ['VirtualFloppy'] }, 'RemoteDeviceNotSupported'],
		['a CD drive of the host', { cdrom: { backing: 'host', connected: true } }, 'CannotAccessVmDevice'],
		['a CD drive of a client', { cdrom: { backing: 'client', connected: true } }, 'RemoteDeviceNotSupported'],
		['an SR-IOV adapter', { nics: [{ network: 'VLAN10-App', type: 'sriov' }] }, 'DeviceNotSupported'],
		['a shared SCSI bus', { scsiSharing: 'physicalSharing' }, 'DeviceNotSupported'],
		['a multi-writer disk', { disks: [{ size: '10GiB', sharing: 'sharingMultiWriter' }] }, 'MultiWriterNotSupported'],
	])('%s forbids vMotion', async (_, change, inner) => {
		const found = await asked((source) => set(vm(source), change));
		expect(found.errors).toEqual(['DisallowedMigrationDeviceAttached']);
		expect(nestedOf(found)).toBe(inner);
	});

	it('a device that is lost on a cold move is a warning', async () => {
		const found = await asked(both(off, (source) => set(vm(source), { devices: ['VirtualPCIPassthrough'] })));
		expect([found.errors, found.warnings]).toEqual([[], ['DisallowedMigrationDeviceAttached']]);
		expect(nestedOf(found, 'warning')).toBe('DeviceNotSupported');
	});

	it('an image on a datastore that stays behind: an error when connected, a warning when not', async () => {
		const cd =
			(connected: boolean): Change =>
			(source) =>
				set(vm(source), { cdrom: { backing: '[ds-mi-01] iso/a.iso', connected } });
		const found = await asked(cd(true));
		expect(found.errors).toEqual(['CannotAccessVmDevice']);
		expect(at(found.fault('error'), 'backing')).toBe('[ds-mi-01] iso/a.iso');
		expect((await asked(cd(false))).warnings).toEqual(['CannotAccessVmDevice']);
		const tools = await asked((source) =>
			set(vm(source), { cdrom: { backing: '[] /vmimages/tools-isoimages/linux.iso', connected: true } }),
		);
		expect(tools.errors).toEqual([]);
	});

	it.each<[string, Partial<VmGroup>, string[], string[]]>([
		[
			'a raw device that is kept',
			{ disks: [{ size: '10GiB', rdm: 'physicalMode' }] },
			['RDMPointsToInaccessibleDisk'],
			[],
		],
		['a raw device that becomes a disk', { disks: [{ size: '10GiB', rdm: 'virtualMode' }] }, [], ['RDMNotPreserved']],
		[
			'a disk that is not persistent',
			{ disks: [{ size: '10GiB', mode: 'independent_nonpersistent' }] },
			['NonPersistentDisksNotSupported'],
			[],
		],
		['a disk larger than a datastore holds', { disks: [{ size: '63TiB', used: '1GiB' }] }, ['FileTooLarge'], []],
		['snapshots', { snapshots: [{ name: 'before' }] }, [], ['SnapshotRevertIssue']],
		[
			'an RDMA adapter',
			{ nics: [{ network: 'VLAN10-App', type: 'vmxnet3vrdma' }] },
			[],
			['VirtualEthernetCardNotSupported'],
		],
	])('%s', async (_, change, errors, warnings) => {
		const found = await asked((source) => set(vm(source), change));
		expect([found.errors, found.warnings]).toEqual([errors, warnings]);
	});
});

describe('datastores', () => {
	const datastore = (there: VCenterSpec) => center(there).datastores?.[0] ?? { name: '', capacity: '', free: '' };

	it.each<[string, object, string]>([
		['too full', { free: '50GiB' }, 'InsufficientStorageSpace'],
		['not accessible', { accessible: false }, 'InaccessibleDatastore'],
		['not seen by the host', { hosts: ['esx-fr-01*'] }, 'InaccessibleDatastore'],
		['in maintenance', { maintenance: 'inMaintenance' }, 'InvalidDatastoreState'],
	])('one that is %s is refused', async (_, change, fault) => {
		const found = await asked((_source, there) => set(datastore(there), change));
		expect(found.errors).toEqual([fault]);
	});

	it('counts what the disks will take there: used for thin ones, all for thick ones', async () => {
		const free =
			(bytes: string, disk: object): Change =>
			(source, there) => {
				set(datastore(there), { free: bytes });
				set(vm(source), { power: 'poweredOff', disks: [{ size: '80GiB', ...disk }] });
			};
		expect((await asked(free('42GiB', { used: '41GiB' }))).errors).toEqual([]);
		expect((await asked(free('79GiB', { provisioning: 'thick' }))).errors).toEqual(['InsufficientStorageSpace']);
	});

	it('a move without a datastore needs the very storage at the destination', async () => {
		const without = (spec: Parts) => {
			delete spec.datastore;
		};
		const found = await asked(none, without);
		expect(found.errors).toEqual(['CannotAccessVmDisk']);
		const shared: Change = (source, there) => {
			for (const item of center(source).datastores ?? []) set(item, { uuid: `shared-${item.name}` });
			center(there).datastores?.push({ name: 'shared', capacity: '10TiB', free: '1TiB', uuid: 'shared-ds-mi-01' });
		};
		expect((await asked(shared, without)).errors).toEqual([]);
	});

	it('a raw device cannot be kept on NFS', async () => {
		const found = await asked((source, there) => {
			set(datastore(there), { type: 'NFS' });
			set(vm(source), { disks: [{ size: '10GiB', rdm: 'virtualMode' }] });
		});
		expect(found.errors).toEqual(['RDMNotSupportedOnDatastore']);
	});
});
