import { runCases } from '../engine/cases/run-cases.js';
import type { CaseResult, LoadedCases, LoadedRule } from '../engine/contract.js';
import { checkPack } from '../engine/pack/check-pack.js';
import { loadBuiltCases, loadBuiltPack, loadOwnRules } from '../engine/pack/load-pack.js';
import { makeSite } from '../facts/site/site.js';
import type { RuleDocument } from '../model/rule.js';
import { AREAS, PROFILES } from '../model/vocabulary.js';
import { closestName } from '../shared/closest-name.js';
import { UserError } from '../shared/errors.js';
import { loadRules } from './check.js';
import { loadFacts } from './extensions.js';
import type { ShownRule } from './rule-text.js';

export { ruleSummary, ruleText } from './rule-text.js';

/** What a list of rules is narrowed to; a rule must meet all that is given. */
export interface RuleFilter {
	readonly area?: string;
	readonly subject?: string;
	readonly profile?: string;
	/** A severity that the rule may come to. */
	readonly severity?: string;
	/** Kind of one of its sources: vendor, article, judgement, or local for a user's own. */
	readonly source?: string;
}

/**
 * All rules, or those that meet a filter: areas in the order of the documents, then by id.
 * @throws UserError for an area that is none.
 */
export async function listRules(
	extra: readonly string[],
	filter: RuleFilter = {},
): Promise<{ readonly hash: string; readonly rules: readonly RuleDocument[] }> {
	const { area } = filter;
	if (area !== undefined && !(AREAS as readonly string[]).includes(area))
		throw new UserError('unknown-area', `There is no area "${area}".`, {
			suggestions: [`Areas: ${AREAS.join(', ')}.`],
		});
	const pack = await loadRules(extra);
	const rules = pack.rules
		.map(({ document }) => document)
		.filter((rule) => meets(rule, filter))
		.sort((a, b) => AREAS.indexOf(a.area) - AREAS.indexOf(b.area) || (a.id < b.id ? -1 : 1));
	return { hash: pack.hash, rules };
}

function meets(rule: RuleDocument, { area, subject, profile, severity, source }: RuleFilter): boolean {
	const severities = typeof rule.severity === 'string' ? [rule.severity] : rule.severity.map((step) => step.severity);
	const kinds: string[] = rule.sources?.map(({ kind }) => kind) ?? ['local'];
	const has = (wanted: string | undefined, all: readonly string[]) => wanted === undefined || all.includes(wanted);
	return (
		has(area, [rule.area]) &&
		has(subject, [rule.subject].flat()) &&
		has(profile, rule.profiles ?? PROFILES) &&
		has(severity, severities) &&
		has(source, kinds)
	);
}

/**
 * One rule by id or alias, or a finding of the tool itself.
 * @throws UserError with the nearest id.
 */
export async function findRule(id: string, extra: readonly string[]): Promise<ShownRule> {
	const pack = await loadRules(extra);
	const rule = pack.rules.find(({ document }) => document.id === id || document.aliases?.includes(id));
	if (rule) return { id: rule.document.id, rule: rule.document };
	const tool = pack.toolFindings[id];
	if (tool) return { id, tool };
	const near = closestName(id, [...pack.rules.map(({ document }) => document.id), ...Object.keys(pack.toolFindings)]);
	throw new UserError('unknown-rule', `There is no rule "${id}".`, {
		suggestions: [near === undefined ? 'See `xvcheck rules list`.' : `Did you mean ${near}?`],
	});
}

/** What came of the cases of a rule folder. */
export interface RuleTests {
	readonly results: readonly CaseResult[];
	readonly rules: number;
}

/**
 * Runs the cases of a folder of a user's own rules, or of the rules of xvcheck itself.
 * @throws UserError when rules or cases are broken, or there are none (clarifications 7.7).
 */
export async function testRules(folder: string | undefined): Promise<RuleTests> {
	const facts = await loadFacts();
	const pack = await loadBuiltPack({ extra: folder === undefined ? [] : [folder] });
	checkPack(pack, facts);
	const cases = folder === undefined ? await loadBuiltCases() : (await loadOwnRules(folder)).cases;
	if (cases.length === 0)
		throw new UserError('no-cases', `There are no cases in ${folder ?? 'the rule pack'}.`, {
			suggestions: ['Write them in RULE-ID.cases.yaml beside the rule; `xvcheck schema cases` describes them.'],
		});
	const byId = new Map(pack.rules.map((rule) => [rule.document.id, rule]));
	const results = cases.flatMap((loaded) => {
		const rule = byId.get(loaded.rule);
		if (rule === undefined)
			throw new UserError('case-without-rule', `${loaded.file}: there is no rule "${loaded.rule}".`);
		return runCases(rule, loaded, { facts, makeSite });
	});
	return {
		results: [...results, ...untested(folder === undefined ? [] : pack.rules, cases, folder)],
		rules: cases.length,
	};
}

/** A rule of the user's own without a case proves nothing. */
function untested(rules: readonly LoadedRule[], cases: readonly LoadedCases[], folder = ''): CaseResult[] {
	const tested = new Set(cases.map(({ rule }) => rule));
	return rules
		.filter(({ document, file }) => file.startsWith(`${folder.replace(/[/\\]$/, '')}/`) && !tested.has(document.id))
		.map(({ document: { id }, file }) => ({
			rule: id,
			name: 'cases',
			where: `${file}:1`,
			problems: [`it has no cases; write them in ${id}.cases.yaml beside it`],
		}));
}
