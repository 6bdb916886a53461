import type { Outcome, Profile, Severity } from '../../model/vocabulary.js';
import type { ToolFinding } from '../contract.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import { plainMissing, type RuleResult } from '../rules/evaluate-rule.js';
import { type Draft, MAX_SUBJECTS } from './draft.js';
import type { Subject } from './subject.js';
import { plainMessage } from './texts.js';
import type { Waivers } from './waivers.js';

/** An evaluation as it becomes a finding. */
export interface Met {
	readonly rule: CompiledRule;
	readonly result: RuleResult;
	readonly subject: Subject;
	/** VMs that it counts for. */
	readonly vms: Draft['vms'][number];
	/** The message of a fail; others have the same text for all subjects. */
	readonly message: () => string;
	readonly otherProfile?: { readonly profile: Profile; readonly outcome: Outcome };
	readonly partial?: boolean;
	/** Subjects beyond this one that could not be listed. */
	readonly more?: number;
}

/** Outcomes of one rule that matter to the FAQ checklist. */
export interface Tally {
	readonly outcomes: Set<Outcome>;
	blockerFailed: boolean;
	blockerUnknown: boolean;
}

/** Gathers evaluations into findings: equal ones become one, a fail stays alone. */
export class Collector {
	readonly counts: Record<Outcome, number> = { pass: 0, fail: 0, unknown: 0, 'not-applicable': 0, error: 0 };
	readonly tallies = new Map<string, Tally>();
	readonly drafts: Draft[] = [];
	readonly #groups = new Map<string, Draft>();
	readonly #waivers: Waivers;

	constructor(waivers: Waivers) {
		this.#waivers = waivers;
	}

	/** Subjects of one result that need looking at one by one; beyond them a count will do. */
	limit(rule: string): number {
		return this.#waivers.has(rule) ? Number.POSITIVE_INFINITY : MAX_SUBJECTS;
	}

	/** Counts an outcome; most evaluations end here. */
	count(rule: string, outcome: Outcome, severity: Severity, times = 1): void {
		this.counts[outcome] += times;
		let tally = this.tallies.get(rule);
		if (tally === undefined) {
			tally = { outcomes: new Set(), blockerFailed: false, blockerUnknown: false };
			this.tallies.set(rule, tally);
		}
		tally.outcomes.add(outcome);
		if (severity !== 'blocker') return;
		if (outcome === 'fail') tally.blockerFailed = true;
		if (outcome === 'unknown' || outcome === 'error') tally.blockerUnknown = true;
	}

	keep(met: Met): void {
		const { rule, result, subject } = met;
		const { outcome, severity, evidence } = result;
		const missing = plainMissing(evidence?.missing ?? []).sort((a, b) => (a.datum < b.datum ? -1 : 1));
		const question =
			outcome === 'unknown' && missing.length > 0 && (evidence?.missing ?? []).every((read) => read.question);
		const { title, expect } = rule.loaded.document;
		const message = outcome === 'fail' ? met.message() : plainMessage(outcome, title, missing, result.defect);
		const waiver = this.#waivers.covering(rule.id, outcome, subject.shown);
		const { otherProfile } = met;
		const shared = { rule: rule.id, outcome, severity, message, missing, question };
		const draft: Draft = {
			...shared,
			expected: expect,
			observed: evidence?.observed,
			declared: new Set(evidence?.declared),
			assumptions: new Set(evidence?.assumptions),
			...(otherProfile ? { otherProfile } : {}),
			...(waiver ? { waiver } : {}),
			subjects: [subject.shown],
			identity: subject.identity,
			order: subject.order,
			subjectCount: 1 + (met.more ?? 0),
			vms: [met.vms],
			...(met.partial ? { partial: true } : {}),
		};
		if (outcome === 'fail') this.drafts.push(draft);
		else this.#group(draft, JSON.stringify([shared, otherProfile?.outcome, waiver?.where]), met.more ?? 0);
	}

	#group(draft: Draft, key: string, more: number): void {
		const group = this.#groups.get(key);
		if (group === undefined) {
			const { rule, outcome, severity, missing, message, question } = draft;
			const identity = JSON.stringify([rule, outcome, severity, missing, message, question]);
			const made = { ...draft, identity };
			this.#groups.set(key, made);
			this.drafts.push(made);
			return;
		}
		group.subjectCount += 1 + more;
		// What was seen on one subject says nothing about the others.
		group.observed = undefined;
		for (const text of draft.declared) group.declared.add(text);
		for (const text of draft.assumptions) group.assumptions.add(text);
		if (group.subjects.length < MAX_SUBJECTS) group.subjects.push(...draft.subjects);
		group.vms.push(...draft.vms);
	}

	/** Takes a finding that the tool itself made; a fail of several subjects becomes one finding each. */
	tool(finding: ToolFinding, vms: Draft['vms'], order: number): void {
		const { rule, outcome, severity, message } = finding;
		const missing = [...(finding.missing ?? [])];
		const single = outcome === 'fail' ? finding.subjects.map((subject) => [subject]) : [finding.subjects];
		for (const subjects of single) {
			const [first] = subjects;
			const waiver = first ? this.#waivers.covering(rule, outcome, first) : undefined;
			this.count(rule, outcome, severity, Math.max(1, subjects.length));
			this.drafts.push({
				rule,
				outcome,
				severity,
				message,
				missing,
				question: false,
				observed: finding.observed,
				declared: new Set(),
				assumptions: new Set(),
				...(waiver ? { waiver } : {}),
				subjects: subjects.slice(0, MAX_SUBJECTS),
				identity: JSON.stringify([subjects.map((subject) => [subject.type, subject.side, subject.name]), message]),
				order,
				subjectCount: subjects.length,
				vms,
			});
		}
	}

	outcomesByRule(): Map<string, ReadonlySet<Outcome>> {
		return new Map([...this.tallies].map(([rule, tally]) => [rule, tally.outcomes]));
	}
}

/** Outcomes that are findings unless all are asked for. */
export function isKept(outcome: Outcome, all: boolean): boolean {
	return all || (outcome !== 'pass' && outcome !== 'not-applicable');
}
