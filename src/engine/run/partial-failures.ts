import type { Host } from '../../model/inventory/host.js';
import type { Move } from '../../model/scope.js';
import type { Severity } from '../../model/vocabulary.js';
import { plural } from '../cel/functions/format.js';
import type { Met } from '../findings/collector.js';
import { hostSubject } from '../findings/subject.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import { messageFor } from '../rules/evaluate-rule.js';
import { lower, worst } from '../rules/severity.js';
import type { HostClass } from './host-classes.js';
import { askAgain, askOther, otherProfile, type Run } from './judge.js';

interface Failure {
	readonly rule: CompiledRule;
	readonly hosts: readonly Host[];
	readonly move: Move;
	readonly moves: number[];
	readonly remaining: readonly Host[];
	severity: Severity;
}

const SHOWN = 3;

/** Gathers what fails on some candidate hosts only: one warning per rule and host, with the VMs counted. */
export class PartialFailures {
	readonly #byClass = new Map<HostClass, Failure>();

	add(
		rule: CompiledRule,
		one: HostClass,
		hosts: readonly Host[],
		move: Move,
		severity: Severity,
		remaining: () => Host[],
	) {
		const known = this.#byClass.get(one);
		if (known) {
			known.moves.push(move.order);
			known.severity = worst([known.severity, lower(severity)]);
			return;
		}
		const members = one.members.map((index) => hosts[index] as Host);
		const failure = { rule, hosts: members, move, moves: [move.order], remaining: remaining() };
		this.#byClass.set(one, { ...failure, severity: lower(severity) });
	}

	report(run: Run): void {
		const order = new Map(run.input.scope.destination.inventory.hosts.map((host, index) => [host, index]));
		for (const [rule, hosts] of this.#byHost())
			for (const [host, failures] of hosts) report(run, rule, host, failures, order.get(host) ?? 0);
	}

	/** A host may stand in the candidate lists of several groups of VMs. */
	#byHost(): Map<CompiledRule, Map<Host, Failure[]>> {
		const rules = new Map<CompiledRule, Map<Host, Failure[]>>();
		for (const failure of this.#byClass.values()) {
			const hosts = rules.get(failure.rule) ?? new Map<Host, Failure[]>();
			rules.set(failure.rule, hosts);
			for (const host of failure.hosts) hosts.set(host, [...(hosts.get(host) ?? []), failure]);
		}
		return rules;
	}
}

function report(run: Run, rule: CompiledRule, host: Host, failures: readonly Failure[], order: number): void {
	const { collector, runtime } = run;
	const [first] = failures as [Failure];
	const vms = failures.length === 1 ? first.moves : failures.flatMap((failure) => failure.moves).sort((a, b) => a - b);
	const severity = worst(failures.map((failure) => failure.severity));
	runtime.candidate(first.move, host);
	const result = { ...askAgain(run, rule), severity };
	const other = askOther(run, rule, result.outcome);
	collector.count(rule.id, 'fail', severity);
	const met: Met = {
		rule,
		result,
		subject: () => hostSubject(host, 'destination', order),
		vms,
		message: () => `${messageFor(rule, runtime)} ${remainder(vms.length, first.remaining)}`,
		...otherProfile(run, result.outcome, other),
		partial: true,
	};
	collector.keep(met);
}

/** "12 VMs can land elsewhere: esx01, esx02, esx03 and 5 more.", or that no other host is left to them. */
function remainder(vms: number, hosts: readonly Host[]): string {
	const names = hosts.slice(0, SHOWN).map((host) => host.name);
	const more = hosts.length - names.length;
	const list = names.join(', ') + (more > 0 ? ` and ${more} more` : '');
	const concerned = plural(vms, 'VM', 'VMs');
	return list === '' ? `No other host is left for ${concerned}.` : `${concerned} can land elsewhere: ${list}.`;
}
