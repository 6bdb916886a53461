import type { Outcome, Profile, Severity } from '../../model/vocabulary.js';
import type { Evidence, MissingRead } from '../cel/recorder.js';
import type { ToolFinding, Waiver } from '../contract.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import { plainMissing, type RuleResult } from '../rules/evaluate-rule.js';
import { type Draft, MAX_SUBJECTS } from './draft.js';
import type { Subject } from './subject.js';
import { plainMessage } from './texts.js';
import type { Waivers } from './waivers.js';

/** An evaluation as it becomes a finding. */
export interface Met {
	readonly rule: CompiledRule;
	/** Of a fail with its whole evidence, of others with what is missing at least. */
	readonly result: RuleResult;
	/** The whole evidence; asked for the first subject of a finding only. */
	readonly detail?: () => Evidence | undefined;
	readonly subject: () => Subject;
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

/** A finding of many subjects in the making, and what tells it from others of its rule. */
interface Group {
	readonly draft: Draft;
	readonly missing: readonly MissingRead[];
	readonly defect: string | undefined;
}

/** Gathers evaluations into findings: equal ones become one, a fail stays alone. */
export class Collector {
	readonly counts: Record<Outcome, number> = { pass: 0, fail: 0, unknown: 0, 'not-applicable': 0, error: 0 };
	readonly tallies = new Map<string, Tally>();
	readonly drafts: Draft[] = [];
	readonly #groups = new Map<string, Map<string, Group[]>>();
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

	/** Returns the finding that equal subjects may join; none where each must be looked at. */
	keep(met: Met): Draft | undefined {
		if (met.result.outcome !== 'fail') return this.#group(met);
		this.drafts.push(this.#draft(met, met.subject()));
		return undefined;
	}

	/**
	 * Adds a subject that is known to have the finding that `keep` returned.
	 * @param subject needed while the finding lists more of them
	 */
	join(finding: Draft, subject: Subject | undefined, vms: Met['vms'], more = 0): void {
		finding.subjectCount += 1 + more;
		// What was seen on one subject says nothing about the others.
		finding.observed = undefined;
		if (subject && finding.subjects.length < MAX_SUBJECTS) finding.subjects.push(subject.shown);
		finding.vms.push(vms);
	}

	/** A million subjects may share a finding: what is done per subject is little. */
	#group(met: Met): Draft | undefined {
		const { rule, result, vms, more } = met;
		const waived = this.#waivers.has(rule.id);
		const subject = waived ? met.subject() : undefined;
		const waiver = subject && this.#waivers.covering(rule.id, result.outcome, subject.shown);
		const found = this.#find(met, waiver);
		if (found) {
			for (const text of result.evidence?.declared ?? []) found.declared.add(text);
			for (const text of result.evidence?.probed ?? []) found.probed.add(text);
			for (const text of result.evidence?.assumptions ?? []) found.assumptions.add(text);
			this.join(found, subject ?? (listsMore(found) ? met.subject() : undefined), vms, more);
		}
		const draft = found ?? this.#open(met, subject);
		return waived ? undefined : draft;
	}

	#find({ rule, result, otherProfile }: Met, waiver: Waiver | undefined): Draft | undefined {
		const missing = result.evidence?.missing ?? [];
		for (const group of this.#groups.get(rule.id)?.get(firstDatum(missing)) ?? [])
			if (
				group.draft.outcome === result.outcome &&
				group.draft.severity === result.severity &&
				group.draft.otherProfile?.outcome === otherProfile?.outcome &&
				group.draft.waiver === waiver &&
				group.defect === result.defect &&
				sameReads(group.missing, missing)
			)
				return group.draft;
		return undefined;
	}

	/** Begins a finding with its first subject. */
	#open(met: Met, known: Subject | undefined): Draft {
		const { rule, result } = met;
		const draft = this.#draft({ ...met, result: { ...result, ...detailed(met) } }, known ?? met.subject());
		const { outcome, severity, missing, question, message } = draft;
		const identity = JSON.stringify([rule.id, outcome, severity, missing, message, question]);
		const made = { ...draft, identity };
		const missingReads = result.evidence?.missing ?? [];
		const groups = this.#groups.get(rule.id) ?? new Map<string, Group[]>();
		this.#groups.set(rule.id, groups);
		const key = firstDatum(missingReads);
		const group = { draft: made, missing: missingReads, defect: result.defect };
		groups.set(key, [...(groups.get(key) ?? []), group]);
		this.drafts.push(made);
		return made;
	}

	#draft(met: Met, subject: Subject): Draft {
		const { rule, result, otherProfile } = met;
		const { outcome, severity, evidence } = result;
		const missing = plainMissing(evidence?.missing ?? []);
		const { title, expect } = rule.loaded.document;
		const waiver = this.#waivers.covering(rule.id, outcome, subject.shown);
		return {
			rule: rule.id,
			outcome,
			severity,
			message: outcome === 'fail' ? met.message() : plainMessage(outcome, title, missing, result.defect),
			missing,
			question: isQuestion(result),
			expected: expect,
			observed: evidence?.observed,
			declared: new Set(evidence?.declared),
			probed: new Set(evidence?.probed),
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
				probed: new Set(),
				assumptions: new Set(),
				...(waiver ? { waiver } : {}),
				subjects: subjects.slice(0, MAX_SUBJECTS),
				identity: JSON.stringify([
					subjects.map((subject) => [subject.type, subject.side, subject.name]),
					finding.key ?? message,
				]),
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

/** Whether a finding lists its next subject, and not only counts it. */
export function listsMore({ subjects }: Draft): boolean {
	return subjects.length < MAX_SUBJECTS;
}

/** Outcomes that are findings unless all are asked for. */
export function isKept(outcome: Outcome, all: boolean): boolean {
	return all || (outcome !== 'pass' && outcome !== 'not-applicable');
}

function detailed(met: Met): { evidence?: Evidence } {
	const evidence = met.detail?.() ?? met.result.evidence;
	return evidence === undefined ? {} : { evidence };
}

/** An unknown whose missing data no source of this kind can ever tell. */
function isQuestion({ outcome, evidence }: RuleResult): boolean {
	const missing = evidence?.missing ?? [];
	return outcome === 'unknown' && missing.length > 0 && missing.every((read) => read.question);
}

/** First in the alphabet, whatever was read first. */
function firstDatum(missing: readonly MissingRead[]): string {
	let first = missing[0]?.datum ?? '';
	for (const { datum } of missing) if (datum < first) first = datum;
	return first;
}

/** The same data missing for the same reasons, in whatever order they were read. */
function sameReads(a: readonly MissingRead[], b: readonly MissingRead[]): boolean {
	if (a.length !== b.length) return false;
	return a.every((read, index) => same(read, b[index]) || b.some((other) => same(read, other)));
}

function same(a: MissingRead, b: MissingRead | undefined): boolean {
	return b !== undefined && a.datum === b.datum && a.reason === b.reason && a.question === b.question;
}
