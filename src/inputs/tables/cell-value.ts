import type { Cell } from '../../shared/tab.js';
import { decodeEscapes } from './xml-text.js';

/** How a cell says what its value is: the `t` attribute (ECMA-376 part 1, 18.18.11). */
export type CellType = 'n' | 's' | 'b' | 'str' | 'inlineStr' | 'e' | 'd';

/** The number that a cell of a workbook holds; its text when it is none; undefined when blank. */
export function numberCell(text: string): Cell | undefined {
	const trimmed = text.trim();
	if (trimmed === '') return undefined;
	if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return textCell(text);
	const value = Number(trimmed);
	return Number.isFinite(value) ? value : textCell(text);
}

/** A boolean cell; its text when it is neither 0 nor 1; undefined when blank. */
export function booleanCell(text: string): Cell | undefined {
	const trimmed = text.trim();
	if (trimmed === '1' || trimmed === 'true') return true;
	if (trimmed === '0' || trimmed === 'false') return false;
	return textCell(text);
}

/** Text as the person sees it; undefined when it is blank. */
export function textCell(text: string): string | undefined {
	const decoded = decodeEscapes(text);
	return decoded.trim() === '' ? undefined : decoded;
}
