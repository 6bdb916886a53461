import type { DatastoreEntity, HostEntity, VmEntity } from '../estate/entities.js';
import { bytesOf } from '../scenario/units.js';
import { boolean, data, dateTime, derived, type Fields, int, list, long, ref, refs, string } from '../wire/value.js';
import { inventoryType } from './contract.js';
import { encodeName, managedEntity } from './shared/managed-entity.js';
import { capacityOf, usedOf } from './shared/vm-figures.js';

export default inventoryType<DatastoreEntity>({
	type: 'Datastore',
	bases: ['ManagedEntity'],
	properties: (datastore, { estate }) => ({
		...managedEntity(datastore),
		browser: undefined,
		capability: () =>
			data('DatastoreCapability', {
				directoryHierarchySupported: boolean(true),
				rawDiskMappingsSupported: boolean(typeOf(datastore) === 'VMFS'),
				perFileThinProvisioningSupported: boolean(true),
			}),
		host: () =>
			list(
				'DatastoreHostMount',
				estate.hostsOf(datastore).map((host) => mount(datastore, host)),
			),
		info: () => info(datastore),
		iormConfiguration: undefined,
		summary: () =>
			data('DatastoreSummary', {
				datastore: ref(datastore),
				name: string(encodeName(datastore.name)),
				url: string(`ds://${pathOf(datastore)}/`),
				capacity: long(bytesOf(datastore.spec.capacity)),
				freeSpace: long(bytesOf(datastore.spec.free)),
				uncommitted: long(uncommitted(datastore)),
				accessible: boolean(datastore.spec.accessible ?? true),
				multipleHostAccess: boolean(estate.hostsOf(datastore).length > 1),
				type: string(typeOf(datastore)),
				maintenanceMode: string(datastore.spec.maintenance ?? 'normal'),
			}),
		vm: () =>
			refs(
				datastore.datacenter.vms.filter(({ group }) =>
					[group.datastore, ...group.disks.map((disk) => disk.datastore)].includes(datastore.name),
				),
			),
	}),
});

/** What the thin disks on it may still grow by. */
function uncommitted({ name, datacenter }: DatastoreEntity): number {
	const growth = (vm: VmEntity) =>
		vm.group.disks
			.filter((disk) => (disk.datastore ?? vm.group.datastore) === name && disk.rdm === undefined)
			.reduce((sum, disk) => sum + capacityOf(disk) - usedOf(disk), 0);
	return datacenter.vms.reduce((sum, vm) => sum + growth(vm), 0);
}

function typeOf({ spec }: DatastoreEntity): string {
	return spec.type ?? (spec.nas === undefined ? 'VMFS' : 'NFS');
}

function pathOf(datastore: DatastoreEntity): string {
	const prefix = typeOf(datastore) === 'vsan' ? 'vsan:' : '';
	return `/vmfs/volumes/${prefix}${datastore.uuid}`;
}

function mount(datastore: DatastoreEntity, host: HostEntity) {
	const accessible = datastore.spec.accessible ?? true;
	return data('DatastoreHostMount', {
		key: ref(host),
		mountInfo: data('HostMountInfo', {
			path: string(pathOf(datastore)),
			accessMode: string('readWrite'),
			mounted: boolean(true),
			accessible: boolean(accessible),
			inaccessibleReason: accessible ? undefined : string('AllPathsDown_Timeout'),
		}),
	});
}

function info(datastore: DatastoreEntity) {
	const capacity = bytesOf(datastore.spec.capacity);
	const common: Fields = {
		name: string(encodeName(datastore.name)),
		url: string(`ds://${pathOf(datastore)}/`),
		freeSpace: long(bytesOf(datastore.spec.free)),
		maxFileSize: long(70_368_744_177_664),
		maxVirtualDiskCapacity: long(68_169_720_922_112),
		maxMemoryFileSize: long(70_368_744_177_664),
		timestamp: dateTime('2026-11-20T06:00:00Z'),
		containerId: typeOf(datastore) === 'vsan' ? string(datastore.uuid) : undefined,
	};
	const volume: Fields = {
		type: string(typeOf(datastore)),
		name: string(encodeName(datastore.name)),
		capacity: long(capacity),
	};
	switch (typeOf(datastore)) {
		case 'VMFS':
			return derived('VmfsDatastoreInfo', { ...common, vmfs: () => vmfs(datastore, volume) });
		case 'NFS':
		case 'NFS41':
			return derived('NasDatastoreInfo', {
				...common,
				nas: data('HostNasVolume', {
					...volume,
					remoteHost: string(datastore.spec.nas?.host ?? 'nas.example.com'),
					remotePath: string(datastore.spec.nas?.path ?? `/${datastore.name}`),
				}),
			});
		case 'vsan':
			return derived('VsanDatastoreInfo', { ...common, membershipUuid: string(datastore.uuid) });
		default:
			return derived('VvolDatastoreInfo', { ...common });
	}
}

function vmfs(datastore: DatastoreEntity, volume: Fields) {
	return data('HostVmfsVolume', {
		...volume,
		blockSizeMb: int(1),
		maxBlocks: int(63_963_136),
		majorVersion: int(6),
		version: string('6.82'),
		uuid: string(datastore.uuid),
		extent: list('HostScsiDiskPartition', [
			data('HostScsiDiskPartition', {
				diskName: string(`naa.6${datastore.uuid.replaceAll('-', '').slice(0, 31)}`),
				partition: int(1),
			}),
		]),
		vmfsUpgradable: boolean(false),
	});
}
