/** Managed object types of the inventory tree that container views may list; everything else is a service object or referred to. */
export const READABLE_TYPES: ReadonlySet<string> = new Set([
	'Folder',
	'StoragePod',
	'Datacenter',
	'ComputeResource',
	'ClusterComputeResource',
	'HostSystem',
	'ResourcePool',
	'VirtualApp',
	'Datastore',
	'Network',
	'DistributedVirtualPortgroup',
	'OpaqueNetwork',
	'DistributedVirtualSwitch',
	'VmwareDistributedVirtualSwitch',
	'VirtualMachine',
]);
