import type { Host } from '../../model/inventory/host.js';
import type { Network } from '../../model/inventory/network.js';
import type { Datastore } from '../../model/inventory/storage.js';
import type { Vm } from '../../model/inventory/vm.js';
import type { PlacementOverride, Plan } from '../../model/plan.js';
import type { Move, Placement, PlacementProblem, Scope } from '../../model/scope.js';
import type { Site } from '../../model/site.js';
import { compileGlobs } from '../../shared/glob.js';
import { type DatastorePlacer, datastorePlacer } from './datastores.js';
import { type HostPlacement, placeHosts } from './hosts.js';
import { unproven } from './listed.js';
import { modeOf } from './mode.js';
import { type NetworkPlacer, networkPlacer, sourceNetworks } from './networks.js';
import { select } from './select.js';

export interface ScopeInput {
	readonly plan: Plan;
	readonly source: Site;
	readonly destination: Site;
	/** ISO 8601 UTC */
	readonly evaluatedAt: string;
}

/**
 * Resolves a plan against two sites: which VMs move, how, and where each may land. VMs that share a placement share its
 * lists, so that 40,000 VMs cost little more than their own entries.
 */
export function makeScope({ plan, source, destination, evaluatedAt }: ScopeInput): Scope {
	const selected = select(plan.select, source, destination);
	const place = placer(plan, source, destination);
	const moves = selected.vms.map((vm, order): Move => {
		const sourceHost = hostOf(vm, source);
		return { vm, order, mode: modeOf(vm, plan.move), ...(sourceHost && { sourceHost }), placement: place(vm) };
	});
	return {
		plan,
		source,
		destination,
		evaluatedAt,
		moves,
		...reach(moves),
		unmatched: selected.unmatched,
		moved: selected.moved,
	};
}

/** The host that runs a VM: by id, else by a name that only one has. */
function hostOf(vm: Vm, source: Site): Host | undefined {
	const byId = vm.host === undefined ? undefined : source.host(vm.host);
	const named = byId || vm.hostName === undefined ? [] : source.hostsNamed(vm.hostName);
	return byId ?? (named.length === 1 ? named[0] : undefined);
}

type Reach = Pick<Scope, 'sourceHosts' | 'destinationHosts' | 'datastores' | 'networks'>;

/** Objects that the moves touch, each once, in the order in which they are first met. */
function reach(moves: readonly Move[]): Reach {
	const sourceHosts = new Set<Host>();
	const destinationHosts = new Set<Host>();
	const datastores = new Set<Datastore>();
	const networks = new Set<Network>();
	const lists = new Set<unknown>();
	const addAll = <T>(set: Set<T>, items: readonly T[]): void => {
		if (lists.has(items)) return;
		lists.add(items);
		for (const item of items) set.add(item);
	};
	for (const { sourceHost, placement } of moves) {
		if (sourceHost) sourceHosts.add(sourceHost);
		addAll(destinationHosts, placement.hosts);
		addAll(datastores, placement.datastoreCandidates);
		for (const datastore of placement.datastores.values()) datastores.add(datastore);
		for (const target of placement.networks.values()) if (target.source) networks.add(target.source);
	}
	return {
		sourceHosts: [...sourceHosts],
		destinationHosts: [...destinationHosts],
		datastores: [...datastores],
		networks: [...networks],
	};
}

/** What VMs with the same destination host or cluster share. */
interface Base {
	readonly hosts: HostPlacement;
	readonly datastores: DatastorePlacer;
	readonly networks: NetworkPlacer;
}

/** Overrides apply in the plan's order: for each thing the first one that names the VM and gives it counts. */
function placer(plan: Plan, source: Site, destination: Site): (vm: Vm) => Placement {
	const sourceOf = sourceNetworks(source);
	const overrides = plan.overrides.map((override) => ({ override, matches: compileGlobs(override.names) }));
	const bases = new Map<string | undefined, Base>();
	const baseFor = (host: string | undefined): Base => {
		let base = bases.get(host);
		if (!base) {
			const hosts = placeHosts({ ...plan.placement, ...(host !== undefined && { host }) }, destination);
			const near = hosts.hosts.length > 0 ? hosts.hosts : hosts.allowedHosts;
			base = {
				hosts,
				datastores: datastorePlacer(plan, source, destination, near),
				networks: networkPlacer(plan, destination, near, sourceOf, source),
			};
			bases.set(host, base);
		}
		return base;
	};
	const problems = problemLists(plan, destination);
	return (vm) => {
		const own =
			overrides.length === 0
				? NONE
				: overrides.filter(({ matches }) => matches(vm.name)).map(({ override }) => override);
		const base = baseFor(own.find((override) => override.host !== undefined)?.host);
		const { problems: missing, datastores, candidates } = base.datastores(vm, datastoreOf(own));
		const maps = own.map((override) => override.networks).filter((map) => map !== undefined);
		const { allowedHosts, hosts, hostsOpen, clusterName } = base.hosts;
		const placement: { -readonly [K in keyof Placement]: Placement[K] } = {
			allowedHosts,
			hosts,
			datastores,
			datastoreCandidates: candidates,
			networks: base.networks(vm, maps),
			problems: problems(base.hosts.problems, missing, maps),
		};
		if (hostsOpen) placement.hostsOpen = hostsOpen;
		if (clusterName !== undefined) placement.clusterName = clusterName;
		return placement;
	};
}

const NONE: readonly PlacementOverride[] = [];

const datastoreOf = (overrides: readonly PlacementOverride[]): string | undefined =>
	overrides.find((override) => override.datastore !== undefined)?.datastore;

type ProblemLists = (
	hosts: readonly PlacementProblem[],
	datastores: readonly PlacementProblem[],
	maps: readonly Readonly<Record<string, string>>[],
) => readonly PlacementProblem[];

/** Joins a VM's problems; the list is the same object for VMs that share them. */
function problemLists(plan: Plan, destination: Site): ProblemLists {
	const missing = (map: Readonly<Record<string, string>>): PlacementProblem[] =>
		[...new Set(Object.values(map))]
			.filter((name) => !destination.network(name) && destination.networksNamed(name).length === 0)
			.map((name) => {
				const reason = unproven(destination, 'networks');
				return { kind: 'network', name, ...(reason && { unproven: reason }) };
			});
	const ofPlan = missing(plan.networkMap);
	const ofOverride = new Map<unknown, PlacementProblem[]>();
	const shared = new Map<string, readonly PlacementProblem[]>();
	const none: readonly PlacementProblem[] = [];
	return (hosts, datastores, maps) => {
		if (hosts.length + datastores.length + ofPlan.length + maps.length === 0) return none;
		const networks = maps.flatMap((map) => {
			const known = ofOverride.get(map) ?? missing(map);
			ofOverride.set(map, known);
			return known;
		});
		const all = [...hosts, ...datastores, ...ofPlan, ...networks];
		const key = all.map((problem) => `${problem.kind}=${problem.name}`).join('\n');
		const known = shared.get(key) ?? all;
		shared.set(key, known);
		return known;
	};
}
