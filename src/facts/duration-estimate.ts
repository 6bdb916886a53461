import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, fact } from '../model/fact.js';
import type { Move, Scope } from '../model/scope.js';
import { versionAtLeast } from '../shared/versions.js';
import { type Amount, add, exactly, Gaps, ZERO } from './demand/amount.js';
import { vmDemand } from './demand/vm-demand.js';
import { result } from './shared/agreed.js';
import { linkBits } from './shared/link.js';

const o = Type.Optional;

/** bit/s of one vMotion stream, and of NFC, which copies the disks of powered-off VMs where both hosts are not 8.0 (requirements B9). */
const STREAM = 15e9;
const NFC = 1.3e9;
/** From this release on the number of streams grows with the uplink; before, each vMotion adapter has one. */
const AUTOSCALE = '7.0.2';
const UDT = '8.0';
/** Kinds of VMs that do not move. */
const STAYING: readonly unknown[] = ['vcls', 'placeholder', 'template'];

interface DurationEstimate {
	/** The plan has a window. */
	windowed: boolean;
	windowSeconds?: number;
	/** Bytes to move at least, and the seconds that this takes at least. */
	bytes?: number;
	seconds?: number;
	fits?: boolean;
	/** VMs that move. */
	vms: number;
}

/** What the move takes at least against the plan's window: one VM alone, and all of them over the link together. */
export default fact({
	subjects: ['pair', 'vm'],
	schema: Type.Object({
		windowed: Type.Boolean(),
		windowSeconds: o(Type.Number()),
		bytes: o(Type.Number()),
		seconds: o(Type.Number()),
		fits: o(Type.Boolean()),
		vms: Type.Number(),
	}),
	needs: ['vm-kind'],
	// Without a window nothing is reckoned; with one, VMs hardly ever agree.
	vmKey: (move, { scope }) => (windowOf(scope) === undefined ? undefined : move),
	derive: (subject, context) => {
		const { scope } = context;
		if (windowOf(scope) === undefined) return result<DurationEstimate>({ windowed: false, vms: 0 });
		const gaps = new Gaps();
		const link = linkBits(scope.plan);
		if ('move' in subject) {
			const bytes = bytesOf(subject.move, scope, gaps);
			return judged(scope, 1, bytes, Math.min(link ?? Number.POSITIVE_INFINITY, capOf(subject.move)), gaps);
		}
		const moving = scope.moves.filter((move) => !STAYING.includes(kindOf(move, context)));
		const bytes = moving.reduce((sum, move) => add(sum, bytesOf(move, scope, gaps)), ZERO);
		return judged(scope, moving.length, bytes, link ?? Number.POSITIVE_INFINITY, gaps);
	},
});

function kindOf(move: Move, context: FactContext): string | undefined {
	return context.fact<{ kind?: string }>('vm-kind', 'vm', { move }).value.kind;
}

function windowOf({ plan: { policy } }: Scope): number | undefined {
	if (policy.windowStart === undefined || policy.windowEnd === undefined) return undefined;
	return (Date.parse(policy.windowEnd) - Date.parse(policy.windowStart)) / 1000;
}

/** Disks and snapshots that move, and the memory of a VM that moves while it runs. */
function bytesOf(move: Move, scope: Scope, gaps: Gaps): Amount {
	const { vm, mode } = move;
	const parts: Amount[] = [];
	if (scope.plan.storage !== 'keep') {
		const demand = vmDemand(vm, scope.source, scope.plan.placement.diskFormat);
		gaps.addAll(demand.gaps.list);
		for (const { disks, snapshots, other } of demand.places.values()) parts.push(disks, snapshots, other);
	}
	if (mode !== 'cold') {
		if (vm.memoryBytes === undefined) gaps.add('vm.memoryBytes', scope.source.reason('vms', vm, 'memoryBytes'));
		else parts.push(mode === 'hot' ? exactly(vm.memoryBytes) : { low: 0, high: vm.memoryBytes });
		if (mode === undefined) gaps.add('vm.powerState', scope.source.reason('vms', vm, 'powerState'));
	}
	return add(ZERO, ...parts);
}

/** bit/s that one move cannot exceed, whatever the link: infinite while the hosts do not tell. */
function capOf({ mode, sourceHost, placement }: Move): number {
	if (mode === 'cold') {
		const hosts = [sourceHost, ...placement.hosts];
		return hosts.some((host) => versionAtLeast(host?.version, UDT) === false) ? NFC : Number.POSITIVE_INFINITY;
	}
	const adapters = sourceHost?.vmotionAdapters?.length;
	if (!adapters || versionAtLeast(sourceHost?.version, AUTOSCALE) !== false) return Number.POSITIVE_INFINITY;
	return STREAM * adapters;
}

function judged(scope: Scope, vms: number, bytes: Amount, bits: number, gaps: Gaps) {
	const windowSeconds = windowOf(scope) as number;
	const value: DurationEstimate = { windowed: true, windowSeconds, vms, bytes: bytes.low };
	const missing: Record<string, MissingDatum[]> = {};
	const noLink: MissingDatum[] =
		linkBits(scope.plan) === undefined ? [{ datum: 'plan.link.bandwidth', reason: 'not-declared' }] : [];
	const seconds = (bytes.low * 8) / bits;
	const most = noLink.length > 0 ? Number.POSITIVE_INFINITY : (bytes.high * 8) / bits;
	if (Number.isFinite(bits)) value.seconds = seconds;
	else missing['seconds'] = noLink;
	if (seconds > windowSeconds) value.fits = false;
	else if (most <= windowSeconds) value.fits = true;
	else missing['fits'] = [...noLink, ...gaps.list];
	return result(value, { missing });
}
