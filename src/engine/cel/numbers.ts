import { RuleDefect } from './state.js';

/** A number that arithmetic gave. @throws RuleDefect when it is none, or beyond all bounds. */
export function checkedNumber(value: number): number {
	if (!Number.isFinite(value)) throw new RuleDefect('a number overflows');
	return value;
}
