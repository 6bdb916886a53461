import type { VmEntity } from '../estate/entities.js';
import {
	boolean,
	type Data,
	data,
	dateTime,
	derived,
	enumeration,
	int,
	list,
	long,
	ref,
	refs,
	string,
	strings,
} from '../wire/value.js';
import { inventoryType } from './contract.js';
import { encodeName, managedEntity } from './shared/managed-entity.js';
import { permissionData } from './shared/permission.js';
import { vmConfig } from './shared/vm-config.js';
import {
	biosUuidOf,
	committedOf,
	datastoresOf,
	fileOf,
	instanceUuidOf,
	memoryOf,
	powerOf,
	reservationOf,
	uncommittedOf,
} from './shared/vm-figures.js';
import { networkOf } from './shared/vm-nics.js';
import { layoutEx, snapshotInfo } from './shared/vm-snapshots.js';

const MIB = 1024 * 1024;
const STORAGE_TIME = '2026-11-20T06:00:00Z';

export default inventoryType<VmEntity>({
	type: 'VirtualMachine',
	bases: ['ManagedEntity'],
	properties: (vm, { estate }) => ({
		...managedEntity(vm),
		customValue: () => list('CustomFieldValue', customValues(vm, estate.attributes)),
		permission: () => list('Permission', estate.access.on(vm, false).map(permissionData)),
		capability: undefined,
		config: () => vmConfig(vm),
		datastore: () => refs(datastoresOf(vm)),
		disabledMethod: () => strings(vm.group.disabledMethods ?? []),
		environmentBrowser: undefined,
		guest: () => guest(vm),
		guestHeartbeatStatus: enumeration('ManagedEntityStatus', powerOf(vm) === 'poweredOn' ? 'green' : 'gray'),
		layout: undefined,
		layoutEx: () => layoutEx(vm),
		network: () =>
			refs(new Set((vm.group.nics ?? []).map((nic) => networkOf(vm, nic)).filter((item) => item !== undefined))),
		parentVApp: undefined,
		resourceConfig: undefined,
		resourcePool: () => (vm.group.template === true ? undefined : ref(vm.pool)),
		rootSnapshot: undefined,
		runtime: () => runtime(vm),
		snapshot: () => snapshotInfo(vm),
		storage: () => storage(vm),
		summary: () => summary(vm),
	}),
});

function customValues({ group }: VmEntity, names: readonly string[]): Data[] {
	return Object.entries(group.customAttributes ?? {}).map(([name, value]) =>
		derived('CustomFieldStringValue', { key: int(names.indexOf(name) + 1), value: string(value) }),
	);
}

function runtime(vm: VmEntity): Data {
	const { group } = vm;
	const on = powerOf(vm) === 'poweredOn';
	return data('VirtualMachineRuntimeInfo', {
		device: list('VirtualMachineDeviceRuntimeInfo', []),
		host: ref(vm.host),
		connectionState: enumeration('VirtualMachineConnectionState', group.state ?? 'connected'),
		powerState: enumeration('VirtualMachinePowerState', powerOf(vm)),
		vmFailoverInProgress: boolean(false),
		faultToleranceState: enumeration(
			'VirtualMachineFaultToleranceState',
			group.faultTolerance === true ? 'running' : 'notConfigured',
		),
		dasVmProtection: undefined,
		toolsInstallerMounted: boolean(group.toolsInstallerMounted ?? false),
		suspendTime: undefined,
		bootTime: on ? dateTime('2026-09-02T05:00:00Z') : undefined,
		suspendInterval: long(0),
		question: undefined,
		memoryOverhead: undefined,
		maxCpuUsage: undefined,
		maxMemoryUsage: undefined,
		numMksConnections: int(0),
		recordReplayState: enumeration('VirtualMachineRecordReplayState', 'inactive'),
		cleanPowerOff: undefined,
		needSecondaryReason: undefined,
		onlineStandby: boolean(false),
		minRequiredEVCModeKey: on ? string(group.minimumEvc) : undefined,
		consolidationNeeded: boolean(group.consolidationNeeded ?? false),
		offlineFeatureRequirement: list('VirtualMachineFeatureRequirement', []),
		featureRequirement: list('VirtualMachineFeatureRequirement', []),
		featureMask: undefined,
		paused: boolean(false),
		snapshotInBackground: boolean(false),
		instantCloneFrozen: boolean(false),
		quiescedForkParent: undefined,
		cryptoState: group.encryption === undefined ? undefined : string('unlocked'),
		suspendedToMemory: boolean(group.suspendedToMemory ?? false),
	});
}

