import type { EvaluationInput, LoadedRoute } from '../engine/contract.js';
import { evaluate } from '../engine/evaluate.js';
import { routeRules } from '../engine/pack/route-rules.js';
import type { Finding } from '../model/finding.js';
import type { Report } from '../model/report.js';
import { ROUTE_KINDS, type RouteDocument } from '../model/route.js';

/** What is advised: ways to another vCenter, or `all`, other platforms included (clarifications 8.7). */
export type AdviceLevel = 'vsphere' | 'all';
type Routes = Report['routes'];

/**
 * For each blocked VM the routes that none of its blockers stops and of whose conditions none fails; native ones may be steps that
 * only together take all blockers away. What nobody can tell of a
 * condition is named, never taken to hold.
 */
export function adviceFor(report: Report, input: EvaluationInput, level: AdviceLevel): Routes {
	const routes = [...(input.pack.routes ?? [])]
		.filter(({ document }) => level === 'all' || document.kind !== 'v2v')
		.sort(
			({ document: a }, { document: b }) =>
				ROUTE_KINDS.indexOf(a.kind) - ROUTE_KINDS.indexOf(b.kind) || a.order - b.order || (a.id < b.id ? -1 : 1),
		);
	const blocked = report.vms.filter(({ verdict }) => verdict === 'blocked');
	if (blocked.length === 0 || routes.length === 0) return [];
	const blockers = blocked.map(({ findings }) => blockersOf(report, findings));
	const all = new Set(blockers.flatMap((one) => [...one]));
	const useful = routes.filter(({ document }) => [...all].some((id) => mends(document, id)));
	const conditions = conditionsOf(useful, new Set(blocked.map(({ id }) => id)), input);
	const known = new Map<string, readonly Way[]>();
	return blocked.flatMap(({ id, name }, index) => {
		const own = blockers[index] ?? new Set();
		const outcomes = useful.map(({ document }) => outcomesOf(document, id, conditions));
		// Thousands of VMs share blockers and answers.
		const key = `${[...own].sort().join(' ')}|${outcomes.map((list) => list.join(' ')).join('|')}`;
		const ways = known.get(key) ?? waysOf(useful, outcomes, own);
		known.set(key, ways);
		return ways.map((way) => ({ vm: name, ...way }));
	});
}

type Way = Omit<Routes[number], 'vm'>;

function waysOf(
	routes: readonly LoadedRoute[],
	outcomes: readonly (readonly string[])[],
	blockers: ReadonlySet<string>,
): readonly Way[] {
	const open = routes.flatMap(({ document }, index) => offered(document, outcomes[index] ?? []) ?? []);
	const native = open.filter(({ route }) => route.kind === 'native');
	const others = open.filter(({ route }) => route.kind !== 'native' && goesAround(route, blockers));
	return [...together(native, blockers), ...others.map((one) => [one])].map(asWay);
}

/** A route whose conditions do not fail for a VM. */
interface Offered {
	readonly route: RouteDocument;
	readonly conditions: readonly string[];
	readonly unknown: readonly string[];
}

/** More steps than this are no advice. */
const MOST_STEPS = 3;

/** The shortest sets of native routes that take all blockers away together, each of them needed. */
function together(native: readonly Offered[], blockers: ReadonlySet<string>): Offered[][] {
	const useful = native.filter(({ route }) => [...blockers].some((id) => mends(route, id)));
	let sets: Offered[][] = [[]];
	for (let size = 1; size <= MOST_STEPS; size++) {
		sets = sets.flatMap((set) => useful.slice(useful.indexOf(set.at(-1) as Offered) + 1).map((one) => [...set, one]));
		const enough = sets.filter((set) => [...blockers].every((id) => set.some(({ route }) => mends(route, id))));
		if (enough.length > 0) return enough;
	}
	return [];
}

function asWay(steps: readonly Offered[]): Way {
	return {
		route: steps.map(({ route }) => route.id).join('+'),
		title: steps.map(({ route }) => route.title).join(' + '),
		conditions: [...new Set(steps.flatMap(({ conditions }) => conditions))],
		unknown: [...new Set(steps.flatMap(({ unknown }) => unknown))],
	};
}

function blockersOf({ findings }: Report, indexes: readonly number[]): ReadonlySet<string> {
	return new Set(
		indexes.flatMap((index) => {
			const { outcome, severity, waiver, rule } = findings[index] ?? {};
			const blocks = outcome === 'fail' && severity === 'blocker' && waiver === undefined;
			return blocks && rule !== undefined ? [rule] : [];
		}),
	);
}

function mends({ mends: ids, except = [] }: RouteDocument, rule: string): boolean {
	return ids === 'all' ? !except.includes(rule) : ids.includes(rule);
}

function goesAround(route: RouteDocument, blockers: ReadonlySet<string>): boolean {
	return [...blockers].every((id) => mends(route, id));
}

/** Answers of all conditions, by condition and VM. */
function conditionsOf(
	routes: readonly LoadedRoute[],
	blocked: ReadonlySet<string>,
	input: EvaluationInput,
): ReadonlyMap<string, Finding> {
	const moves = input.scope.moves.filter(({ vm }) => blocked.has(vm.id)).map((move, order) => ({ ...move, order }));
	const rules = routes.flatMap(routeRules);
	const { findings } = evaluate({
		...input,
		scope: { ...input.scope, moves },
		pack: { ...input.pack, rules, toolFindings: {} },
		waivers: [],
		toolFindings: [],
		allFindings: true,
	});
	const answers = new Map<string, Finding>();
	for (const finding of findings) for (const { id } of finding.subjects) answers.set(`${finding.rule} ${id}`, finding);
	return answers;
}

function outcomesOf({ id, requires = [] }: RouteDocument, vm: string, answers: ReadonlyMap<string, Finding>): string[] {
	return requires.map((_, index) => answers.get(`${id}.${index} ${vm}`)?.outcome ?? 'unknown');
}

/** The route with its conditions in words; undefined when one of them fails. */
function offered(document: RouteDocument, outcomes: readonly string[]): Offered | undefined {
	if (outcomes.some((outcome) => outcome !== 'pass' && outcome !== 'unknown')) return undefined;
	const texts = (document.requires ?? []).map(({ text }) => text);
	return {
		route: document,
		conditions: [...(document.needs ?? []), ...texts.filter((_, index) => outcomes[index] === 'pass')],
		unknown: [
			...(document.unknown ?? []),
			...texts.filter((_, index) => outcomes[index] === 'unknown').map((text) => `whether ${text}`),
		],
	};
}
