import type { Side } from '../model/site-pair.js';

/** Where a datum that findings name comes from: data of an inventory, or what only the plan says. */
export type Origin =
	| { readonly sides: readonly Side[]; readonly collection: string; readonly datum: string }
	| { readonly plan: string }
	| { readonly probe: string };

const BOTH: readonly Side[] = ['source', 'destination'];
/** Collections by the word that rules and facts name one of their objects with. */
const COLLECTION_OF: Readonly<Record<string, string>> = {
	vcenter: 'vcenter',
	datacenter: 'datacenters',
	folder: 'folders',
	cluster: 'clusters',
	resourcePool: 'resourcePools',
	host: 'hosts',
	datastore: 'datastores',
	network: 'networks',
	switch: 'switches',
	vm: 'vms',
	license: 'licenses',
	keyProvider: 'keyProviders',
};
/** By the words that rules call objects, also those in loops. */
const ROOTS: Readonly<Record<string, { sides: readonly Side[]; collection: string; prefix?: string }>> = {
	vm: { sides: ['source'], collection: 'vms' },
	nic: { sides: ['source'], collection: 'vms', prefix: 'nics.' },
	disk: { sides: ['source'], collection: 'vms', prefix: 'disks.' },
	device: { sides: ['source'], collection: 'vms', prefix: 'devices.' },
	drive: { sides: ['source'], collection: 'vms', prefix: 'media.' },
	usb: { sides: ['source'], collection: 'vms', prefix: 'usb.' },
	snapshot: { sides: ['source'], collection: 'vms', prefix: 'snapshots.' },
	host: { sides: BOTH, collection: 'hosts' },
	adapter: { sides: BOTH, collection: 'hosts', prefix: 'vmkernelAdapters.' },
	sourceHost: { sides: ['source'], collection: 'hosts' },
	destinationHost: { sides: ['destination'], collection: 'hosts' },
	datastore: { sides: ['destination'], collection: 'datastores' },
	network: { sides: ['source'], collection: 'networks' },
};
/** What xvcheck itself makes of data, and the datum that it is made of. */
const MADE_OF: Readonly<Record<string, string>> = {
	'vm.mode': 'vm.powerState',
	'host.hotMoves': 'vm.powerState',
	'host.coldMoves': 'vm.powerState',
	'network.users': 'vm.nics',
	'datastore.users': 'vm.disks',
	'placement.datastores': 'destination.datastores',
};
/** Data that a person writes into the plan, by how findings name them. */
const IN_PLAN: Readonly<Record<string, string>> = {
	'pair.ssoDomain': 'declared.pair.ssoDomain',
	'plan.placement.redundancy': 'placement.storagePolicy.redundancy',
	'placement.datastore': 'placement.datastores',
	dns: 'declared.dns',
	'vm.appliance': 'declared.vms, appliance',
	'vm.srmProtected': 'declared.vms, srmProtected',
};

/** Data that only a probe can tell, and the command that asks. */
const BY_PROBE: Readonly<Record<string, string>> = {
	clocks: 'xvcheck probe PLAN',
	certificates: 'xvcheck probe PLAN',
	logins: 'xvcheck probe PLAN',
	names: 'xvcheck probe PLAN',
	checkRelocate: 'xvcheck probe PLAN --check-relocate all',
	pings: 'xvcheck probe PLAN --kit esxi FOLDER',
};

/** Where a missing datum would have come from; undefined when the name says nothing. An open placement is the plan's to close. */
export function originOf(datum: string, reason: string): Origin | undefined {
	const open = reason === 'ambiguous-placement' || datum.startsWith('plan.') || datum.startsWith('policy.');
	if (BY_PROBE[datum] !== undefined) return { probe: BY_PROBE[datum] };
	if (IN_PLAN[datum] !== undefined) return { plan: IN_PLAN[datum] };
	if (open || datum.startsWith('declared.')) return { plan: datum.replace(/^plan\./, '') };
	const port = /^firewall\.(\d+\/(?:tcp|udp))$/.exec(datum);
	if (port) return { plan: `declared.firewall, port ${port[1]}` };
	return inventoryOrigin(baseOf(datum));
}

/** The datum of an inventory that a derived one is made of. */
export function baseOf(datum: string): string {
	return MADE_OF[datum] ?? datum;
}

function inventoryOrigin(name: string): Origin | undefined {
	const [root = '', ...rest] = name.split('.');
	if (root === 'source' || root === 'destination') {
		const [object = '', ...datum] = rest;
		const collection = COLLECTION_OF[object] ?? Object.values(COLLECTION_OF).find((known) => known === object);
		return collection === undefined ? undefined : { sides: [root], collection, datum: datum.join('.') || '*' };
	}
	const known = ROOTS[root];
	if (known === undefined || rest.length === 0) return undefined;
	return { sides: known.sides, collection: known.collection, datum: (known.prefix ?? '') + rest.join('.') };
}
