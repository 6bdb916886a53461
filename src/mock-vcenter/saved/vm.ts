import type { Vm } from '../../model/inventory/vm.js';
import { encodeName } from '../managed-objects/shared/managed-entity.js';
import { ref } from '../wire/value.js';
import { type SavedObject, unknownPaths } from './contract.js';
import type { PlainObject } from './plain.js';
import { devicesOf, type NetworkKinds } from './vm-devices.js';

const MIB = 1024 * 1024;
/** Which role a permission gives is not kept. */
const READ_ONLY = -2;
const megabytes = (bytes: number | undefined) => (bytes === undefined ? undefined : bytes / MIB);
const reference = (type: string, id: string | undefined) => (id === undefined ? undefined : ref({ type, id }));

/** A VM as vCenter would tell it. */
export function savedVm(vm: Vm, networks: NetworkKinds, attributeKeys: ReadonlyMap<string, number>): SavedObject {
	const device = devicesOf(vm, networks);
	return {
		type: 'VirtualMachine',
		id: vm.id,
		parent: vm.vApp === undefined ? vm.folder : undefined,
		properties: {
			name: encodeName(vm.name),
			parentVApp: reference('VirtualApp', vm.vApp),
			resourcePool: reference('ResourcePool', vm.resourcePool),
			disabledMethod: vm.disabledMethods,
			// The values of custom attributes are not kept.
			customValue: vm.customAttributes?.map((name) => ({
				$type: 'CustomFieldStringValue',
				key: attributeKeys.get(name),
				value: 'not told',
			})),
			permission: vm.permissions?.map((principal) => ({
				entity: reference('VirtualMachine', vm.id),
				principal,
				group: false,
				roleId: READ_ONLY,
				propagate: true,
			})),
			guestHeartbeatStatus: vm.heartbeat,
			config: config(vm, device),
			runtime: runtime(vm),
			snapshot: snapshots(vm),
			layoutEx: layout(vm),
			summary: summary(vm),
			guest:
				vm.guestHostName === undefined
					? undefined
					: { hostName: vm.guestHostName || undefined, toolsRunningStatus: 'guestToolsRunning' },
		},
		unknown: unknownPaths({
			'config.hardware.device': device,
			'config.keyId': vm.encrypted,
			'config.latencySensitivity.level': vm.latencySensitivity,
			'config.memoryReservationLockedToMax': vm.memoryReservationLocked,
			'config.contentLibItemInfo': vm.libraryItem,
			'config.extensionCompatibilityConstraint': vm.extensionConstraints,
			customValue: vm.customAttributes,
			permission: vm.permissions,
			'config.npivPortWorldWideName': vm.npiv,
			'config.managedBy': vm.managedBy ?? (vm.srmPlaceholder || undefined),
			'config.vPMCEnabled': vm.cpuSettings,
			'config.repConfig': vm.replicated,
			snapshot: vm.snapshots,
			disabledMethod: vm.disabledMethods,
			// A name without an id cannot be served.
			parentVApp: vm.vApp ?? (vm.vAppName === '' ? vm.vAppName : undefined),
			'runtime.suspendedToMemory': vm.suspendedToMemory,
			'runtime.vmFailoverInProgress': vm.failoverInProgress,
			'runtime.question': vm.conditions,
			'config.scheduledHardwareUpgradeInfo': vm.hardwareUpgrade,
		}),
	};
}

function config(vm: Vm, device: ReturnType<typeof devicesOf>): PlainObject {
	const { keyId, keyProvider, disks = [] } = vm;
	const keyOfDisk = disks.some((disk) => disk.encrypted === true);
	return {
		version: vm.hardwareVersion === undefined ? undefined : `vmx-${String(vm.hardwareVersion).padStart(2, '0')}`,
		uuid: vm.uuid,
		instanceUuid: vm.instanceUuid,
		template: vm.template,
		guestFullName: vm.guestOs,
		firmware: vm.firmware,
		hardware: {
			numCPU: vm.cpus,
			numCoresPerSocket: vm.coresPerSocket,
			memoryMB: megabytes(vm.memoryBytes),
			device,
		},
		cpuAllocation: { reservation: vm.cpuReservationHz === undefined ? undefined : vm.cpuReservationHz / 1e6 },
		memoryAllocation: { reservation: megabytes(vm.memoryReservationBytes) },
		memoryReservationLockedToMax: vm.memoryReservationLocked,
		latencySensitivity: vm.latencySensitivity === undefined ? undefined : { level: vm.latencySensitivity },
		changeTrackingEnabled: vm.changeTracking,
		scheduledHardwareUpgradeInfo:
			vm.hardwareUpgrade === undefined || vm.hardwareUpgrade === 'never'
				? undefined
				: { upgradePolicy: vm.hardwareUpgrade },
		forkConfigInfo: vm.conditions?.includes('instant-clone') === true ? { childForkGroupId: 'not-told' } : undefined,
		files: files(vm),
		npivPortWorldWideName: vm.npiv === true ? ['0'] : undefined,
		migrateEncryption: vm.migrateEncryption,
		contentLibItemInfo:
			vm.libraryItem === undefined || vm.libraryItem === '' ? undefined : { contentLibraryItemUuid: vm.libraryItem },
		extensionCompatibilityConstraint: constraints(vm.extensionConstraints),
		managedBy: manager(vm),
		...cpuSettings(vm),
		repConfig: vm.replicated === true ? { vmReplicationId: 'not-told' } : undefined,
		// An encrypted VM whose key was not kept still is one.
		keyId:
			keyId !== undefined || (vm.encrypted === true && !keyOfDisk)
				? { keyId: keyId ?? 'not-told', providerId: keyProvider === undefined ? undefined : { id: keyProvider } }
				: undefined,
	};
}

