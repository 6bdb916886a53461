import { type Static, Type } from 'typebox';
import { Bytes, notes, privileges } from './parts.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;

/** A virtual disk. `datastore` is an id; `datastoreName` is given whenever the source names it. */
export const VmDisk = Type.Object(
	{
		/** Device key as text (vim25), or a position made unique within the VM. */
		id: Type.String(),
		label: o(Type.String()),
		capacityBytes: o(Bytes),
		/** Bytes allocated on the datastore by the base disk, without snapshots (vim25 `layoutEx`). */
		usedBytes: o(Bytes),
		datastore: o(Type.String()),
		datastoreName: o(Type.String()),
		/** `[datastore] folder/file.vmdk` */
		path: o(Type.String()),
		thin: o(Type.Boolean()),
		eagerlyScrub: o(Type.Boolean()),
		/** `persistent` | `nonpersistent` | `independent_persistent` | … */
		mode: o(Type.String()),
		/** `sharingNone` | `sharingMultiWriter` */
		sharing: o(Type.String()),
		/** `noSharing` | `virtualSharing` | `physicalSharing`, of the controller that the disk hangs on */
		sharedBus: o(Type.String()),
		controller: o(Type.String()),
		raw: o(Type.Boolean()),
		/** `physicalMode` | `virtualMode`; only on a raw device mapping */
		rdmMode: o(Type.String()),
		rdmLun: o(Type.String()),
		encrypted: o(Type.Boolean()),
		keyProvider: o(Type.String()),
		keyId: o(Type.String()),
		/** True when the chain starts in another VM's directory or the disk is a native linked clone. */
		linkedClone: o(Type.Boolean()),
	},
	closed,
);
export type VmDisk = Static<typeof VmDisk>;

/** A virtual NIC. `network` is an id in `networks[]` when the source knows it. */
export const VmNic = Type.Object(
	{
		id: Type.String(),
		label: o(Type.String()),
		/** `vmxnet3` | `e1000` | `e1000e` | `sriov` | `vmxnet3vrdma` | … lower case */
		type: o(Type.String()),
		network: o(Type.String()),
		networkName: o(Type.String()),
		switchName: o(Type.String()),
		mac: o(Type.String()),
		/** `assigned` | `generated` | `manual` */
		macType: o(Type.String()),
		connected: o(Type.Boolean()),
		startConnected: o(Type.Boolean()),
		directPath: o(Type.Boolean()),
		/** True when the source says that the NIC has no network at all. */
		unattached: o(Type.Boolean()),
	},
	closed,
);
export type VmNic = Static<typeof VmNic>;

/** A CD-ROM or floppy drive, or a USB device: what backs it and whether it is connected. */
export const VmMedia = Type.Object(
	{
		id: Type.String(),
		label: o(Type.String()),
		/** `cdrom` | `floppy` | `usb` */
		kind: Type.String(),
		/** `iso` | `host` | `client` | `none` */
		backing: o(Type.String()),
		connected: o(Type.Boolean()),
		startConnected: o(Type.Boolean()),
		/** Datastore name of an ISO or image; "" for a path that every host has (`[] /vmimages/…`). */
		isoDatastoreName: o(Type.String()),
		isoDatastore: o(Type.String()),
		isoPath: o(Type.String()),
	},
	closed,
);
export type VmMedia = Static<typeof VmMedia>;

/** Any other device that matters to a move (passthrough, vTPM, serial, …). `type` is the vim25 device type. */
export const VmDevice = Type.Object(
	{
		id: Type.String(),
		label: o(Type.String()),
		type: Type.String(),
		/** vim25 backing type, for example `VirtualPCIPassthroughDeviceBackingInfo` */
		backing: o(Type.String()),
		connected: o(Type.Boolean()),
		/** Of a virtual GPU: profile (`grid_p40-8q`), whether vCenter can move it while it runs, and the data that then move. */
		vgpuProfile: o(Type.String()),
		vgpuMovable: o(Type.Boolean()),
		vgpuDataBytes: o(Bytes),
	},
	closed,
);
export type VmDevice = Static<typeof VmDevice>;

