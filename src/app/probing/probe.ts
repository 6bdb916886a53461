import type { Plan } from '../../model/plan.js';
import type { ProbeResults } from '../../model/probes.js';
import type { Scope } from '../../model/scope.js';
import type { ProbeTargets } from '../../probes/contract.js';
import { jsonPieces } from '../../shared/json-pieces.js';
import { counted } from '../../shared/units.js';
import { writeFileSafely } from '../../shared/write-file.js';
import { proxyFor } from '../../vim/proxy.js';
import { type AppContext, evaluationTime } from '../context.js';
import { loadCollectors } from '../extensions.js';
import { prepareScope } from '../prepare-scope.js';
import { readSides } from '../sides.js';
import { type LiveSides, liveSides } from './live.js';
import { type ProbingOptions, runProbes } from './run-probes.js';
import { type TargetOptions, targetsOf } from './targets.js';

export interface ProbeOptions extends ProbingOptions, TargetOptions {}

/**
 * Reads both sides, and probes what the plan is about from this machine.
 * @throws UserError when an input cannot be read or nothing is selected.
 */
export async function probePlan(plan: Plan, options: ProbeOptions, context: AppContext): Promise<ProbeResults> {
	const sides = await readSides(plan, context, await loadCollectors());
	const { scope } = prepareScope(plan, sides, evaluationTime(context));
	return probeScope(scope, options, context);
}

/** Probes what a scope is about. */
export async function probeScope(scope: Scope, options: ProbeOptions, context: AppContext): Promise<ProbeResults> {
	const live = await liveSides(scope, context);
	try {
		announce(scope, options, live.sides, context);
		const targets = targetsOf(scope, options, live.sides);
		const results = await runProbes(targets, context, options);
		return { ...results, problems: [...results.problems, ...pastProxy(targets, context)] };
	} finally {
		await live.close();
	}
}

/** A port or certificate is about the way from here: a proxy would show its own. */
function pastProxy({ certificates }: ProbeTargets, { env }: AppContext): string[] {
	const behind = certificates.flatMap(({ target, address, port }) => {
		const url = new URL(`https://${address.includes(':') ? `[${address}]` : address}:${port}`);
		const proxy = target.type === 'vcenter' ? proxyFor(url, env) : undefined;
		return proxy === undefined ? [] : [{ name: target.name, proxy }];
	});
	const [first] = behind;
	if (first === undefined) return [];
	const names = [...new Set(behind.map(({ name }) => name))].join(' and ');
	return [
		`${first.proxy.variable} names a proxy for ${names}: reads and logins go through it, TCP and certificate probes went past it, straight from this machine.`,
	];
}

/** Said before it happens: the source vCenter gets the destination's credential, and tasks appear there (clarifications 8.10). */
function announce(
	{ moves }: Scope,
	{ checkRelocate = 0 }: ProbeOptions,
	{ source, destination }: LiveSides['sides'],
	context: AppContext,
): void {
	if (checkRelocate === 0 || source === undefined || destination === undefined) return;
	const count = Math.min(checkRelocate, moves.length);
	context.progress.note(
		`CheckRelocate of ${counted(count, 'VM')}: ${source.target.name} receives the credential of ${destination.username ?? 'the token'} at ${destination.target.name}, and shows ${counted(count, 'task')}. Nothing moves.`,
	);
}

export async function writeProbes(results: ProbeResults, file: string): Promise<void> {
	await writeFileSafely(file, 'the results of the probes', jsonPieces(results));
}
