import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Move, Scope } from '../model/scope.js';
import { type Amount, add, between, exactly, fitsIn, Gaps, ZERO } from './demand/amount.js';
import { result } from './shared/agreed.js';
import { landingClusters } from './shared/landing-clusters.js';

const o = Type.Optional;
/** Kinds of VMs that vSphere or a recovery product makes itself: they do not move (clarifications 4.8). */
const STAYING: readonly unknown[] = ['vcls', 'placeholder', 'template'];

interface MemoryRoom {
	/** The memory that the VMs use fits beside what is in use. */
	fits?: boolean;
	/** Where it does not: "Prod: 900 GB in use and 200 GB to come, of 1024 GB". */
	short: string[];
}

/**
 * Memory that running VMs take at the destination against what its hosts have, cluster by cluster. A VM takes what it uses on
 * its host now, at least what its guest is active in, at most its whole memory.
 */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({ fits: o(Type.Boolean()), short: Type.Array(Type.String()) }),
	needs: ['vm-kind'],
	derive: (scope, context) => {
		const { clusters, open } = landingClusters(
			scope,
			(move) => move.mode !== 'cold' && !STAYING.includes(kindOf(move, context)),
		);
		const value: MemoryRoom = { short: [] };
		const gaps = new Gaps();
		const verdicts = clusters.map((cluster) => {
			const { used, size } = hostsOf(cluster.hosts, scope, gaps);
			const need = takes(cluster.moves, scope, gaps);
			const fits = fitsIn(add(need, { low: used.low, high: used.high }), size);
			if (fits === false)
				value.short.push(`${cluster.name}: ${gb(used.low)} in use and ${gb(need.low)} to come, of ${gb(size ?? 0)}`);
			return fits;
		});
		if (open) {
			gaps.add(open.missing.datum, open.missing.reason);
			verdicts.push(undefined);
		}
		if (value.short.length > 0) return result({ ...value, fits: false });
		if (!verdicts.includes(undefined)) return result({ ...value, fits: true });
		const missing: Record<string, MissingDatum[]> = { fits: [...gaps.list] };
		return result(value, { missing });
	},
});

function kindOf(move: Move, context: FactContext): string | undefined {
	return context.fact<{ kind?: string }>('vm-kind', 'vm', { move }).value.kind;
}

/** What all hosts have, undefined while one does not tell, and what is in use on them: at most all of it. */
function hostsOf(hosts: readonly Host[], { destination }: Scope, gaps: Gaps): { used: Amount; size?: number } {
	let used = ZERO;
	let size: number | undefined = 0;
	for (const host of hosts) {
		if (host.memoryBytes === undefined) {
			gaps.add('destination.host.memoryBytes', destination.reason('hosts', host, 'memoryBytes'));
			size = undefined;
		} else if (size !== undefined) size += host.memoryBytes;
		if (host.memoryUsedBytes === undefined)
			gaps.add('destination.host.memoryUsedBytes', destination.reason('hosts', host, 'memoryUsedBytes'));
		const most = host.memoryBytes ?? Number.POSITIVE_INFINITY;
		used = add(used, host.memoryUsedBytes === undefined ? between(0, most) : exactly(host.memoryUsedBytes));
	}
	return { used, ...(size !== undefined && { size }) };
}

function takes(moves: readonly Move[], { source }: Scope, gaps: Gaps): Amount {
	return moves.reduce((sum, { vm, mode }) => {
		const consumed = vm.consumedMemoryBytes;
		const high = consumed ?? vm.memoryBytes ?? Number.POSITIVE_INFINITY;
		if (consumed === undefined) gaps.add('vm.consumedMemoryBytes', source.reason('vms', vm, 'consumedMemoryBytes'));
		if (mode === undefined) gaps.add('vm.powerState', source.reason('vms', vm, 'powerState'));
		return add(sum, between(mode === undefined ? 0 : (consumed ?? vm.activeMemoryBytes ?? 0), high));
	}, ZERO);
}

const gb = (bytes: number): string => `${Math.round(bytes / 1024 ** 3)} GB`;
