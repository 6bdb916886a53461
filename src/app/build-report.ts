import type { Evaluation, RulePack } from '../engine/contract.js';
import { decideExitCode, type Gate } from '../engine/exit-code.js';
import { supportedMoves } from '../facts/shared/link-floor.js';
import type { Report, ReportRule } from '../model/report.js';
import type { Move, Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import type { Profile, VmVerdict } from '../model/vocabulary.js';
import { defined } from '../shared/defined.js';
import { counted } from '../shared/units.js';
import type { AppContext } from './context.js';
import { fillIn } from './fill-in.js';
import type { SideRead } from './sides.js';

/** Checks that the documents list (clarifications 8.2). */
const DOCUMENTED_CHECKS = 241;

function documented({ rules }: RulePack): number {
	return rules.filter(({ document }) => document.documented !== false).length;
}

export interface ReportParts {
	readonly scope: Scope;
	readonly sides: Readonly<Record<Side, SideRead>>;
	readonly pack: RulePack;
	readonly evaluation: Evaluation;
	readonly declared: NonNullable<Report['declared']>;
	readonly probes: NonNullable<Report['probes']>;
	readonly tables: NonNullable<Report['tables']>;
	readonly context: AppContext;
}

/** The report of design 6.2, before the gate has decided. The same inputs and time of evaluation give equal content but for `generatedAt`. */
export function buildReport(parts: ReportParts): Report {
	const { scope, sides, pack, evaluation, context } = parts;
	const inputs = [...sides.source.inputs, ...sides.destination.inputs];
	const inferred = (['source', 'destination'] as const).flatMap((side) => inferredStates(side, scope, sides[side]));
	const stale = [...sides.source.stale, ...sides.destination.stale].flatMap((old, index) => (old ? [index] : []));
	return defined({
		schemaVersion: 1 as const,
		tool: { ...context.tool },
		rulePack: { rules: documented(pack), documented: DOCUMENTED_CHECKS, hash: pack.hash },
		generatedAt: context.now,
		evaluatedAt: scope.evaluatedAt,
		profile: scope.plan.policy.profile as Profile,
		plan: planHeader(scope),
		inputs,
		overrides: overridesOf(scope.plan),
		tables: parts.tables.length > 0 ? [...parts.tables] : undefined,
		probes: parts.probes.length > 0 ? [...parts.probes] : undefined,
		verdict: evaluation.verdict,
		summary: summary(scope, evaluation),
		vms: vmRows(scope, evaluation),
		rules: ruleTexts(pack, evaluation, scope),
		findings: [...evaluation.findings],
		leftBehind: [...evaluation.leftBehind],
		coverage: (['source', 'destination'] as const).flatMap((side) =>
			sides[side].inventory.coverage.map((entry) => ({ side, ...entry })),
		),
		staleInputs: stale.length > 0 ? stale : undefined,
		routes: [],
		assumptions: inferred.length > 0 ? inferred : undefined,
		declared: parts.declared.length > 0 ? [...parts.declared] : undefined,
		exitCode: 0,
	}) as Report;
}

function overridesOf({ ruleOverrides = [] }: Scope['plan']): Report['overrides'] {
	return ruleOverrides.length > 0 ? ruleOverrides.map((override) => ({ ...override })) : undefined;
}

/** RVTools exports no state of hosts: what it shows of their VMs stands in for it, and is said (clarifications 6.16). */
function inferredStates(side: Side, { sourceHosts, destinationHosts }: Scope, { parts }: SideRead): string[] {
	if (!parts.every(({ source }) => source.kind === 'rvtools')) return [];
	const hosts = side === 'source' ? sourceHosts : destinationHosts;
	const seen = hosts.filter((host) => host.connectionState === 'connected' && !host.declared?.['connectionState']);
	if (seen.length === 0) return [];
	return [
		`${counted(seen.length, `${side} host counts`, `${side} hosts count`)} as connected because a connected, powered-on VM ran there; RVTools exports no state of hosts`,
	];
}

/** What the move is, for the header of every rendering. */
export function planHeader({ plan }: Scope): Report['plan'] {
	return defined({
		name: plan.name,
		file: plan.file,
		move: plan.move,
		storage: plan.storage,
		failOn: plan.failOn,
		allowUnknown: plan.allowUnknown.length > 0 ? [...plan.allowUnknown] : undefined,
		maxWarnings: plan.maxWarnings,
		windowStart: plan.policy.windowStart,
		windowEnd: plan.policy.windowEnd,
		bandwidth: plan.link.bandwidth,
		rtt: plan.link.rtt,
		movesAtATime: supportedMoves(plan.link),
	}) as Report['plan'];
}

/** The report with its exit code and the finding that decided it. */
export function withDecision(report: Report): Report {
	return { ...report, ...decideExitCode(report, gateOf(report.plan)) };
}

/** What decides the exit code, as the report's own header says it. */
export function gateOf({ failOn, allowUnknown = [], maxWarnings }: Report['plan']): Gate {
	return { failOn, allowUnknown, ...(maxWarnings !== undefined && { maxWarnings }) };
}

function summary(scope: Scope, evaluation: Evaluation): Report['summary'] {
	const { counts } = evaluation;
	return defined({
		vms: vmCounts(vmRows(scope, evaluation).map((vm) => vm.verdict)),
		hosts: { source: scope.sourceHosts.length, destination: scope.destinationHosts.length },
		bytes: bytesToMove(scope),
		findings: {
			pass: counts.pass,
			fail: counts.fail,
			unknown: counts.unknown,
			notApplicable: counts['not-applicable'],
			error: counts.error,
		},
		faq: { ...evaluation.faq },
	});
}

/** How many VMs have each verdict. */
export function vmCounts(verdicts: readonly VmVerdict[]): Report['summary']['vms'] {
	const count = (wanted: VmVerdict) => verdicts.filter((verdict) => verdict === wanted).length;
	return {
		total: verdicts.length,
		ready: count('ready'),
		readyWithWarnings: count('ready-with-warnings'),
		clear: count('clear'),
		inconclusive: count('inconclusive'),
		blocked: count('blocked'),
		moved: count('moved'),
	};
}

/** Capacity of the disks that move; undefined while one of them is unknown. Raw device mappings do not move. */
function bytesToMove({ plan, moves }: Scope): number | undefined {
	if (plan.storage === 'keep') return 0;
	let bytes = 0;
	for (const { vm } of moves) {
		if (vm.disks === undefined) return undefined;
		for (const disk of vm.disks) {
			if (disk.raw === true) continue;
			if (disk.capacityBytes === undefined) return undefined;
			bytes += disk.capacityBytes;
		}
	}
	return bytes;
}

function vmRows(scope: Scope, evaluation: Evaluation): Report['vms'] {
	const moves = new Map<string, Move>(scope.moves.map((move) => [move.vm.id, move]));
	const rows = evaluation.vms.flatMap(({ id, verdict, findings }) => {
		// Moved VMs carry ids of the destination, which may be those of other VMs at the source.
		const vm = verdict === 'moved' ? undefined : moves.get(id)?.vm;
		return vm ? [defined({ id, name: vm.name, path: vm.path, verdict, findings: [...findings] })] : [];
	});
	const moved = scope.moved.map(({ vm }) =>
		defined({ id: vm.id, name: vm.name, path: vm.path, verdict: 'moved' as const, findings: [] }),
	);
	return [...rows, ...moved];
}

/** Texts of every rule that the report names, once. */
function ruleTexts(pack: RulePack, evaluation: Evaluation, scope: Scope): Report['rules'] {
	const filled = fillIn(scope);
	const named = new Set([...evaluation.findings, ...evaluation.leftBehind].map(({ rule }) => rule));
	const texts: Record<string, ReportRule> = {};
	for (const { document: rule } of pack.rules) {
		if (!named.has(rule.id)) continue;
		texts[rule.id] = defined({
			title: rule.title,
			area: rule.area,
			why: rule.why,
			remediation: rule.remediation,
			sources: rule.sources ?? [],
			faults: rule.faults ?? [],
			faq: rule.faq,
			askWho: rule.askWho,
			question: rule.question,
			declare: rule.declare && filled(rule.declare),
		});
	}
	for (const [id, text] of Object.entries(pack.toolFindings))
		if (named.has(id)) texts[id] = { ...text, sources: [], faults: [] };
	return texts;
}
