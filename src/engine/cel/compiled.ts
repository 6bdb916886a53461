import type { Ast } from './ast.js';
import type { SubjectEnvironment } from './environment.js';
import type { Owner, Run } from './owner.js';

/** A node as closure, with whose datum its value is. */
export interface Compiled {
	readonly run: Run;
	readonly owner: Owner;
	readonly type: string;
}

/** A loop variable in scope. */
interface LoopVariable {
	readonly depth: number;
	readonly owner: Owner;
	readonly type: string;
}

/** What an expression reads, known before it runs. */
export interface Reads {
	/** Dotted data of each host variable: `host` -> `evc.max`, `vmotionAdapters`; fields that the engine adds included. */
	readonly data: Map<string, Set<string>>;
	/** Names of facts. */
	readonly facts: Set<string>;
}

export function newReads(): Reads {
	return { data: new Map(), facts: new Set() };
}

export interface Context {
	readonly env: SubjectEnvironment;
	readonly loops: ReadonlyMap<string, LoopVariable>;
	readonly reads: Reads;
	/** Compiles any node; handed down so that the files of the node families need not import each other. */
	readonly compile: (node: Ast, context: Context) => Compiled;
}
