import type { ReadOptions } from '../inputs/contract.js';
import { readSource } from '../inputs/resolve/resolve.js';
import type { Inventory } from '../model/inventory/inventory.js';
import type { PlanInput } from '../model/plan-document.js';
import type { Side } from '../model/site-pair.js';
import { defined } from '../shared/defined.js';
import type { AppContext } from './context.js';
import { givenCredential, passwordFor } from './credentials.js';

const KINDS = ['vcenter', 'rvtools', 'inventory', 'govc', 'mock'] as const;

/** The SOURCE string of an input as the plan writes it. */
export function sourceOf(input: PlanInput): string {
	if (typeof input === 'string') return input;
	const kind = KINDS.find((key) => input[key] !== undefined);
	return kind === undefined ? '' : `${kind}:${input[kind]}`;
}

/**
 * Reads one input of a side, of a live vCenter the details of what `need` names only.
 * @throws UserError when it cannot be read.
 */
export async function readInput(
	input: PlanInput,
	side: Side | undefined,
	context: AppContext,
	need?: ReadOptions['need'],
): Promise<Inventory> {
	const keys = typeof input === 'string' ? {} : input;
	const flags = context.connection(side);
	const options: ReadOptions = defined({
		now: context.now,
		toolVersion: context.tool.version,
		progress: context.progress,
		pick: keys.pick,
		signal: context.signal,
		need,
		startMock: context.startMock,
		connection: defined({
			username: flags.username ?? keys.username,
			thumbprint: flags.thumbprint ?? keys.thumbprint,
			caFile: flags.caFile ?? keys.caFile,
			timeoutMs: flags.timeoutMs,
			concurrency: flags.concurrency,
			partial: flags.partial,
			environment: context.env,
			credential: givenCredential(input, side, context),
			password: () => passwordFor(input, side, context),
		}) as ReadOptions['connection'],
	});
	return readSource(sourceOf(input), options);
}
