import type { Host } from '../../model/inventory/host.js';
import type { Move } from '../../model/scope.js';
import type { Outcome } from '../../model/vocabulary.js';
import type { Evidence, MissingRead } from '../cel/recorder.js';
import { isKept } from '../findings/collector.js';
import { vmSubject } from '../findings/subject.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import { mergeEvidence, messageFor, type RuleResult } from '../rules/evaluate-rule.js';
import { worst } from '../rules/severity.js';
import { type Asked, askCandidates, failsOnAll, withOutcome } from './candidates.js';
import type { HostClasses } from './host-classes.js';
import type { Exclusions } from './host-pairs.js';
import { type Joint, joint } from './joint-candidates.js';
import { askAgain, askMissing, askOther, otherProfile, type Run } from './judge.js';
import { reportNoUsableHost } from './no-usable-host.js';
import type { PartialFailures } from './partial-failures.js';

/**
 * Asks the rules about a VM on each host where it may land, and says what that means for the VM (design 5, clarifications 4.2):
 * a defect on all hosts fails it, on some it is a warning per such host. The VM passes when one host is left that passes
 * everything; while none is proven good, what is unknown on the hosts that are left stays unknown.
 */
export function judgeCandidates(
	run: Run,
	rules: readonly CompiledRule[],
	move: Move,
	classes: HostClasses,
	excluded: Exclusions,
	partial: PartialFailures,
): void {
	const undecided: Asked[] = [];
	for (const rule of rules) {
		const asked = askCandidates(run, rule, move, classes);
		const outcome = simple(asked);
		if (outcome === undefined) undecided.push(asked);
		else if (isKept(outcome, run.input.allFindings)) report(run, asked, move, outcome);
		else run.collector.count(rule.id, outcome, asked.results[0]?.severity ?? 'info');
	}
	const left = joint(undecided, move, excluded);
	for (const asked of undecided) decide(run, asked, move, left, partial);
	reportNoUsableHost(run, undecided, move, left);
}

/** The outcome when all classes agree on pass or not-applicable. */
function simple(asked: Asked): Outcome | undefined {
	let passed = false;
	for (const { outcome } of asked.results) {
		if (outcome === 'pass') passed = true;
		else if (outcome !== 'not-applicable') return undefined;
	}
	return passed ? 'pass' : 'not-applicable';
}

function decide(run: Run, asked: Asked, move: Move, left: Joint, partial: PartialFailures): void {
	const { rule } = asked;
	const outcome = outcomeOf(asked, move, left);
	const open = isOpen(asked, move);
	if (outcome !== 'fail' && !open)
		for (const index of withOutcome(asked, 'fail')) {
			const severity = asked.results[index]?.severity ?? 'warning';
			const one = asked.classes[index];
			if (one) partial.add(rule, one, asked.hosts, move, severity, () => remaining(asked, left, move));
		}
	if (isKept(outcome, run.input.allFindings)) report(run, asked, move, outcome);
	else run.collector.count(rule.id, outcome, worst(asked.results.map((result) => result.severity)));
}

/** With several clusters possible nobody knows which hosts count, but for the state of the hosts themselves. */
function isOpen(asked: Asked, move: Move): boolean {
	return move.placement.hostsOpen !== undefined && asked.rule.loaded.document.over !== 'allowed';
}

function outcomeOf(asked: Asked, move: Move, left: Joint): Outcome {
	const has = (outcome: Outcome): boolean => asked.results.some((result) => result.outcome === outcome);
	if (has('error')) return 'error';
	if (failsOnAll(asked)) return 'fail';
	if (isOpen(asked, move)) return has('fail') || has('unknown') ? 'unknown' : 'pass';
	const fine = has('pass') || has('not-applicable');
	if (!has('unknown')) return 'pass';
	// Only blockers must hold together on one host; a lesser unknown is judged by itself.
	const blocking = withOutcome(asked, 'unknown').some((index) => asked.results[index]?.severity === 'blocker');
	if (!blocking || !left.any) return fine ? 'pass' : 'unknown';
	if (left.good) return 'pass';
	return left.unknown(asked) ? 'unknown' : fine ? 'pass' : 'unknown';
}

