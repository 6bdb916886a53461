import type { Host } from '../../model/inventory/host.js';
import type { Datastore } from '../../model/inventory/storage.js';
import type { Move, Scope } from '../../model/scope.js';
import type { Side } from '../../model/site-pair.js';
import { type Cost, MAX_COST, type Resource } from '../admission.js';
import type { SimDatastore, SimLink, SimMove } from '../model.js';
import { mtuEfficiency } from '../path.js';
import type { MovingDisk } from './disks.js';
import { uplinkSpeed } from './hosts.js';
import { Registry } from './registry.js';

const TEN_GIGABIT = 10e9;

/** The things that moves share: links, resources of vCenter, destination datastores. Made as moves name them. */
export class Site {
	readonly links = new Registry<SimLink>();
	readonly resources = new Registry<Resource>();
	readonly datastores = new Registry<SimDatastore>();
	readonly #scope: Scope;
	readonly #mtu: number;

	constructor(scope: Scope, mtu: number) {
		this.#scope = scope;
		this.#mtu = mtu;
		this.links.place('wan', () => ({ name: 'link', kind: 'wan' }));
		for (const datastore of scope.datastores) this.#datastore(datastore);
	}

	/** The link between the sites, and the uplinks of both hosts where their speed is known. */
	networkLinks(source: Host | undefined, destination: Host | undefined): number[] {
		const links = [0];
		for (const [side, host] of [['source', source] as const, ['destination', destination] as const]) {
			const speed = uplinkSpeed(host);
			if (host === undefined || speed === undefined) continue;
			const capacity = (speed / 8) * mtuEfficiency(this.#mtu);
			const make = (): SimLink => ({ name: `uplink of ${host.name}`, kind: 'nic', capacity });
			links.push(this.links.place(`nic ${side} ${host.id}`, make));
		}
		return links;
	}

	storageLinks(disk: MovingDisk): { read?: number; write?: number } {
		const { source, sourceName, destination } = disk;
		const from = source?.id ?? sourceName;
		return {
			...(from !== undefined && {
				read: this.links.place(`read ${from}`, () => ({ name: `reading ${sourceName}`, kind: 'read' })),
			}),
			...(destination && {
				write: this.links.place(`write ${destination.id}`, () => ({
					name: `writing ${destination.name}`,
					kind: 'write',
				})),
			}),
		};
	}

	hostResource(side: Side, host: Host): number {
		return this.resources.place(`host ${side} ${host.id}`, () => ({ name: `host ${host.name}`, max: MAX_COST.host }));
	}

	/** A network whose speed nobody tells gets the limit of the slow one. */
	networkResource(side: Side, host: Host): number {
		const fast = (uplinkSpeed(host) ?? 0) >= TEN_GIGABIT;
		const max = fast ? MAX_COST.fastNetwork : MAX_COST.slowNetwork;
		return this.resources.place(`network ${side} ${host.id}`, () => ({ name: `vMotion network of ${host.name}`, max }));
	}

	/** Datastores that an operation costs: those between which disks move, else those on which the VM stays. */
	datastoreResources(disks: readonly MovingDisk[], { vm, placement }: Move): Set<number> {
		const places = new Set<number>();
		const add = (side: Side, id: string, name: string): void => {
			const make = (): Resource => ({ name: `datastore ${name}`, max: MAX_COST.datastore });
			places.add(this.resources.place(`datastore ${side} ${id}`, make));
		};
		for (const { source, sourceName, destination } of disks) {
			const from = source?.id ?? sourceName;
			if (from !== undefined) add('source', from, sourceName ?? from);
			if (destination !== undefined) add('destination', destination.id, destination.name);
		}
		if (disks.length > 0) return places;
		for (const { datastore, datastoreName } of vm.disks ?? []) {
			const from = datastore ?? datastoreName;
			if (from !== undefined) add('source', from, this.#scope.source.datastore(from)?.name ?? datastoreName ?? from);
		}
		for (const datastore of placement.datastores.values()) add('destination', datastore.id, datastore.name);
		return places;
	}

	/** The number of moves at a time that the plan allows. */
	planned(): Cost[] {
		const max = this.#scope.plan.policy.concurrency;
		if (max === undefined) return [];
		return [{ resource: this.resources.place('planned', () => ({ name: 'planned concurrency', max })), cost: 1 }];
	}

	space(demand: ReadonlyMap<Datastore, number>): SimMove['space'] {
		return [...demand].map(([datastore, bytes]) => ({ datastore: this.#datastore(datastore), bytes }));
	}

	#datastore(datastore: Datastore): number {
		const { id, name, freeBytes: free } = datastore;
		return this.datastores.place(id, () => ({ id, name, ...(free === undefined ? {} : { free }) }));
	}
}
