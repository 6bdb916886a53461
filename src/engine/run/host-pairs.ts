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
	for (const [index, target] of targets.entries())
		report(run, rule, group, target, results[index] as RuleResult, failing, excluded);
}

function report(
	run: Run,
	rule: CompiledRule,
	group: Group,
	target: HostClass,
	result: RuleResult,
	failing: ReadonlySet<Host>,
	excluded: Exclusions,
): void {
	const { collector, runtime, input } = run;
	const { outcome, severity } = result;
	const pairs = group.sources.length * target.members.length;
	if (!isKept(outcome, input.allFindings)) {
		collector.count(rule.id, outcome, severity, pairs);
		return;
	}
	runtime.hostPair(group.sources[0] as Host, target.host);
	const detailed = askAgain(run, rule);
	const other = askOther(run, rule, outcome);
	const limit = Math.min(pairs, collector.limit(rule.id));
	const orders = new Map(input.scope.sourceHosts.map((host, index) => [host, index]));
	let kept = 0;
	for (const source of group.sources)
		for (const member of target.members) {
			const destination = group.targets[member] as Host;
			if (outcome === 'fail' && severity === 'blocker') exclude(excluded, source, destination, rule.id);
			if (kept >= limit) continue;
			kept++;
			const counted = vmsOf(run, source, destination, outcome === 'fail' ? failing : undefined);
			const own = counted.decisive ? severity : lower(severity);
			const more = kept === limit ? pairs - limit : 0;
			collector.count(rule.id, outcome, own, 1 + more);
			runtime.hostPair(source, destination);
			collector.keep({
				rule,
				result: { ...detailed, severity: own },
				subject: () => hostPairSubject(source, destination, orders.get(source) ?? 0),
				vms: more > 0 ? allVms(run, group) : counted.vms,
				message: () => messageFor(rule, runtime),
				...otherProfile(run, outcome, other),
				...(more > 0 ? { more } : {}),
			});
		}
}

/** VMs of the source host that may land on the destination; only those left without a candidate, if there are such. */
function vmsOf(
	run: Run,
	source: Host,
	destination: Host,
	failing: ReadonlySet<Host> | undefined,
): { readonly vms: readonly number[]; readonly decisive: boolean } {
	const all = [...run.runtime.users.candidatesFrom(source)];
	const lists = all.length === 1 ? all : all.filter(([hosts]) => hosts.includes(destination));
	const lost = failing ? lists.filter(([hosts]) => hosts.every((host) => failing.has(host))) : lists;
	const counted = lost.length > 0 ? lost : lists;
	const [only] = counted;
	const vms = counted.length === 1 && only ? only[1] : counted.flatMap(([, own]) => own);
	return { vms, decisive: lost.length > 0 };
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