function remaining(asked: Asked, left: Joint, move: Move): Host[] {
	const failing = new Set(
		withOutcome(asked, 'fail').flatMap((index) => asked.classes[index]?.members.map((m) => asked.hosts[m]) ?? []),
	);
	return move.placement.hosts.filter((host, index) => !failing.has(host) && left.isLeft(index));
}

const MAX_CLASSES = 5;

function report(run: Run, asked: Asked, move: Move, outcome: Outcome): void {
	const { rule, hosts } = asked;
	const { collector, runtime } = run;
	const deciding = asked.results.flatMap((result, index) => (counts(result, outcome, asked, move) ? [index] : []));
	// The whole evidence is told for a fail; of others many VMs share a finding, and the first one's is enough.
	const asks = (again: typeof askAgain) =>
		deciding.slice(0, MAX_CLASSES).map((index) => {
			runtime.candidate(move, asked.classes[index]?.host as Host);
			return again(run, rule);
		});
	const shown = asks(outcome === 'fail' ? askAgain : askMissing);
	const severity = worst(
		(deciding.length > 0 ? deciding : [0]).map((index) => asked.results[index]?.severity ?? 'info'),
	);
	const [first] = shown;
	const open = outcome === 'unknown' && isOpen(asked, move) && withOutcome(asked, 'fail').length > 0;
	const hostsOpen = open && move.placement.hostsOpen ? [{ ...move.placement.hostsOpen, question: false }] : [];
	const result: RuleResult = {
		outcome,
		severity,
		...(first?.defect === undefined ? {} : { defect: first.defect }),
		evidence: merged(shown, hostsOpen),
	};
	const host = asked.classes[deciding[0] ?? 0]?.host;
	if (host) runtime.candidate(move, host);
	const others = hosts.length - 1;
	const also =
		others > 0 ? ` The same holds for ${others === 1 ? 'the other host' : `the other ${others} hosts`}.` : '';
	const other = host ? otherOutcome(run, asked, move, outcome) : outcome;
	if (host) runtime.candidate(move, host);
	collector.count(rule.id, outcome, severity);
	collector.keep({
		rule,
		result,
		detail: () => merged(asks(askAgain), hostsOpen),
		subject: () => vmSubject(move),
		vms: move.order,
		message: () => messageFor(rule, runtime) + also,
		...otherProfile(run, outcome, other),
	});
}

/** Whether a class has to do with the outcome of the VM. */
function counts(result: RuleResult, outcome: Outcome, asked: Asked, move: Move): boolean {
	return result.outcome === outcome || (outcome === 'unknown' && isOpen(asked, move) && result.outcome === 'fail');
}

function merged(results: readonly RuleResult[], more: readonly MissingRead[]): Evidence {
	const parts = results.flatMap((result) => result.evidence ?? []);
	return more.length === 0 && parts.length === 1 ? (parts[0] as Evidence) : mergeEvidence([...parts, only(more)]);
}

function only(missing: readonly MissingRead[]): Evidence {
	return { observed: {}, missing, declared: [], assumptions: [] };
}

/** The other profile over the same candidates: fails when all fail, passes when one passes. */
function otherOutcome(run: Run, asked: Asked, move: Move, outcome: Outcome): Outcome {
	const { rule } = asked;
	if (!rule.profiles.has(run.other)) return 'not-applicable';
	if (rule.profiles.has(run.main) && !rule.byProfile) return outcome;
	const outcomes = asked.classes.map((one) => {
		run.runtime.candidate(move, one.host);
		return askOther(run, rule, outcome);
	});
	if (outcomes.every((one) => one === 'fail')) return 'fail';
	if (outcomes.includes('pass')) return 'pass';
	return outcomes.includes('unknown') ? 'unknown' : 'not-applicable';
}
