import type { Host } from '../../model/inventory/host.js';
import type { Move } from '../../model/scope.js';
import type { Outcome } from '../../model/vocabulary.js';
import type { Evidence, MissingRead } from '../cel/recorder.js';
import { vmSubject } from '../findings/subject.js';
import { mergeEvidence, messageFor, type RuleResult } from '../rules/evaluate-rule.js';
import { worst } from '../rules/severity.js';
import { type Asked, isOpen, withOutcome } from './candidates.js';
import { askAgain, askMissing, askOther, type Judged, otherProfile, type Run } from './judge.js';

const MAX_CLASSES = 5;

/** Makes the finding of a VM about its candidates, and returns it for VMs of the same class to join. */
export function reportCandidates(run: Run, asked: Asked, move: Move, outcome: Outcome): Judged {
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
	const finding = collector.keep({
		rule,
		result,
		detail: () => merged(asks(askAgain), hostsOpen),
		subject: () => vmSubject(move),
		vms: move.order,
		message: () => messageFor(rule, runtime) + also,
		...otherProfile(run, outcome, other),
	});
	return { outcome, severity, kept: true, ...(finding && { finding }) };
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
	return { observed: {}, missing, declared: [], probed: [], assumptions: [] };
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
