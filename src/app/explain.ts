import { explainRule } from '../engine/explain/explain.js';
import { currentIds } from '../engine/pack/aliases.js';
import type { ExplainedPart, ExplainedSubject, Explanation, ReadDatum } from '../model/explanation.js';
import type { Finding, FindingSubject } from '../model/finding.js';
import type { Plan } from '../model/plan.js';
import type { Report, ReportInput } from '../model/report.js';
import type { Scope } from '../model/scope.js';
import type { Profile } from '../model/vocabulary.js';
import { closestName } from '../shared/closest-name.js';
import { defined } from '../shared/defined.js';
import { UserError } from '../shared/errors.js';
import { placeName } from '../shared/place-name.js';
import { canTellOf } from './can-tell.js';
import { type CheckOptions, checkNamed, evaluatePlan, loadRulesAndTables } from './check.js';
import type { AppContext } from './context.js';
import { originOf } from './datum-origin.js';
import { type PlacesOf, placesOf } from './datum-places.js';
import { loadCollectors, loadFacts } from './extensions.js';
import { withOverrides } from './rule-overrides.js';
import { findRule } from './rules.js';
import { savedSubject } from './saved-subject.js';
import { readSides } from './sides.js';

export interface ExplainOptions extends CheckOptions {
	/** Name or id of a VM; absent: subjects that fail or are unknown first. */
	readonly vm?: string;
	/** Subjects explained. */
	readonly most: number;
}

/**
 * Why a rule says what it says on the sites of a plan: what was seen, who told it, what each part of the rule gave.
 * @throws UserError for a rule or a VM that there is not, and as `check` does.
 */
export async function explain(
	id: string,
	plan: Plan,
	options: ExplainOptions,
	context: AppContext,
): Promise<Explanation> {
	const { id: ruleId, rule: document } = await findRule(id, options.rules ?? []);
	if (document === undefined)
		throw new UserError('not-explained', `${id} is a finding of xvcheck itself: there is no rule to take apart.`, {
			suggestions: [`See \`xvcheck rules show ${id}\`; the report says what was seen.`],
		});
	const { pack, tables } = await loadRulesAndTables(options);
	await checkNamed(plan, pack);
	const collectors = await loadCollectors();
	const sides = await readSides(plan, context, collectors);
	const { report, scope } = await evaluatePlan({ plan, pack, tables, sides, options, context });
	const vm = options.vm === undefined ? undefined : vmNamed(options.vm, scope);
	const current = currentIds(pack);
	const override = (plan.ruleOverrides ?? []).find((one) => current(one.rule) === ruleId);
	const judged = withOverrides(pack, override && !override.disabled ? [override] : []);
	const rule = judged.rules.find((one) => one.document.id === ruleId);
	if (rule === undefined) throw new UserError('unknown-rule', `There is no rule "${id}".`);
	const explained = explainRule({
		scope,
		pack: judged,
		facts: await loadFacts(),
		profile: plan.policy.profile as Profile,
		canTell: canTellOf(collectors.values(), { source: sides.source.parts, destination: sides.destination.parts }),
		rule,
		most: options.most,
		...(vm !== undefined && { vm }),
	});
	const findings = report.findings.filter((finding) => finding.rule === ruleId);
	const sources = new Sources(report, placesOf(collectors.values()));
	const subjects = explained.subjects.map((subject) => withFinding(sources.subject(subject), findings));
	const outcomes = (outcome: string) =>
		findings
			.filter((finding) => finding.outcome === outcome)
			.reduce((sum, { subjectCount, subjects }) => sum + (subjectCount ?? subjects.length), 0);
	return defined({
		schemaVersion: 1 as const,
		kind: 'xvcheck.explanation' as const,
		evaluatedAt: report.evaluatedAt,
		profile: report.profile,
		inputs: report.inputs,
		rule: rule.document,
		override:
			override && defined({ severity: override.severity, disabled: override.disabled, reason: override.reason }),
		counts: { fail: outcomes('fail'), unknown: outcomes('unknown'), error: outcomes('error'), asked: explained.asked },
		subjects: [...subjects, ...(subjects.length > 0 ? [] : unasked(findings, report, options).map(savedSubject))],
		more: Math.max(0, explained.asked - explained.subjects.length),
	});
}

/** Nothing to ask about and yet findings: of VMs of which nobody tells where they run or land. */
function unasked(
	findings: readonly Finding[],
	{ vms, findings: all }: Report,
	{ vm, most }: ExplainOptions,
): readonly Finding[] {
	const own = vm === undefined ? undefined : vms.find(({ name, id }) => [name, id].includes(vm));
	return findings.filter((finding) => own === undefined || own.findings.includes(all.indexOf(finding))).slice(0, most);
}

