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
	const conditions = conditionsOf(routes, new Set(blocked.map(({ id }) => id)), input);
	return blocked.flatMap(({ id, name, findings }) => {
		const blockers = new Set(findings.flatMap((index) => blockerOf(report.findings[index])));
		const open = routes.flatMap((route) => offered(route, id, conditions) ?? []);
		const native = open.filter(({ route }) => route.kind === 'native');
		const others = open.filter(({ route }) => route.kind !== 'native' && goesAround(route, blockers));
		return [...together(native, blockers), ...others.map((one) => [one])].map((steps) => asRoute(name, steps));
	});
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

function asRoute(vm: string, steps: readonly Offered[]): Routes[number] {
	return {
		vm,
		route: steps.map(({ route }) => route.id).join('+'),
		title: steps.map(({ route }) => route.title).join(' + '),
		conditions: [...new Set(steps.flatMap(({ conditions }) => conditions))],
		unknown: [...new Set(steps.flatMap(({ unknown }) => unknown))],
	};
}

function blockerOf(finding: Finding | undefined): string[] {
	const { outcome, severity, waiver, rule } = finding ?? {};
	return outcome === 'fail' && severity === 'blocker' && waiver === undefined && rule !== undefined ? [rule] : [];
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

/** The route with its conditions in words; undefined when one of them fails. */
function offered({ document }: LoadedRoute, vm: string, answers: ReadonlyMap<string, Finding>): Offered | undefined {
	const conditions = [...(document.needs ?? [])];
	const unknown = [...(document.unknown ?? [])];
	for (const [index, { text }] of (document.requires ?? []).entries()) {
		const outcome = answers.get(`${document.id}.${index} ${vm}`)?.outcome;
		if (outcome === 'fail') return undefined;
		if (outcome === 'pass') conditions.push(text);
		else unknown.push(`whether ${text}`);
	}
	return { route: document, conditions, unknown };
}
