import type { MissingDatum } from './coverage.js';
import type { Host } from './inventory/host.js';
import type { Network } from './inventory/network.js';
import type { Datastore } from './inventory/storage.js';
import type { Vm, VmNic } from './inventory/vm.js';
import type { Plan } from './plan.js';
import type { ProbeResults } from './probes.js';
import type { Site } from './site.js';

/** `hot`, `cold`, or unknown while the power state is (clarifications 4.7, 6.5). Suspended VMs are cold and keep the CPU rules. */
export type MoveMode = 'hot' | 'cold' | undefined;

/** One VM of the plan and where it may land. Computed once, by `facts/scope`; the engine and all facts read it. */
export interface Move {
	readonly vm: Vm;
	/** Position in plan order. */
	readonly order: number;
	readonly mode: MoveMode;
	/** The host that runs it, if the source tells. */
	readonly sourceHost?: Host;
	readonly placement: Placement;
}

/** Where one VM lands. Empty lists with `open` set mean that the plan leaves it open (clarifications 4.2). */
export interface Placement {
	/** Hosts that the placement allows, usable or not; the same array object for VMs that share it. */
	readonly allowedHosts: readonly Host[];
	/** Allowed hosts that are usable: not disconnected, not in maintenance, not a failover host, not standby. */
	readonly hosts: readonly Host[];
	/** Why the host is still open (several clusters possible), else absent. */
	readonly hostsOpen?: MissingDatum;
	readonly clusterName?: string;
	/** Destination datastore per disk id; `*` is the VM home. */
	readonly datastores: ReadonlyMap<string, Datastore>;
	/** Candidates while the datastore is open. */
	readonly datastoreCandidates: readonly Datastore[];
	/** Destination per NIC id. */
	readonly networks: ReadonlyMap<string, NetworkTarget>;
	/** Things that the plan names and the destination lacks; `target-folder-pool` reports them. */
	readonly problems: readonly PlacementProblem[];
}

/** What becomes of one NIC's network. */
export interface NetworkTarget {
	readonly nic: VmNic;
	readonly source?: Network;
	/** Name of the source network, if known. */
	readonly name?: string;
	/** How it was found: `map` (explicit), `vlan`, `name`, or `none` when there is none. */
	readonly by: 'map' | 'vlan' | 'name' | 'none';
	/** Destination networks that match; several means ambiguous. */
	readonly candidates: readonly Network[];
	/** Name that the plan asks for. */
	readonly wanted?: string;
	/** Set when the source does not tell which network the NIC uses, or the destination lists none. */
	readonly missing?: MissingDatum;
}

export interface PlacementProblem {
	readonly kind: 'cluster' | 'host' | 'resourcePool' | 'folder' | 'datastore' | 'network';
	readonly name: string;
	/** Set when several objects bear the name, so that nobody can tell which is meant. */
	readonly matches?: number;
	/** Unknown instead of missing: the source kind cannot prove that it is absent. */
	readonly unproven?: MissingDatum;
}

/** Everything that one question is about. */
export interface Scope {
	readonly plan: Plan;
	readonly source: Site;
	readonly destination: Site;
	/** ISO 8601 UTC: the only clock that rules and facts know. */
	readonly evaluatedAt: string;
	/** Runs of probes that are not too old, the newest first. Absent without probes. */
	readonly probes?: readonly ProbeResults[];
	/** Selected VMs, templates and placeholders in plan order. */
	readonly moves: readonly Move[];
	/** Source hosts that run a selected VM. */
	readonly sourceHosts: readonly Host[];
	/** Union of all usable placement hosts. */
	readonly destinationHosts: readonly Host[];
	/** Destination datastores where something lands, or may land while open. */
	readonly datastores: readonly Datastore[];
	/** Source networks that a NIC of a selected VM uses. */
	readonly networks: readonly Network[];
	/** Names and list entries of the selection that matched no VM, or several. */
	readonly unmatched: readonly UnmatchedSelection[];
	/** VMs of the selection that are already at the destination. */
	readonly moved: readonly {
		readonly name: string;
		readonly vm: Vm;
		readonly by: 'instance UUID' | 'BIOS UUID' | 'name';
	}[];
}
export interface UnmatchedSelection {
	readonly entry: string;
	readonly where: string;
	readonly matches: number;
}
