import type { RuleDocument } from '../model/rule.js';
import type { Area, Profile } from '../model/vocabulary.js';
import { Environments } from './cel/environment.js';
import type { Evaluation, EvaluationInput, ToolFinding } from './contract.js';
import { Collector } from './findings/collector.js';
import { faqOutcomes } from './findings/faq.js';
import { findingsOf, ordered } from './findings/finish.js';
import { leftBehind } from './findings/left-behind.js';
import { pairSubject } from './findings/subject.js';
import { overallVerdict, rollUp } from './findings/verdicts.js';
import { Waivers } from './findings/waivers.js';
import { currentIds } from './pack/aliases.js';
import { compilePack } from './pack/check-pack.js';
import { answersOf } from './run/answers.js';
import { evaluateSubjects } from './run/evaluate-subjects.js';
import { HostClasses } from './run/host-classes.js';
import type { Run } from './run/judge.js';
import { Runtime } from './run/runtime.js';
import { VmClasses } from './run/vm-classes.js';

const OTHER: Readonly<Record<Profile, Profile>> = { faq: 'vendor', vendor: 'faq' };

/**
 * Asks every rule of the pack about every subject of the scope, in both profiles. Pure: the same input gives the same result.
 * Rules that did not come with the build were checked (`checkPack`).
 * @throws UserError for a rule with an error, BugError for a fact that fails.
 */
export function evaluate(input: EvaluationInput): Evaluation {
	const { scope, pack } = input;
	const environments = new Environments(input.facts);
	const rules = compilePack(pack.rules, environments, 'later');
	const runtime = new Runtime(scope, pack.tables, environments.facts);
	runtime.profile(input.profile);
	const current = currentIds(pack);
	const waivers = new Waivers(
		input.waivers.map((waiver) => ({ ...waiver, rule: current(waiver.rule) })),
		scope.evaluatedAt,
	);
	const collector = new Collector(waivers);
	const answers = answersOf(input.canTell, () => runtime.side);
	const run: Run = {
		input,
		runtime,
		collector,
		answers,
		main: input.profile,
		other: OTHER[input.profile],
		likelyUnknown: new Set(),
	};
	evaluateSubjects(
		run,
		rules,
		new HostClasses(runtime.facts, environments.facts),
		new VmClasses(runtime, environments.facts),
	);
	addToolFindings(run, input.toolFindings);
	const known = new Set([
		...pack.rules.flatMap(({ document }) => [document.id, ...(document.aliases ?? [])]),
		...Object.keys(pack.toolFindings),
		...(input.disabled ?? []),
	]);
	addToolFindings(run, waivers.findings(known, pairSubject(scope).shown));
	return finish(run, new Map(pack.rules.map(({ document }) => [document.id, document])), rules);
}

function addToolFindings(run: Run, findings: readonly ToolFinding[]): void {
	const order = new Map(run.input.scope.moves.map((move) => [move.vm.id, move.order]));
	for (const [index, finding] of findings.entries()) {
		const vms = finding.vms?.map((id) => order.get(id)).filter((position) => position !== undefined);
		run.collector.tool(finding, [vms ?? 'all'], index);
	}
}

function finish(
	run: Run,
	documents: ReadonlyMap<string, RuleDocument>,
	rules: Parameters<typeof faqOutcomes>[0],
): Evaluation {
	const { collector, input } = run;
	const { scope, pack } = input;
	const areaOf = (id: string): Area | undefined => documents.get(id)?.area ?? pack.toolFindings[id]?.area;
	const drafts = ordered(collector.drafts, areaOf);
	const results = rollUp(drafts, scope.moves.length);
	return {
		findings: findingsOf(drafts),
		counts: collector.counts,
		outcomesByRule: collector.outcomesByRule(),
		vms: results.map(({ verdict, findings }, index) => ({ id: scope.moves[index]?.vm.id ?? '', verdict, findings })),
		leftBehind: leftBehind(drafts, documents, scope.moves.length),
		faq: faqOutcomes(rules, collector.tallies),
		verdict: overallVerdict(drafts),
	};
}
