import type { StartMock } from '../inputs/contract.js';
import type { Side } from '../model/site-pair.js';
import type { Progress } from '../shared/progress.js';

/** How to reach and trust a live vCenter, as flags say it. A plan's own keys win over none of them: flags do. */
export interface ConnectionFlags {
	readonly username?: string;
	readonly thumbprint?: string;
	readonly caFile?: string;
	/** Milliseconds for the whole collection; absent: none. */
	readonly timeoutMs?: number;
	/** Rather a part of the inventory than none. */
	readonly partial?: boolean;
	/** Requests in flight per vCenter. */
	readonly concurrency?: number;
}

/** What every use case gets from outside: the clock, the surroundings, and how to ask a person. Use cases print nothing. */
export interface AppContext {
	/** ISO 8601 UTC: when this run started. */
	readonly now: string;
	/** ISO 8601 UTC given by `--at`; absent: `now`. */
	readonly at?: string;
	readonly tool: { readonly name: string; readonly version: string };
	readonly progress: Progress;
	readonly signal?: AbortSignal;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly startMock?: StartMock;
	/** Flags for one side; `undefined` is the only side of a one-sided command. */
	readonly connection: (side: Side | undefined) => ConnectionFlags;
	/** A password from standard input or a prompt; undefined when there is neither. */
	readonly askPassword: (side: Side | undefined, who: string) => Promise<string | undefined>;
}

/** The time of evaluation (design 6). */
export function evaluationTime(context: AppContext): string {
	return context.at ?? context.now;
}
