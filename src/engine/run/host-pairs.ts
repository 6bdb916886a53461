import type { Host } from '../../model/inventory/host.js';
import { isKept } from '../findings/collector.js';
import { hostPairSubject } from '../findings/subject.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import { messageFor, type RuleResult } from '../rules/evaluate-rule.js';
import { lower } from '../rules/severity.js';
import type { HostClass, HostClasses } from './host-classes.js';
import { ask, askAgain, askOther, otherProfile, type Run } from './judge.js';

type Hosts = readonly Host[];
/** Destination hosts that a rule excludes for the VMs of a source host, with the rule. */
export type Exclusions = Map<Host, Map<Host, string[]>>;

/** One class of source hosts with its possible destination hosts. */
interface Group {
	readonly sources: readonly Host[];
	readonly targets: Hosts;
}

/**
 * Asks the rules about host pairs: each source host with each host where one of its VMs may land, once per pair of classes.
 * A pair that fails stops a VM only when all its candidates fail; else it is a warning, as for candidates.
 */
export function judgeHostPairs(run: Run, rules: readonly CompiledRule[], classes: HostClasses): Exclusions {
	const excluded: Exclusions = new Map();
	if (rules.length === 0) return excluded;
	const targetsOf = targetLists(run);
	for (const rule of rules) {
		const groups = groupsOf(run, rule, classes, targetsOf);
		for (const group of groups) judgeGroup(run, rule, group, classes, excluded);
	}
	return excluded;
}

/** For each source host, the union of its VMs' candidates; equal unions are one list. */
function targetLists(run: Run): Map<Host, Hosts> {
	const unions = new Map<string, Hosts>();
	const ids = new Map<Hosts, number>();
	const out = new Map<Host, Hosts>();
	for (const host of run.input.scope.sourceHosts) {
		const lists = [...run.runtime.users.candidatesFrom(host).keys()];
		for (const list of lists) if (!ids.has(list)) ids.set(list, ids.size);
		const key = lists.map((list) => ids.get(list)).join();
		const union = unions.get(key) ?? (lists.length === 1 ? (lists[0] as Hosts) : [...new Set(lists.flat())]);
		unions.set(key, union);
		out.set(host, union);
	}
	return out;
}

function groupsOf(run: Run, rule: CompiledRule, classes: HostClasses, targetsOf: ReadonlyMap<Host, Hosts>): Group[] {
	const hosts = run.input.scope.sourceHosts;
	const lists = [...new Set(targetsOf.values())];
	const divided = classes.of(rule, 'sourceHost', hosts, 'source', (host) =>
		JSON.stringify([lists.indexOf(targetsOf.get(host) as Hosts), movesKey(run, rule, 'sourceHost', host)]),
	);
	return divided.map(({ host, members }) => ({
		sources: members.map((index) => hosts[index] as Host),
		targets: targetsOf.get(host) as Hosts,
	}));
}

function movesKey(run: Run, rule: CompiledRule, variable: 'sourceHost' | 'destinationHost', host: Host): unknown {
	const data = rule.reads.data.get(variable);
	if (!data?.has('hotMoves') && !data?.has('coldMoves')) return undefined;
	const { users } = run.runtime;
	return users.moves(variable === 'sourceHost' ? users.onSourceHost(host) : users.onDestinationHost(host));
}

function judgeGroup(run: Run, rule: CompiledRule, group: Group, classes: HostClasses, excluded: Exclusions): void {
	const targets = classes.of(rule, 'destinationHost', group.targets, 'destination', (host) =>
		JSON.stringify(movesKey(run, rule, 'destinationHost', host)),
	);
	const results = targets.map((target) => {
		run.runtime.hostPair(group.sources[0] as Host, target.host);
		return ask(run, rule);
	});
	const failing = new Set<Host>();
	for (const [index, target] of targets.entries())
		if (results[index]?.outcome === 'fail')
			for (const member of target.members) failing.add(group.targets[member] as Host);
	for (const [index, target] of targets.entries()) {
		const count = countPairs(run, group, target);
		const result = results[index] as RuleResult;
		if (count === 0) continue;
		if (result.outcome === 'fail' && result.severity === 'blocker' && excludes(run, group, failing))
			for (const [source, destination] of pairsOf(run, group, target)) exclude(excluded, source, destination, rule.id);
		if (isKept(result.outcome, run.input.allFindings)) report(run, rule, { group, target, count, result, failing });
		else run.collector.count(rule.id, result.outcome, result.severity, count);
	}
}

/**
 * Whether failures must be remembered for the candidates: not where all fail, which is a finding by itself, nor while the
 * placement is open, when each condition is judged by itself.
 */
