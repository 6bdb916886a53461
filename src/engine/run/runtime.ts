import type { FactResult } from '../../model/fact.js';
import type { Host } from '../../model/inventory/host.js';
import type { Network } from '../../model/inventory/network.js';
import type { Datastore } from '../../model/inventory/storage.js';
import type { VmDisk, VmNic } from '../../model/inventory/vm.js';
import type { Move, Scope } from '../../model/scope.js';
import type { Side } from '../../model/site-pair.js';
import type { Profile, SubjectType } from '../../model/vocabulary.js';
import type { FactVariable } from '../cel/environment.js';
import type { Recorder } from '../cel/recorder.js';
import type { State } from '../cel/state.js';
import { SLOT } from '../subjects/variables.js';
import { FactRunner } from './fact-runner.js';
import { placementView } from './placement-view.js';
import { Users } from './users.js';

type Values = Readonly<Record<string, object>>;

/** The one state of a run: binds a subject after the other for the expressions to work on. */
export class Runtime implements State {
	readonly slots: unknown[] = [];
	readonly loops: unknown[] = [];
	side: Side | undefined;
	steps = 0;
	recorder: Recorder | undefined;
	readonly scope: Scope;
	readonly users: Users;
	readonly facts: FactRunner;
	readonly #variables: readonly FactVariable[];
	/** Results for the current subject; `#derived` lists which are there. */
	readonly #results: (FactResult<unknown> | undefined)[];
	readonly #derived: number[] = [];
	readonly #vmLists = new WeakMap<readonly number[], readonly object[]>();
	#type: SubjectType = 'pair';
	#subject: Values = {};

	constructor(scope: Scope, tables: Readonly<Record<string, unknown>>, variables: readonly FactVariable[]) {
		this.scope = scope;
		this.users = new Users(scope);
		this.#variables = variables;
		this.#results = variables.map(() => undefined);
		this.facts = new FactRunner(scope, tables, variables);
		this.slots[SLOT.plan] = scope.plan;
		this.slots[SLOT.policy] = scope.plan.policy;
		this.slots[SLOT.source] = scope.source;
		this.slots[SLOT.destination] = scope.destination;
	}

	fact(index: number): FactResult<unknown> {
		const known = this.#results[index];
		if (known) return known;
		const variable = this.#variables[index] as FactVariable;
		const result = this.facts.derive(variable, this.#type, this.#subject);
		this.#results[index] = result;
		this.#derived.push(index);
		return result;
	}

	profile(profile: Profile): void {
		this.slots[SLOT.policy] = { ...this.scope.plan.policy, profile };
	}

	pair(view: object): void {
		this.slots[SLOT.pair] = view;
		this.#bind('pair', this.scope as unknown as Values, undefined);
	}

	host(host: Host, side: Side): void {
		this.#hostSlots('host', host, side);
		this.#bind('host', { host, side: side as never }, side);
	}

	hostPair(sourceHost: Host, destinationHost: Host): void {
		this.#hostSlots('sourceHost', sourceHost, 'source');
		this.#hostSlots('destinationHost', destinationHost, 'destination');
		this.#bind('host-pair', { sourceHost, destinationHost }, undefined);
	}

	datastore(datastore: Datastore): void {
		this.slots[SLOT.datastore] = datastore;
		this.slots[SLOT['datastore.users']] = this.#vms(this.users.onDatastore(datastore));
		this.#bind('datastore', { datastore }, 'destination');
	}

	network(network: Network): void {
		this.slots[SLOT.network] = network;
		this.slots[SLOT['network.users']] = this.#vms(this.users.onNetwork(network));
		this.#bind('network', { network }, 'source');
	}

	vm(move: Move): void {
		if (this.#type === 'vm' && this.#subject['move'] === move) return;
		this.#vmSlots(move);
		this.#bind('vm', { move }, 'source');
	}

	placement(move: Move): void {
		if (this.#type === 'placement' && this.#subject['move'] === move) return;
		this.#vmSlots(move);
		this.slots[SLOT.placement] = placementView(move.placement);
		this.#bind('placement', { move }, 'source');
	}

	/** @param nic undefined while the NICs of the VM are not known */
	nic(move: Move, nic: VmNic | undefined): void {
		this.#vmSlots(move);
		this.slots[SLOT.nic] = nic;
		this.#bind('vm-nic', { move, nic: nic as VmNic }, 'source');
	}

	/** @param disk undefined while the disks of the VM are not known */
	disk(move: Move, disk: VmDisk | undefined): void {
		this.#vmSlots(move);
		this.slots[SLOT.disk] = disk;
		this.#bind('vm-disk', { move, disk: disk as VmDisk }, 'source');
	}

	/** A VM on a host where it may land: the host takes one move, hot or cold. */
	candidate(move: Move, host: Host): void {
		this.#vmSlots(move);
		this.slots[SLOT.host] = host;
		this.slots[SLOT['host.side']] = 'destination';
		this.slots[SLOT['host.hotMoves']] = move.mode === undefined ? undefined : move.mode === 'hot' ? 1 : 0;
		this.slots[SLOT['host.coldMoves']] = move.mode === undefined ? undefined : move.mode === 'cold' ? 1 : 0;
		this.#bind('vm-host', { move, host }, 'destination');
	}

	#bind(type: SubjectType, subject: Values, side: Side | undefined): void {
		this.#type = type;
		this.#subject = subject;
		this.side = side;
		while (this.#derived.length > 0) this.#results[this.#derived.pop() as number] = undefined;
	}

	#vmSlots(move: Move): void {
		this.slots[SLOT.vm] = move.vm;
		this.slots[SLOT['vm.mode']] = move.mode;
	}

	#hostSlots(name: 'host' | 'sourceHost' | 'destinationHost', host: Host, side: Side): void {
		const indexes = side === 'source' ? this.users.onSourceHost(host) : this.users.onDestinationHost(host);
		const { hot, cold } = this.users.moves(indexes);
		this.slots[SLOT[name]] = host;
		this.slots[SLOT[`${name}.side`]] = side;
		this.slots[SLOT[`${name}.hotMoves`]] = hot;
		this.slots[SLOT[`${name}.coldMoves`]] = cold;
	}

	#vms(indexes: readonly number[]): readonly object[] {
		const known = this.#vmLists.get(indexes);
		if (known) return known;
		const vms = indexes.map((index) => (this.scope.moves[index] as Move).vm);
		this.#vmLists.set(indexes, vms);
		return vms;
	}
}
