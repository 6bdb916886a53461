import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, fact } from '../model/fact.js';
import type { Move, Scope } from '../model/scope.js';
import { Gaps } from './demand/amount.js';
import { result } from './shared/agreed.js';
import { type LandingCluster, landingClusters } from './shared/landing-clusters.js';

const o = Type.Optional;
/** VMs that vCenter itself makes, or that stand for others: they do not move. */
const STAYING: readonly unknown[] = ['vcls', 'placeholder'];

interface VmRoom {
	fits?: boolean;
	/** "Prod: 1000 VMs registered and 50 to come, of 1024". */
	short: string[];
}
interface Limits {
	readonly vms: number;
	readonly from: string;
}

/**
 * VMs that the hosts of each cluster hold after the move against what they take (HostCapability), registered and running. Where
 * a source does not tell the limit, the documented maximum of all releases in question is assumed and shown.
 */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({ fits: o(Type.Boolean()), short: Type.Array(Type.String()) }),
	needs: ['vm-kind'],
	derive: (scope, context) => {
		const { vms, from } = context.table<Limits>('host-limits');
		const { clusters, open } = landingClusters(scope, (move) => !STAYING.includes(kindOf(move, context)));
		const value: VmRoom = { short: [] };
		const there = countsByHost(scope);
		const gaps = new Gaps();
		const assumed = clusters.some(({ hosts }) => hosts.some(({ maxVms }) => maxVms?.registered === undefined));
		const verdicts = clusters.map((cluster) => {
			const found = judge(cluster, there, vms);
			value.short.push(...found);
			return found.length === 0;
		});
		if (open && !fitAnywhere(open.moves.length, clusters.length, scope, there, vms))
			gaps.add(open.missing.datum, open.missing.reason);
		const notes = assumed ? { assumptions: [`a host takes ${vms} VMs (${from})`] } : {};
		if (verdicts.includes(false)) return result({ ...value, fits: false }, notes);
		if (gaps.list.length === 0) return result({ ...value, fits: true }, notes);
		const missing: Record<string, MissingDatum[]> = { fits: [...gaps.list] };
		return result(value, { missing });
	},
});

function kindOf(move: Move, context: FactContext): string | undefined {
	return context.fact<{ kind?: string }>('vm-kind', 'vm', { move }).value.kind;
}

interface Count {
	all: number;
	running: number;
}

function countsByHost({ destination }: Scope): ReadonlyMap<string, Count> {
	const counts = new Map<string, Count>();
	for (const { host, powerState } of destination.inventory.vms) {
		if (host === undefined) continue;
		const count = counts.get(host) ?? { all: 0, running: 0 };
		count.all++;
		if (powerState !== 'poweredOff') count.running++;
		counts.set(host, count);
	}
	return counts;
}

/** While the cluster is open, VMs that fit on each host together fit wherever they land. */
function fitAnywhere(
	coming: number,
	others: number,
	{ destinationHosts }: Scope,
	there: ReadonlyMap<string, Count>,
	usual: number,
): boolean {
	if (others > 0) return false;
	return destinationHosts.every(({ id, maxVms }) => {
		const { all, running } = there.get(id) ?? { all: 0, running: 0 };
		return all + coming <= (maxVms?.registered ?? usual) && running + coming <= (maxVms?.running ?? usual);
	});
}

function judge({ name, hosts, moves }: LandingCluster, there: ReadonlyMap<string, Count>, usual: number): string[] {
	const sum = (of: (id: string, index: number) => number): number =>
		hosts.reduce((total, { id }, index) => total + of(id, index), 0);
	const parts = [
		{ what: 'registered', now: sum((id) => there.get(id)?.all ?? 0), to: moves.length, datum: 'registered' as const },
		{
			what: 'running',
			now: sum((id) => there.get(id)?.running ?? 0),
			to: moves.filter(({ mode }) => mode === 'hot').length,
			datum: 'running' as const,
		},
	];
	return parts.flatMap(({ what, now, to, datum }) => {
		const most = sum((_, index) => hosts[index]?.maxVms?.[datum] ?? usual);
		return to > 0 && now + to > most ? [`${name}: ${now} VMs ${what} and ${to} to come, of ${most}`] : [];
	});
}
