import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runCases } from '../../src/engine/cases/run-cases.js';
import { Environments } from '../../src/engine/cel/environment.js';
import type { LoadedCases, LoadedRule } from '../../src/engine/contract.js';
import { readPack } from '../../src/engine/pack/load-pack.js';
import { makeSite } from '../../src/facts/site/site.js';
import type { Fact } from '../../src/model/fact.js';
import type { RuleDocument } from '../../src/model/rule.js';
import { SEVERITIES } from '../../src/model/vocabulary.js';
import { UserError } from '../../src/shared/errors.js';
import { loadDirectory } from '../../src/shared/load-directory.js';
import { type Mutant, mutantsOf } from './mutants.js';

const SURVIVORS = fileURLToPath(new URL('../../docs/mutation-survivors.yaml', import.meta.url));

/** Mutants that no case can tell from the rule, with the reason, by rule and `KEY: WHAT`. */
type Survivors = Readonly<Record<string, Readonly<Record<string, string>>>>;

const explained = (parse(readFileSync(SURVIVORS, 'utf8')) ?? {}) as Survivors;
const survivors: string[] = [];
const count = { mutants: 0, killed: 0, invalid: 0 };

/** All mutants of a rule, each as the rule that it makes. */
function mutantRules({ document, ...rest }: LoadedRule): { mutant: Mutant; rule: LoadedRule }[] {
	const made = (mutant: Mutant, change: Partial<RuleDocument>) => ({
		mutant,
		rule: { ...rest, document: { ...document, ...change } },
	});
	const { severity } = document;
	const steps = typeof severity === 'string' ? [] : severity;
	const replaced = (at: number, change: object) =>
		steps.map((step, index) => (index === at ? { ...step, ...change } : step)) as RuleDocument['severity'];
	const other = (own: string) => SEVERITIES.filter((one) => one !== own);
	return [
		...mutantsOf('expect', document.expect).map((mutant) => made(mutant, { expect: mutant.text })),
		...(document.when === undefined ? [] : mutantsOf('when', document.when)).map((mutant) =>
			made(mutant, { when: mutant.text }),
		),
		...(typeof severity === 'string' ? other(severity) : []).map((text) =>
			made({ key: 'severity', what: `${severity} became ${text}`, text }, { severity: text }),
		),
		...steps.flatMap((step, at) => [
			...(step.when === undefined ? [] : mutantsOf(`severity.${at}.when`, step.when)).map((mutant) =>
				made(mutant, { severity: replaced(at, { when: mutant.text }) }),
			),
			...other(step.severity).map((text) =>
				made(
					{ key: `severity.${at}`, what: `${step.severity} became ${text}`, text },
					{ severity: replaced(at, { severity: text }) },
				),
			),
		]),
	];
}

beforeAll(async () => {
	const { pack, cases } = await readPack(fileURLToPath(new URL('../../rules', import.meta.url)));
	const facts = await loadDirectory<Fact>(new URL('../../src/facts/', import.meta.url));
	const context = { facts, makeSite, environments: new Environments(facts) };
	const casesOf = (rule: LoadedRule): LoadedCases => {
		const own = cases.find((one) => one.rule === rule.document.id);
		if (own === undefined) throw new Error(`${rule.document.id} has no cases`);
		return own;
	};
	for (const rule of pack.rules) {
		const own = casesOf(rule);
		for (const { mutant, rule: changed } of mutantRules(rule)) {
			count.mutants++;
			try {
				if (runCases(changed, own, context).some(({ problems }) => problems.length > 0)) count.killed++;
				else survivors.push(`${rule.document.id}: ${mutant.key}: ${mutant.what}`);
			} catch (thrown) {
				// What does not type-check can be no rule.
				if (!(thrown instanceof UserError)) throw thrown;
				count.invalid++;
			}
		}
	}
	process.stdout.write(
		`${count.mutants} mutants of ${pack.rules.length} rules: ${count.killed} noticed by cases, ${count.invalid} not valid, ${survivors.length} survived\n${survivors.map((line) => `  ${line}\n`).join('')}`,
	);
});

const listed = Object.entries(explained).flatMap(([rule, own]) =>
	Object.keys(own).map((mutant) => `${rule}: ${mutant}`),
);

it('leaves no mutant alive that docs/mutation-survivors.yaml does not explain', () => {
	expect(survivors.filter((line) => !listed.includes(line))).toEqual([]);
});

it('explains no mutant that a case notices, or that is gone', () => {
	expect(listed.filter((line) => !survivors.includes(line))).toEqual([]);
});

it('gives a reason for each', () => {
	const reasons = Object.values(explained).flatMap((own) => Object.values(own));
	expect(reasons.filter((reason) => typeof reason !== 'string' || reason.length < 10)).toEqual([]);
});
