import type { MissingDatum } from '../../model/coverage.js';
import type { Host } from '../../model/inventory/host.js';
import type { Move, Scope } from '../../model/scope.js';

/** Hosts among which vCenter shares out VMs, and the VMs that land there. */
export interface LandingCluster {
	readonly name: string;
	/** Id of the cluster; a stand-alone host has none. */
	readonly id?: string;
	readonly hosts: readonly Host[];
	readonly moves: readonly Move[];
}
/** VMs whose cluster the plan leaves open, and why. */
export interface OpenMoves {
	readonly moves: readonly Move[];
	readonly missing: MissingDatum;
}

const AMBIGUOUS: MissingDatum = { datum: 'placement.cluster', reason: 'ambiguous-placement' };

/** Moves by the cluster or stand-alone host where they land; open are those of several clusters, and those without any host. */
export function landingClusters(
	{ moves, destination }: Scope,
	counts: (move: Move) => boolean,
): { clusters: readonly LandingCluster[]; open?: OpenMoves } {
	const byHosts = new Map<readonly Host[], Move[]>();
	for (const move of moves) {
		if (!counts(move)) continue;
		const { hosts } = move.placement;
		const list = byHosts.get(hosts);
		if (list) list.push(move);
		else byHosts.set(hosts, [move]);
	}
	const clusters = new Map<string, { name: string; id?: string; hosts: Set<Host>; moves: Move[] }>();
	const open: Move[] = [];
	for (const [hosts, list] of byHosts) {
		const keys = new Set(hosts.map((host) => host.cluster ?? host.id));
		const [host] = hosts;
		if (host === undefined || keys.size > 1) {
			open.push(...list);
			continue;
		}
		const key = host.cluster ?? host.id;
		const name = host.cluster === undefined ? host.name : (destination.cluster(host.cluster)?.name ?? host.cluster);
		const found = clusters.get(key) ?? { name, hosts: new Set<Host>(), moves: [] };
		if (host.cluster !== undefined) found.id = host.cluster;
		for (const one of hosts) found.hosts.add(one);
		found.moves.push(...list);
		clusters.set(key, found);
	}
	return {
		clusters: [...clusters.values()].map((one) => ({ ...one, hosts: [...one.hosts] })),
		...(open.length > 0 && {
			open: { moves: open, missing: open[0]?.placement.hostsOpen ?? AMBIGUOUS },
		}),
	};
}
