import type { Site } from '../../../model/site.js';
import { type CelFunction, params } from './contract.js';

type Method = Exclude<keyof Site, 'side' | 'inventory' | 'reason'>;

/** `[method, parameter, parameter type, returned type, description]` of `Site` as rules call them. */
const TABLE: readonly (readonly [Method, string, string, string, string])[] = [
	['host', 'id', 'string', 'Host', 'the host with this id'],
	['hostsNamed', 'name', 'string', 'list<Host>', 'hosts of this name'],
	['vm', 'id', 'string', 'Vm', 'the VM with this id'],
	['vmsNamed', 'name', 'string', 'list<Vm>', 'VMs of this name'],
	['datastore', 'id', 'string', 'Datastore', 'the datastore with this id'],
	['datastoresNamed', 'name', 'string', 'list<Datastore>', 'datastores of this name'],
	['datastoresBackedBy', 'backingId', 'string', 'list<Datastore>', 'datastores on the same storage'],
	['network', 'id', 'string', 'Network', 'the network with this id'],
	['networksNamed', 'name', 'string', 'list<Network>', 'networks of this name that carry VMs (no uplinks)'],
	['networksWithVlan', 'vlan', 'double', 'list<Network>', 'networks with this VLAN id'],
	['cluster', 'id', 'string', 'Cluster', 'the cluster with this id'],
	['clustersNamed', 'name', 'string', 'list<Cluster>', 'clusters by name or Datacenter/Cluster path'],
	['hostsOfCluster', 'id', 'string', 'list<Host>', 'hosts of a cluster'],
	['resourcePoolsNamed', 'name', 'string', 'list<ResourcePool>', 'resource pools by name or path'],
	['foldersAt', 'path', 'string', 'list<Folder>', 'VM folders at a path without the hidden vm level'],
	['switchById', 'id', 'string', 'Switch', 'the switch with this id'],
	['license', 'id', 'string', 'License', 'the licence with this id'],
	['vmsWithMac', 'mac', 'string', 'list<Vm>', 'VMs that use a MAC address, compared without case'],
];

/** Indexed look-ups over one side, `destination.networksNamed(nic.networkName)`. Never a scan. */
export const LOOK_UPS: readonly CelFunction[] = TABLE.map(([name, parameter, type, returns, description]) => ({
	name,
	receiver: 'Site',
	params: params({ [parameter]: type }),
	returns,
	description,
	run: (site: Site, value: string | number) => (site[name] as (value: string | number) => unknown)(value),
	lookup: true as const,
}));
