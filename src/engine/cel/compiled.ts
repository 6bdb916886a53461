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
	/** The list that it goes over, when that is a datum of a variable: `vm`, `disks`. */
	readonly list: Datum | undefined;
}

/** A datum of a variable by its dotted name. */
export interface Datum {
	readonly variable: string;
	readonly path: string;
}

/** What an expression reads, known before it runs. */
export interface Reads {
	/**
	 * Dotted data of each variable: `host` -> `evc.max`, `vmotionAdapters`; fields that the engine adds included. Of a list that
	 * a loop goes over only what it reads of the items, and how many there are: `disks.mode`, `disks.length`.
	 */
	readonly data: Map<string, Set<string>>;
	/** Names of facts. */
	readonly facts: Set<string>;
}

export function newReads(): Reads {
	return { data: new Map(), facts: new Set() };
}

export function noteRead({ data }: Reads, { variable, path }: Datum): void {
	const paths = data.get(variable) ?? new Set();
	paths.add(path);
	data.set(variable, paths);
}

export interface Context {
	readonly env: SubjectEnvironment;
	readonly loops: ReadonlyMap<string, LoopVariable>;
	readonly reads: Reads;
	/** Compiles any node; handed down so that the files of the node families need not import each other. */
	readonly compile: (node: Ast, context: Context) => Compiled;
}
