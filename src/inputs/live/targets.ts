import type { Session } from '../../vim/session.js';
import type { Reference } from '../../vim/soap.js';

/** Types that a container view lists; all others are service objects, named in the ServiceContent. */
const IN_THE_TREE = new Set([
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

/** Where objects of a type are found: in the inventory tree, as named service objects, or nowhere on this server. */
export function objectsOf(session: Session, type: string): 'tree' | readonly Reference[] {
	if (IN_THE_TREE.has(type)) return 'tree';
	if (type === 'ServiceInstance') return [{ type, id: 'ServiceInstance' }];
	return session.services().filter((service) => service.type === type);
}