function guest(vm: VmEntity): Data {
	const on = powerOf(vm) === 'poweredOn';
	return data('GuestInfo', {
		toolsStatus: enumeration('VirtualMachineToolsStatus', on ? 'toolsOk' : 'toolsNotRunning'),
		toolsVersionStatus2: string('guestToolsCurrent'),
		toolsRunningStatus: string(on ? 'guestToolsRunning' : 'guestToolsNotRunning'),
		toolsVersion: string('12352'),
		guestId: string(vm.group.guest ?? 'rhel8_64Guest'),
		guestFamily: string('linuxGuest'),
		guestFullName: undefined,
		hostName: on ? string(vm.name) : undefined,
		ipAddress: undefined,
		net: list('GuestNicInfo', []),
		ipStack: list('GuestStackInfo', []),
		guestState: string(on ? 'running' : 'notRunning'),
	});
}

function storageSummary(vm: VmEntity): Data {
	return data('VirtualMachineStorageSummary', {
		committed: long(committedOf(vm)),
		uncommitted: long(uncommittedOf(vm)),
		unshared: long(committedOf(vm)),
		timestamp: dateTime(STORAGE_TIME),
	});
}

function storage(vm: VmEntity): Data {
	const own = datastoresOf(vm);
	const share = (bytes: number) => Math.floor(bytes / own.length);
	return data('VirtualMachineStorageInfo', {
		perDatastoreUsage: list(
			'VirtualMachineUsageOnDatastore',
			own.map((datastore) =>
				data('VirtualMachineUsageOnDatastore', {
					datastore: ref(datastore),
					committed: long(share(committedOf(vm))),
					uncommitted: long(share(uncommittedOf(vm))),
					unshared: long(share(committedOf(vm))),
				}),
			),
		),
		timestamp: dateTime(STORAGE_TIME),
	});
}

function summary(vm: VmEntity): Data {
	const { group } = vm;
	return data('VirtualMachineSummary', {
		vm: ref(vm),
		runtime: () => runtime(vm),
		guest: () =>
			data('VirtualMachineGuestSummary', {
				guestId: string(group.guest ?? 'rhel8_64Guest'),
				guestFullName: undefined,
				toolsStatus: undefined,
				toolsRunningStatus: string(powerOf(vm) === 'poweredOn' ? 'guestToolsRunning' : 'guestToolsNotRunning'),
				hostName: powerOf(vm) === 'poweredOn' ? string(vm.name) : undefined,
				ipAddress: undefined,
			}),
		config: () =>
			data('VirtualMachineConfigSummary', {
				name: string(encodeName(vm.name)),
				template: boolean(group.template ?? false),
				vmPathName: string(fileOf(vm, '.vmx')),
				memorySizeMB: int(Math.floor(memoryOf(vm) / MIB)),
				cpuReservation: int(0),
				memoryReservation: int(Math.floor(reservationOf(vm) / MIB)),
				numCpu: int(group.cpus ?? 2),
				numEthernetCards: int(group.nics?.length ?? 0),
				numVirtualDisks: int(group.disks.length),
				uuid: string(biosUuidOf(vm)),
				instanceUuid: string(instanceUuidOf(vm)),
				guestId: string(group.guest ?? 'rhel8_64Guest'),
				guestFullName: string('Red Hat Enterprise Linux 8 (64-bit)'),
				annotation: undefined,
				installBootRequired: boolean(false),
				ftInfo: undefined,
			}),
		storage: () => storageSummary(vm),
		quickStats: data('VirtualMachineQuickStats', {
			overallCpuUsage: int(powerOf(vm) === 'poweredOn' ? 180 : 0),
			guestMemoryUsage: int(512),
			hostMemoryUsage: int(1024),
			guestHeartbeatStatus: enumeration('ManagedEntityStatus', 'green'),
		}),
		overallStatus: enumeration('ManagedEntityStatus', 'green'),
		customValue: undefined,
	});
}
