/**
 * Privileges that a Cross vCenter vMotion asks for, by the managed object type that they are asked of (RelocateVM_Task of the
 * vSphere API; vSphere Security: cryptographic privileges). Those on the vCenter are asked of its root folder.
 */
export const MOVE_PRIVILEGES = {
	VirtualMachine: ['Cryptographer.Migrate', 'Resource.ColdMigrate', 'Resource.HotMigrate'],
	ResourcePool: ['Resource.AssignVMToPool'],
	VirtualApp: ['Resource.AssignVMToPool'],
	Datastore: ['Datastore.AllocateSpace'],
	Network: ['Network.Assign'],
	DistributedVirtualPortgroup: ['Network.Assign'],
	OpaqueNetwork: ['Network.Assign'],
	Folder: ['Cryptographer.EncryptNew', 'Cryptographer.Migrate', 'VirtualMachine.Inventory.Register'],
	HostSystem: ['Cryptographer.RegisterHost'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const VCENTER_PRIVILEGES = ['StorageProfile.Update', 'StorageProfile.View'] as const;

/** Every privilege that xvcheck asks about. */
export const ASKED_PRIVILEGES: ReadonlySet<string> = new Set([
	...Object.values(MOVE_PRIVILEGES).flat(),
	...VCENTER_PRIVILEGES,
]);
