import type { Collection } from '../../model/inventory/inventory.js';

/** The managed object types behind each collection. */
export const TYPES_OF: Readonly<Record<Collection, readonly string[]>> = {
	vcenter: ['ServiceInstance'],
	datacenters: ['Datacenter'],
	folders: ['Folder'],
	clusters: ['ClusterComputeResource'],
	resourcePools: ['ResourcePool', 'VirtualApp'],
	hosts: ['HostSystem'],
	datastores: ['Datastore'],
	networks: ['Network', 'DistributedVirtualPortgroup', 'OpaqueNetwork'],
	switches: ['VmwareDistributedVirtualSwitch', 'DistributedVirtualSwitch'],
	vms: ['VirtualMachine'],
	licenses: ['LicenseManager'],
	keyProviders: ['CryptoManagerKmip'],
};

/** What the assembly itself reads of each type: names, the tree, and the lists whose elements are objects of the model. */
export const OF_ITS_OWN: Readonly<Record<string, readonly string[]>> = {
	ServiceInstance: ['content.about', 'serverClock'],
	Datacenter: ['name', 'parent', 'vmFolder'],
	Folder: ['name', 'parent', 'childType'],
	ComputeResource: ['name', 'parent', 'host'],
	ClusterComputeResource: ['name', 'parent', 'host', 'datastore', 'network'],
	ResourcePool: ['name', 'parent'],
	VirtualApp: ['name', 'parent'],
	// A VM that the account may not see is missing from the view and still named by its host.
	HostSystem: ['name', 'parent', 'vm', 'config.network.vswitch'],
	Datastore: ['name', 'parent'],
	Network: ['name', 'parent'],
	DistributedVirtualPortgroup: ['name', 'parent', 'key'],
	OpaqueNetwork: ['name', 'parent'],
	VmwareDistributedVirtualSwitch: ['name', 'parent'],
	DistributedVirtualSwitch: ['name', 'parent'],
	VirtualMachine: ['name', 'parent'],
	StoragePod: ['name', 'parent'],
	LicenseManager: ['licenses'],
	CryptoManagerKmip: ['kmipServers'],
	OptionManager: ['setting'],
};

/** Collections whose objects are elements of another object's property: their paths start at the element. */
export const ELEMENT_TYPES: Partial<Record<Collection, string>> = {
	licenses: 'LicenseManagerLicenseInfo',
	keyProviders: 'KmipClusterInfo',
};
/** A standard switch is an element of `config.network.vswitch` of its host. */
export const STANDARD_SWITCH = 'HostVirtualSwitch';