function excludes(run: Run, group: Group, failing: ReadonlySet<Host>): boolean {
	if (failing.size === group.targets.length) return false;
	const lists = [...run.runtime.users.candidatesFrom(group.sources[0] as Host).values()];
	return lists.some(([first = 0]) => run.input.scope.moves[first]?.placement.hostsOpen === undefined);
}

/** One vCenter on both sides: a host is no pair with itself (clarifications 4.2). */
function oneVcenter(run: Run): boolean {
	const { source, destination } = run.input.scope;
	const uuid = source.inventory.vcenter.instanceUuid;
	return uuid !== undefined && uuid === destination.inventory.vcenter.instanceUuid;
}

/** The pairs of two classes, one after the other: there may be millions. */
function* pairsOf(run: Run, group: Group, target: HostClass): Generator<readonly [Host, Host]> {
	const same = oneVcenter(run);
	for (const source of group.sources)
		for (const member of target.members) {
			const destination = group.targets[member] as Host;
			if (!same || source.id !== destination.id) yield [source, destination];
		}
}

function countPairs(run: Run, group: Group, target: HostClass): number {
	const all = group.sources.length * target.members.length;
	if (!oneVcenter(run)) return all;
	const ids = new Set(group.sources.map((host) => host.id));
	return all - target.members.filter((member) => ids.has((group.targets[member] as Host).id)).length;
}

/** Equal pairs and what was found about them. */
interface Reported {
	readonly group: Group;
	readonly target: HostClass;
	readonly count: number;
	readonly result: RuleResult;
	/** Destination hosts on which the rule fails for the group. */
	readonly failing: ReadonlySet<Host>;
}

function report(run: Run, rule: CompiledRule, { group, target, count, result, failing }: Reported): void {
	const { collector, runtime, input } = run;
	runtime.hostPair(group.sources[0] as Host, target.host);
	const detailed = askAgain(run, rule);
	const other = askOther(run, rule, result.outcome);
	const limit = Math.min(count, collector.limit(rule.id));
	const orders = new Map(input.scope.sourceHosts.map((host, index) => [host, index]));
	let listed = 0;
	for (const [source, destination] of pairsOf(run, group, target)) {
		if (listed === limit) break;
		listed++;
		const one = consequence(run, source, destination, detailed, failing);
		// The last one listed stands for those beyond the limit too, and for the worst of them.
		const more = listed === limit ? count - limit : 0;
		const own = more === 0 ? one.result : { ...one.result, severity: result.severity };
		collector.count(rule.id, own.outcome, own.severity, 1 + more);
		runtime.hostPair(source, destination);
		collector.keep({
			rule,
			result: own,
			subject: () => hostPairSubject(source, destination, orders.get(source) ?? 0),
			vms: more === 0 ? one.vms : allVms(run, group),
			message: () => messageFor(rule, runtime),
			...otherProfile(run, result.outcome, other),
			...(more === 0 ? {} : { more }),
		});
	}
}

/**
 * What a pair means for the VMs of the source host: a failure stops those whose candidates all fail. While others are left it
 * is a warning, and while the placement is open nobody knows (clarifications 4.2).
 */
function consequence(
	run: Run,
	source: Host,
	destination: Host,
	result: RuleResult,
	failing: ReadonlySet<Host>,
): { readonly result: RuleResult; readonly vms: readonly number[] } {
	const all = [...run.runtime.users.candidatesFrom(source)];
	const lists = all.length === 1 ? all : all.filter(([hosts]) => hosts.includes(destination));
	if (result.outcome !== 'fail') return { result, vms: together(lists) };
	const lost = lists.filter(([hosts]) => hosts.every((host) => failing.has(host)));
	if (lost.length > 0) return { result, vms: together(lost) };
	const open = lists.flatMap(([, vms]) => run.input.scope.moves[vms[0] ?? 0]?.placement.hostsOpen ?? [])[0];
	if (open === undefined) return { result: { ...result, severity: lower(result.severity) }, vms: together(lists) };
	const missing = [{ ...open, question: false }];
	const evidence = { observed: {}, missing, declared: [], probed: [], assumptions: [] };
	return { result: { outcome: 'unknown', severity: result.severity, evidence }, vms: together(lists) };
}

/** The VMs of several lists; those of one are the very list. */
function together(lists: readonly (readonly [Hosts, readonly number[]])[]): readonly number[] {
	const [only] = lists;
	return lists.length === 1 && only ? only[1] : lists.flatMap(([, vms]) => vms);
}

function allVms(run: Run, group: Group): readonly number[] {
	return group.sources.flatMap((host) => run.runtime.users.onSourceHost(host));
}

function exclude(excluded: Exclusions, source: Host, destination: Host, rule: string): void {
	const ofSource = excluded.get(source) ?? new Map<Host, string[]>();
	excluded.set(source, ofSource);
	const rules = ofSource.get(destination);
	if (rules) rules.push(rule);
	else ofSource.set(destination, [rule]);
}