function constraints(saved: Vm['extensionConstraints'] = []): PlainObject | undefined {
	if (saved.length === 0) return undefined;
	const each = saved.map((text) => text.split(' '));
	return { constraint: each.map(([constraintType, constraintKind]) => ({ constraintType, constraintKind })) };
}

/** Whether a directory lies elsewhere is kept, not where. */
function files({ name, homeDatastoreName, ownDirectories }: Vm): PlainObject | undefined {
	if (ownDirectories === undefined) return undefined;
	const home = `[${homeDatastoreName ?? 'not told'}] ${name}`;
	return { vmPathName: `${home}/${name}.vmx`, snapshotDirectory: ownDirectories ? `${home}.elsewhere/` : `${home}/` };
}

/** Site Recovery Manager, whose placeholders are told by the type of their manager. */
const RECOVERY = 'com.vmware.vcDr';

/** What manages the VM. */
function manager({ managedBy, srmPlaceholder }: Vm): PlainObject | undefined {
	if (srmPlaceholder === true) return { extensionKey: managedBy?.extensionKey || RECOVERY, type: 'placeholderVm' };
	return managedBy?.type === undefined && managedBy?.extensionKey === '' ? undefined : managedBy;
}

/** Which settings there are is kept, not what they say. */
function cpuSettings({ cpuSettings: settings = [] }: Vm): PlainObject {
	const is = (setting: string) => (settings.includes(setting) ? true : undefined);
	return {
		cpuAffinity: is('affinity') && { affinitySet: [0] },
		vPMCEnabled: is('counters'),
		nestedHVEnabled: is('nested'),
		sevEnabled: is('sev'),
		sevSnpEnabled: is('sev-snp'),
		tdxEnabled: is('tdx'),
		cpuFeatureMask: is('mask') && [{ level: 1 }],
		sgxInfo: is('sgx') && { epcSize: 1, flcMode: 'unlocked' },
	};
}

function runtime(vm: Vm): PlainObject {
	const is = (condition: string) => (vm.conditions?.includes(condition) === true ? true : undefined);
	return {
		question: is('question') && { id: '1', text: 'not told' },
		snapshotInBackground: is('background-snapshot'),
		paused: is('paused'),
		instantCloneFrozen: is('instant-clone-frozen'),
		vmFailoverInProgress: vm.failoverInProgress,
		cryptoState: vm.cryptoState,
		host: reference('HostSystem', vm.host),
		connectionState: vm.connectionState,
		powerState: vm.powerState,
		faultToleranceState: vm.faultToleranceState,
		minRequiredEVCModeKey: vm.minRequiredEvcMode,
		toolsInstallerMounted: vm.toolsInstallerMounted,
		suspendedToMemory: vm.suspendedToMemory,
		consolidationNeeded: vm.consolidationNeeded,
	};
}

function summary(vm: Vm): PlainObject {
	const { usedBytes, provisionedBytes, homeDatastoreName, homePath } = vm;
	const home = homePath ?? (homeDatastoreName === undefined ? undefined : `[${homeDatastoreName}] ${vm.name}`);
	const known = usedBytes !== undefined && provisionedBytes !== undefined;
	return {
		config: { vmPathName: home === undefined ? undefined : `${home}/${vm.name}.vmx` },
		quickStats: {
			guestMemoryUsage: megabytes(vm.activeMemoryBytes),
			hostMemoryUsage: megabytes(vm.consumedMemoryBytes),
		},
		storage: { committed: usedBytes, uncommitted: known ? provisionedBytes - usedBytes : undefined },
	};
}

/** The tree is not kept: all snapshots side by side, in the order in which they were read. */
function snapshots({ snapshots: saved = [] }: Vm): PlainObject | undefined {
	if (saved.length === 0) return undefined;
	return {
		rootSnapshotList: saved.map(({ id, name, created, memory }) => ({
			snapshot: reference('VirtualMachineSnapshot', id),
			name,
			createTime: created,
			state: memory === undefined ? undefined : memory ? 'poweredOn' : 'poweredOff',
		})),
	};
}

/** One disk whose delta has the size of all: the sum is what is kept. */
function layout({ snapshots: saved = [], snapshotDeltaBytes: delta }: Vm): PlainObject | undefined {
	if (saved.length === 0 || delta === undefined) return undefined;
	const memory = saved.flatMap(({ id, memoryBytes }, index) =>
		memoryBytes === undefined ? [] : [{ id, key: 10 + index, size: memoryBytes }],
	);
	return {
		file: [{ key: 1, size: 0 }, { key: 2, size: delta }, ...memory.map(({ key, size }) => ({ key, size }))],
		disk: [{ key: 2000, chain: [{ fileKey: [1] }, { fileKey: [2] }] }],
		snapshot: memory.map(({ id, key }) => ({ key: reference('VirtualMachineSnapshot', id), memoryKey: key })),
	};
}
