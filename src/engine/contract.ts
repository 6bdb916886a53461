import type { MissingDatum } from '../model/coverage.js';
import type { Fact } from '../model/fact.js';
import type { Finding, FindingSubject } from '../model/finding.js';
import type { Inventory } from '../model/inventory/inventory.js';
import type { RouteDocument } from '../model/route.js';
import type { RuleCase, RuleDocument } from '../model/rule.js';
import type { Scope } from '../model/scope.js';
import type { Site } from '../model/site.js';
import type { Side } from '../model/site-pair.js';
import type { FaqKey, Outcome, Profile, Severity, Verdict } from '../model/vocabulary.js';

/** A rule as loaded: the document and where its expressions stand, for errors with file, line and column. */
export interface LoadedRule {
	readonly document: RuleDocument;
	readonly file: string;
	/** Position of a key's value in the file: `expect`, `when`, `severity.0.when`, `message`. 1-based. */
	readonly positions: Readonly<Record<string, { readonly line: number; readonly column: number }>>;
}

/** A route as loaded; positions of `requires.0.expect` and so on. */
export interface LoadedRoute {
	readonly document: RouteDocument;
	readonly file: string;
	readonly positions: LoadedRule['positions'];
}

/** The rule pack: rules, tables by name, and the content hash over both. */
export interface RulePack {
	readonly rules: readonly LoadedRule[];
	readonly tables: Readonly<Record<string, unknown>>;
	readonly hash: string;
	/** Other ways for VMs that are blocked; absent in a pack of rules alone. */
	readonly routes?: readonly LoadedRoute[];
	/** Texts of the tool's own findings, by id; same shape as a rule's texts. */
	readonly toolFindings: Readonly<Record<string, Pick<RuleDocument, 'title' | 'area' | 'why' | 'remediation'>>>;
}

/** A finding that the tool itself makes (clarifications, design 5): selection, staleness, contradictions, waivers. */
export interface ToolFinding {
	readonly rule: string;
	readonly outcome: Outcome;
	readonly severity: Severity;
	readonly message: string;
	readonly subjects: readonly FindingSubject[];
	/** Ids of the VMs that it counts for; absent = all. */
	readonly vms?: readonly string[];
	readonly missing?: readonly MissingDatum[];
	readonly observed?: Readonly<Record<string, unknown>>;
	/** What it is known by across runs, beside its subjects; the message unless that tells the hour. */
	readonly key?: string;
}

export interface Waiver {
	readonly rule: string;
	/** Subject id or a glob over id and name, never `*` alone. */
	readonly subject: string;
	readonly outcome: 'fail' | 'unknown';
	readonly reason: string;
	readonly approvedBy: string;
	/** End of that day UTC. */
	readonly expires?: string;
	readonly where: string;
}

export interface EvaluationInput {
	readonly scope: Scope;
	readonly pack: RulePack;
	readonly facts: ReadonlyMap<string, Fact>;
	readonly profile: Profile;
	readonly waivers: readonly Waiver[];
	/** Rules that the plan disables: waivers may name them. */
	readonly disabled?: readonly string[];
	readonly toolFindings: readonly ToolFinding[];
	/** Keep `pass` and `not-applicable` findings too. */
	readonly allFindings: boolean;
	/** True when this kind of source can never tell a datum of a side: makes an unknown an open question. */
	readonly canTell: (side: 'source' | 'destination', collection: string, datum: string) => boolean;
}

/** Everything that the report takes from the engine. */
export interface Evaluation {
	readonly findings: readonly Finding[];
	/** Counts of outcomes over all evaluations, passes included. */
	readonly counts: Readonly<Record<Outcome, number>>;
	/** Per rule id: the outcomes seen (for the FAQ checklist). */
	readonly outcomesByRule: ReadonlyMap<string, ReadonlySet<Outcome>>;
	/** One per move, in plan order; VMs that are at the destination already are in `scope.moved`. */
	readonly vms: readonly {
		readonly id: string;
		readonly verdict: import('../model/vocabulary.js').VmVerdict;
		readonly findings: readonly number[];
	}[];
	/** What never travels: VMs that have it, and VMs of which nobody tells. */
	readonly leftBehind: readonly { readonly rule: string; readonly count: number; readonly unknown?: number }[];
	/** One line per FAQ statement: fail (of a blocker), then unknown, then pass, else not-applicable. */
	readonly faq: Readonly<Record<FaqKey, FaqOutcome>>;
	/** The worst verdict of all VMs; `clear` counts as inconclusive (design 6.2). */
	readonly verdict: Verdict;
}
export type FaqOutcome = 'pass' | 'fail' | 'unknown' | 'not-applicable';

/** What a run ends with, and the finding that decided it. */
export interface ExitDecision {
	readonly exitCode: 0 | 1 | 2 | 3;
	readonly decidedBy?: {
		readonly rule: string;
		readonly subject: string;
		readonly outcome: Outcome;
		/** Why a finding below the threshold decided. */
		readonly because?: string;
	};
}

/** Makes a site with indexed look-ups from an inventory (`facts/site`); handed in, because the engine knows no fact. */
export type MakeSite = (side: Side, inventory: Inventory) => Site;

/** A case file as loaded: the cases of one rule and where each stands. */
export interface LoadedCases {
	readonly rule: string;
	readonly file: string;
	readonly cases: readonly { readonly case: RuleCase; readonly line: number }[];
}

/** What came of one case. `problems` says in words what differs from its `expect`; empty when it holds. */
export interface CaseResult {
	readonly rule: string;
	readonly name: string;
	/** `file:line` */
	readonly where: string;
	readonly problems: readonly string[];
}
