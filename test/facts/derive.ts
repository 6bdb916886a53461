import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Fact, FactContext, FactResult, SubjectValues } from '../../src/model/fact.js';
import type { Move, Scope } from '../../src/model/scope.js';
import type { SubjectType } from '../../src/model/vocabulary.js';
import { loadDirectory } from '../../src/shared/load-directory.js';

const facts = await loadDirectory<Fact>(new URL('../../src/facts/', import.meta.url));
/** A table of the rule pack, as facts get it. */
export const table = <T>(name: string): T =>
	parse(readFileSync(new URL(`../../rules/tables/${name}.yaml`, import.meta.url), 'utf8')) as T;

/** Derives facts of one scope as the engine does, with the pack's own tables. */
export function deriver(scope: Scope) {
	const prepared = new Map<string, unknown>();
	const derive = <V>(name: string, type: SubjectType, subject: unknown): FactResult<V> => {
		const found = facts.get(name);
		if (!found?.subjects.includes(type)) throw new Error(`no fact ${name} about ${type}`);
		if (!prepared.has(name)) prepared.set(name, found.prepare?.(context));
		return found.derive(subject as SubjectValues[SubjectType], context, prepared.get(name) as never) as FactResult<V>;
	};
	const context: FactContext = { scope, table, fact: derive };
	return derive;
}

/** The move of the VM with this name. */
export function moveOf(scope: Scope, name: string): Move {
	const move = scope.moves.find((item) => item.vm.name === name);
	if (!move) throw new Error(`${name} does not move`);
	return move;
}
