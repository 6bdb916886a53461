import { type Static, Type } from 'typebox';
import { SIZE_PATTERN } from './units.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;
const Size = Type.String({ pattern: SIZE_PATTERN });

const DiskSpec = Type.Object(
	{
		size: Size,
		/** Allocated on the datastore; half of a thin disk when absent. */
		used: o(Size),
		datastore: o(Type.String()),
		provisioning: o(Type.Enum(['thin', 'thick', 'eager'])),
		mode: o(Type.String()),
		sharing: o(Type.Enum(['sharingNone', 'sharingMultiWriter'])),
		rdm: o(Type.Enum(['physicalMode', 'virtualMode'])),
		encrypted: o(Type.Boolean()),
	},
	closed,
);
export type DiskSpec = Static<typeof DiskSpec>;

const NicSpec = Type.Object(
	{
		network: Type.String(),
		/** `vmxnet3` unless given */
		type: o(Type.Enum(['vmxnet3', 'e1000', 'e1000e', 'sriov', 'vmxnet3vrdma'])),
		mac: o(Type.String()),
		connected: o(Type.Boolean()),
	},
	closed,
);
export type VmNicSpec = Static<typeof NicSpec>;

const CdromSpec = Type.Object(
	{
		/** `[datastore] folder/file.iso`, `[] /vmimages/tools-isoimages/linux.iso`, `host` or `client` */
		backing: Type.String(),
		connected: o(Type.Boolean()),
	},
	closed,
);
export type CdromSpec = Static<typeof CdromSpec>;

const SnapshotSpec = Type.Object(
	{ name: Type.String(), created: o(Type.String()), memory: o(Type.Boolean()), size: o(Size) },
	closed,
);
export type SnapshotSpec = Static<typeof SnapshotSpec>;

/** VMs that differ in their names only; by hand, a group of one. */
export const VmGroup = Type.Object(
	{
		/** `app-{001..120}`, or one name. */
		names: Type.String(),
		folder: o(Type.String()),
		/** The first of the datacenter when absent. */
		cluster: o(Type.String()),
		pool: o(Type.String()),
		/** Hosts they run on, in turn; all of the cluster when absent. */
		hosts: o(Type.Array(Type.String(), { minItems: 1 })),
		datastore: Type.String(),
		cpus: o(Type.Integer({ minimum: 1 })),
		coresPerSocket: o(Type.Integer({ minimum: 1 })),
		memory: o(Size),
		memoryReservation: o(Size),
		/** All memory is reserved, whatever its size. */
		memoryLocked: o(Type.Boolean()),
		hardware: o(Type.Integer({ minimum: 3 })),
		guest: o(Type.String()),
		firmware: o(Type.Enum(['bios', 'efi'])),
		power: o(Type.Enum(['poweredOn', 'poweredOff', 'suspended'])),
		state: o(Type.Enum(['connected', 'disconnected', 'orphaned', 'inaccessible', 'invalid'])),
		template: o(Type.Boolean()),
		disks: Type.Array(DiskSpec),
		nics: o(Type.Array(NicSpec)),
		cdrom: o(CdromSpec),
		scsiSharing: o(Type.Enum(['noSharing', 'virtualSharing', 'physicalSharing'])),
		/** vim25 types of further devices: `VirtualPCIPassthrough`, `VirtualTPM`, `VirtualUSB`, `VirtualSerialPort`, … */
		devices: o(Type.Array(Type.String())),
		snapshots: o(Type.Array(SnapshotSpec)),
		/** Key provider and key of an encrypted VM home. */
		encryption: o(Type.Object({ provider: Type.String(), key: Type.String() }, closed)),
		migrateEncryption: o(Type.Enum(['disabled', 'opportunistic', 'required'])),
		managedBy: o(Type.Object({ extension: Type.String(), type: Type.String() }, closed)),
		minimumEvc: o(Type.String()),
		toolsInstallerMounted: o(Type.Boolean()),
		consolidationNeeded: o(Type.Boolean()),
		suspendedToMemory: o(Type.Boolean()),
		changeTracking: o(Type.Boolean()),
		faultTolerance: o(Type.Boolean()),
		latencySensitivity: o(Type.Enum(['low', 'normal', 'medium', 'high'])),
		disabledMethods: o(Type.Array(Type.String())),
		/** Of the content library item that the VM is linked to. */
		libraryItem: o(Type.String()),
		/** What an extension pins the VM to (API 9.1). */
		extensionConstraints: o(Type.Array(Type.Object({ type: Type.String(), kind: Type.String() }, closed))),
		/** Name to value. */
		customAttributes: o(Type.Record(Type.String(), Type.String())),
		/** Names of tasks that are scheduled for each VM. */
		scheduledTasks: o(Type.Array(Type.String())),
		uuid: o(Type.String()),
		instanceUuid: o(Type.String()),
	},
	closed,
);
export type VmGroup = Static<typeof VmGroup>;
