import type { Host } from '../../model/inventory/host.js';
import type { Move } from '../../model/scope.js';
import type { Outcome, Severity } from '../../model/vocabulary.js';
import { isKept, listsMore } from '../findings/collector.js';
import { vmSubject } from '../findings/subject.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import { worst } from '../rules/severity.js';
import { reportCandidates } from './candidate-report.js';
import { type Asked, CandidateRule, failsOnAll, isOpen, withOutcome } from './candidates.js';
import { type Column, columnOf, joined } from './columns.js';
import type { HostClass, HostClasses } from './host-classes.js';
import type { Exclusions } from './host-pairs.js';
import { type Joint, joint } from './joint-candidates.js';
import { askedWith, type Judged, type Run } from './judge.js';
import { reportNoUsableHost } from './no-usable-host.js';
import { PartialFailures } from './partial-failures.js';
import { OF_CANDIDATES, type VmClasses } from './vm-classes.js';

/** What the rules about candidates say about VMs that none of them can tell apart. */
interface Landing {
	readonly undecided: readonly Asked[];
	readonly left: Joint;
	readonly decisions: readonly Decision[];
	/** Those that are told VM by VM. */
	readonly told: readonly Decision[];
	vms: number;
}

/** What one rule comes to for such VMs. */
interface Decision {
	readonly asked: Asked;
	readonly outcome: Outcome;
	readonly severity: Severity;
	/** Classes of hosts that it fails on although the VM does not fail. */
	readonly failing: readonly number[];
	/** Whether it is a finding. */
	readonly kept: boolean;
	/** What was told of the first of them, and how many joined its finding. */
	told?: Judged;
	joined: number;
}

/**
 * Asks the rules about a VM on each host where it may land, and says what that means for the VM (design 5, clarifications 4.2):
 * a defect on all hosts fails it, on some it is a warning per such host. The VM passes when one host is left that passes
 * everything; while none is proven good, what is unknown on the hosts that are left stays unknown.
 */
export class CandidatesJudge {
	readonly #rules: readonly CandidateRule[];
	readonly #partial = new PartialFailures();
	readonly #landings: Landing[] = [];
	/** Equal numbers for VMs that no rule can tell apart; undefined when a rule may tell each apart. */
	readonly #classes: Column | undefined;

	constructor(
		private readonly run: Run,
		rules: readonly CompiledRule[],
		hostClasses: HostClasses,
		vmClasses: VmClasses,
		private readonly excluded: Exclusions,
	) {
		this.#rules = rules.map(
			(rule) => new CandidateRule(run, rule, hostClasses, vmClasses.of(askedWith(run, rule), 'vm-host')),
		);
		const pairs = columnOf(run.input.scope.moves, (move) => excluded.get(move.sourceHost as Host));
		this.#classes = this.#rules.reduce<Column | undefined>(
			(all, rule) => (all && rule.vmClasses ? joined(all, rule.vmClasses) : undefined),
			joined(pairs, vmClasses.joined(OF_CANDIDATES)),
		);
	}

	judge(move: Move): void {
		const id = this.#classes?.of[move.order];
		let landing = id === undefined ? undefined : this.#landings[id];
		if (landing === undefined) {
			landing = this.#landing(move);
			if (id !== undefined) this.#landings[id] = landing;
		}
		landing.vms++;
		for (const decision of landing.told) this.#tell(decision, landing.left, move);
		if (!landing.left.any) reportNoUsableHost(this.run, landing.undecided, move, landing.left);
		if (id === undefined) this.#count(landing);
	}

	/** Counts what was not told VM by VM, and tells what fails on single hosts. */
	finish(): void {
		for (const landing of this.#landings) this.#count(landing);
		this.#partial.report(this.run);
	}

	#count({ decisions, vms }: Landing): void {
		const { collector } = this.run;
		for (const { asked, outcome, severity, kept, told, joined } of decisions)
			if (!kept) collector.count(asked.rule.id, outcome, severity, vms);
			else if (told && joined > 0) collector.count(asked.rule.id, outcome, told.severity, joined);
	}

	#landing(move: Move): Landing {
		const asked = this.#rules.map((rule) => rule.ask(move));
		const undecided = asked.filter(({ simple }) => simple === undefined);
		const left = joint(undecided, move, this.excluded);
		const decided = asked.filter(({ simple }) => simple !== undefined);
		const decisions = [...decided, ...undecided].map((one) => decide(this.run, one, move, left));
		const told = decisions.filter(({ kept, failing }) => kept || failing.length > 0);
		return { undecided, left, decisions, told, vms: 0 };
	}

	#tell(decision: Decision, left: Joint, move: Move): void {
		const { run } = this;
		const { asked, outcome, failing, told } = decision;
		for (const index of failing) {
			const severity = asked.results[index]?.severity ?? 'warning';
			const one = asked.classes[index] as HostClass;
			this.#partial.add(asked.rule, one, asked.hosts, move, severity, () => remaining(asked, left, move));
		}
		if (!decision.kept) return;
		if (told?.finding) {
			run.collector.join(told.finding, listsMore(told.finding) ? vmSubject(move) : undefined, move.order);
			decision.joined++;
		} else decision.told = reportCandidates(run, asked, move, outcome);
	}
}

function decide(run: Run, asked: Asked, move: Move, left: Joint): Decision {
	const outcome = asked.simple ?? outcomeOf(asked, move, left);
	const partly = asked.simple === undefined && outcome !== 'fail' && !isOpen(asked, move);
	const [first] = asked.results;
	return {
		asked,
		outcome,
		severity: asked.simple ? (first?.severity ?? 'info') : worst(asked.results.map((result) => result.severity)),
		failing: partly ? withOutcome(asked, 'fail') : [],
		kept: isKept(outcome, run.input.allFindings),
		joined: 0,
	};
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