function vmNamed(name: string, { moves }: Scope): number {
	const wanted = name.toLowerCase();
	const found = moves.filter(({ vm }) => vm.id.toLowerCase() === wanted || vm.name.toLowerCase() === wanted);
	const [move] = found;
	if (move && found.length === 1) return move.order;
	if (move)
		throw new UserError('unknown-vm', `${found.length} VMs of the selection are named ${name}.`, {
			suggestions: [`Name one by its id: ${found.map(({ vm }) => vm.id).join(', ')}.`],
		});
	const near = closestName(
		name,
		moves.map(({ vm }) => vm.name),
	);
	throw new UserError('unknown-vm', `The selection has no VM "${name}".`, {
		suggestions: [
			near === undefined ? 'VMs of the selection are in the report (--show vms).' : `Did you mean ${near}?`,
		],
	});
}

/** What the report says of the same subject: after all hosts where the VM may land, and with waivers. */
function withFinding(subject: ExplainedSubject, findings: readonly Finding[]): ExplainedSubject {
	const about = (wanted: FindingSubject | undefined) =>
		findings.find(({ subjects }) =>
			subjects.some(({ type, id, side }) => type === wanted?.type && id === wanted.id && side === wanted.side),
		);
	const finding = about(subject.subject) ?? about(subject.outcome === 'pass' ? undefined : subject.host);
	if (finding === undefined) return subject;
	const { fingerprint, outcome, severity, message, waiver } = finding;
	return {
		...subject,
		finding: defined({
			fingerprint,
			outcome,
			severity,
			message,
			waiver: waiver && `${waiver.reason} (${waiver.approvedBy})`,
		}) as NonNullable<ExplainedSubject['finding']>,
	};
}

/** Says of each datum which input told it, where in it, and how old that is. */
class Sources {
	readonly #report: Report;
	readonly #places: PlacesOf;

	constructor(report: Report, places: PlacesOf) {
		this.#report = report;
		this.#places = places;
	}

	subject(subject: Omit<ExplainedSubject, 'finding'>): ExplainedSubject {
		const { when, expect, severities } = subject;
		return {
			...subject,
			...(when && { when: this.#part(when) }),
			...(expect && { expect: this.#part(expect) }),
			severities: severities.map((step) => (step.when ? { ...step, when: this.#part(step.when) } : step)),
		};
	}

	#part(part: ExplainedPart): ExplainedPart {
		return {
			...part,
			...(part.parts && { parts: part.parts.map((one) => this.#part(one)) }),
			...(part.reads && { reads: part.reads.map((read) => this.#read(read)) }),
		};
	}

	#read(read: ReadDatum): ReadDatum {
		const side = read.side ?? this.#sideOf(read);
		if (read.from === 'plan' || read.from === 'declared' || side === undefined) return this.#planned(read);
		const input = this.#inputOf(side, read.input);
		if (input === undefined) return read;
		const origin = read.collection === undefined ? originOf(read.datum, '') : undefined;
		const collection = read.collection ?? (origin && 'collection' in origin ? origin.collection : '');
		const name = read.name ?? (origin && 'datum' in origin ? origin.datum : '');
		const place = this.#places(input.kind, collection, name);
		const age = (Date.parse(this.#report.evaluatedAt) - Date.parse(input.collectedAt)) / 1000;
		return {
			...read,
			side,
			input: read.input ?? `${input.kind} ${placeName(input.location)}`,
			...(place !== undefined && { place }),
			...(Number.isFinite(age) && read.input === undefined && { ageSeconds: age }),
		};
	}

	/** Of a datum that a derived one misses: it is named as findings name it. */
	#sideOf({ datum, from, value }: ReadDatum): ReportInput['side'] | undefined {
		if (from !== 'derived' || value !== undefined) return undefined;
		const origin = originOf(datum, '');
		return origin && 'sides' in origin && origin.sides.length === 1 ? origin.sides[0] : undefined;
	}

	#planned(read: ReadDatum): ReadDatum {
		if (read.from !== 'plan') return read;
		const { file } = this.#report.plan;
		return { ...read, input: file === undefined ? 'the command line and defaults' : `the plan ${placeName(file)}` };
	}

	/** The first that is read counts; a note says where another filled in. */
	#inputOf(side: ReportInput['side'], label: string | undefined): ReportInput | undefined {
		const own = this.#report.inputs.filter((input) => input.side === side);
		return own.find((input) => label?.includes(placeName(input.location))) ?? own[0];
	}
}