/** A VM snapshot. `memory` is true when it holds the memory of a running VM. */
export const VmSnapshot = Type.Object(
	{
		id: Type.String(),
		name: o(Type.String()),
		created: o(Type.String()),
		memory: o(Type.Boolean()),
		sizeBytes: o(Bytes),
		memoryBytes: o(Bytes),
	},
	closed,
);
export type VmSnapshot = Static<typeof VmSnapshot>;

/** A virtual machine or template. Ids of other objects are ids of the same inventory. */
export const Vm = Type.Object(
	{
		id: Type.String(),
		name: Type.String(),
		/** SMBIOS UUID */
		uuid: o(Type.String()),
		instanceUuid: o(Type.String()),
		/** Folder path without the hidden `vm` level, `/DC1/Prod`. */
		path: o(Type.String()),
		folder: o(Type.String()),
		host: o(Type.String()),
		hostName: o(Type.String()),
		cluster: o(Type.String()),
		clusterName: o(Type.String()),
		datacenterName: o(Type.String()),
		resourcePool: o(Type.String()),
		vApp: o(Type.String()),
		/** Name of the vApp that the VM is a member of; "" when it is in none. */
		vAppName: o(Type.String()),
		/** `poweredOn` | `poweredOff` | `suspended` */
		powerState: o(Type.String()),
		/** `connected` | `disconnected` | `orphaned` | `inaccessible` | `invalid` */
		connectionState: o(Type.String()),
		template: o(Type.Boolean()),
		srmPlaceholder: o(Type.Boolean()),
		/** 19 for `vmx-19` */
		hardwareVersion: o(Type.Number()),
		cpus: o(Type.Number()),
		coresPerSocket: o(Type.Number()),
		memoryBytes: o(Bytes),
		memoryReservationBytes: o(Bytes),
		/** True when all of the memory is reserved, whatever its size (VirtualMachineConfigInfo.memoryReservationLockedToMax). */
		memoryReservationLocked: o(Type.Boolean()),
		/** Hz that are reserved of the CPU. */
		cpuReservationHz: o(Type.Number()),
		/** Bytes of memory that the VM takes of its host (vim25 `hostMemoryUsage`, RVTools `Consumed`). */
		consumedMemoryBytes: o(Bytes),
		/** Bytes that the guest used of late (vim25 `guestMemoryUsage`, "active guest memory"). */
		activeMemoryBytes: o(Bytes),
		/** Names of the DRS rules that name the VM, where only the VM tells (RVTools); else `clusters[].rules` does. */
		clusterRules: o(Type.Array(Type.String())),
		/** True when the cluster has DRS or HA settings of the VM's own; only declared, else `clusters[].vmOverrides` tells. */
		clusterOverride: o(Type.Boolean()),
		guestOs: o(Type.String()),
		firmware: o(Type.String()),
		/** True when the VM home or any disk is encrypted. */
		encrypted: o(Type.Boolean()),
		keyProvider: o(Type.String()),
		keyId: o(Type.String()),
		/** `unlocked` | `locked`; only of an encrypted VM */
		cryptoState: o(Type.String()),
		/** True when any disk is a linked clone; `disks[].linkedClone` says which. */
		linkedClone: o(Type.Boolean()),
		disks: o(Type.Array(VmDisk)),
		nics: o(Type.Array(VmNic)),
		/** CD-ROM drives. */
		media: o(Type.Array(VmMedia)),
		floppies: o(Type.Array(VmMedia)),
		/** USB devices. */
		usb: o(Type.Array(VmMedia)),
		devices: o(Type.Array(VmDevice)),
		/** A NIC sits on a temporary port that vCenter made for a conflict. */
		conflictPort: o(Type.Boolean()),
		/** NICs reserve network bandwidth. */
		networkReservation: o(Type.Boolean()),
		/** A disk is a delta or linked clone that the array or NFS server made. */
		nativeDelta: o(Type.Boolean()),
		/** Labels of disks in a format of hosted products, or in SE sparse format. */
		hostedDisks: o(Type.Array(Type.String())),
		/** Sector formats of the disks: `native_512`, `native_4k`. */
		sectorFormats: o(Type.Array(Type.String())),
		/** I/O filters and flash caches that disks go through. */
		ioFilters: o(Type.Array(Type.String())),
		/** A disk is a first-class disk (a container volume or a catalogue disk). */
		firstClassDisks: o(Type.Boolean()),
		/** The VM has persistent memory. */
		persistentMemory: o(Type.Boolean()),
		/** World-wide names for NPIV are assigned. */
		npiv: o(Type.Boolean()),
		/** Snapshot, suspend or log directory lies outside the home directory. */
		ownDirectories: o(Type.Boolean()),
		snapshots: o(Type.Array(VmSnapshot)),
		/** Bytes in snapshot delta disks beyond the base disks. */
		snapshotDeltaBytes: o(Bytes),
		/** Bytes really used, with swap and snapshots (RVTools `In Use`, vim25 `committed`). */
		usedBytes: o(Bytes),
		provisionedBytes: o(Bytes),
		homeDatastoreName: o(Type.String()),
		/** `[datastore] folder` of its configuration file. */
		homePath: o(Type.String()),
		/** Name that the guest gives itself; "" while VMware Tools report none. */
		guestHostName: o(Type.String()),
		/** `notConfigured` when fault tolerance is off. */
		faultToleranceState: o(Type.String()),
		/** Methods that a solution has switched off for the VM. */
		disabledMethods: o(Type.Array(Type.String())),
		minRequiredEvcMode: o(Type.String()),
		/** Special CPU settings: `affinity`, `counters`, `nested`, `mask`, `sev`, `sev-snp`, `tdx`, `sgx`. */
		cpuSettings: o(Type.Array(Type.String())),
		/** True when vSphere Replication is set up for the VM. */
		replicated: o(Type.Boolean()),
		/** Runtime CPU feature requirements (`cpuid.…`), powered on only. */
		toolsInstallerMounted: o(Type.Boolean()),
		/** What holds the VM beside its power state: `question`, `background-snapshot`, `paused`, `instant-clone-frozen`, `instant-clone`. */
		conditions: o(Type.Array(Type.String())),
		/** `green` | `yellow` | `red` | `gray` (VMware Tools do not run). */
		heartbeat: o(Type.String()),
		failoverInProgress: o(Type.Boolean()),
		/** `never` | `onSoftPowerOff` | `always`: when the hardware version is raised by itself. */
		hardwareUpgrade: o(Type.String()),
		suspendedToMemory: o(Type.Boolean()),
		consolidationNeeded: o(Type.Boolean()),
		changeTracking: o(Type.Boolean()),
		/** `low` | `normal` | `medium` | `high` | `custom` */
		latencySensitivity: o(Type.String()),
		/** `disabled` | `opportunistic` | `required` */
		migrateEncryption: o(Type.String()),
		managedBy: o(Type.Object({ extensionKey: Type.String(), type: o(Type.String()) }, closed)),
		tags: o(Type.Array(Type.String())),
		/** Said by a plan alone: what the VM serves the vCenters as ("": nothing), and whether Site Recovery Manager protects it. */
		appliance: o(Type.String()),
		srmProtected: o(Type.Boolean()),
		/** UUID of the content library item that the VM is linked to; "" when it is to none. */
		libraryItem: o(Type.String()),
		/** Constraints that extensions put on the VM (API 9.1): `SERVICE INVARIANT`, type and kind. */
		extensionConstraints: o(Type.Array(Type.String())),
		/** Users and groups with a permission on the VM itself. */
		permissions: o(Type.Array(Type.String())),
		/** Names of the custom attributes that have a value. */
		customAttributes: o(Type.Array(Type.String())),
		/** Names of the tasks that are scheduled for the VM. */
		scheduledTasks: o(Type.Array(Type.String())),
		...privileges,
		...notes,
	},
	closed,
);
export type Vm = Static<typeof Vm>;
