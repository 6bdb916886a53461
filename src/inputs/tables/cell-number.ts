import type { Cell } from '../../shared/tab.js';

/** `integral`: whole by definition (sizes, counts, MTU, speeds), so that one separator before three digits groups thousands. */
export type NumberKind = 'integral' | 'decimal';

type Separator = '.' | ',';

/** How the texts of one column write numbers. Absent: no text of the column uses that separator. */
export interface NumberStyle {
	readonly decimal?: Separator;
	readonly thousands?: Separator;
}

/** What the separators of one text prove; `open` is a separator that may group thousands or mark decimals. */
interface Evidence extends NumberStyle {
	readonly open?: Separator;
}

/** Blanks of all widths, apostrophes (Swiss grouping) and a trailing percent sign carry no value. */
const NO_VALUE = /[\s\u00a0\u2000-\u200b\u202f\u205f'’]|%$/g;
const SHAPE = /^[+-]?(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?$/i;
const GROUPED = /^\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}$/;

/**
 * Finds out how a column writes numbers, from all of its texts together. `mixed` when they contradict each other: then no
 * text of the column with a separator can be trusted.
 */
export function numberStyle(cells: Iterable<Cell | undefined>, kind: NumberKind): NumberStyle | 'mixed' {
	const decimal = new Set<Separator>();
	const thousands = new Set<Separator>();
	const open = new Set<Separator>();
	for (const cell of cells) {
		if (typeof cell !== 'string') continue;
		const evidence = evidenceOf(bare(cell));
		if (evidence?.decimal !== undefined) decimal.add(evidence.decimal);
		if (evidence?.thousands !== undefined) thousands.add(evidence.thousands);
		if (evidence?.open !== undefined) open.add(evidence.open);
	}
	const grouping = [...open].filter(
		(separator) => kind === 'integral' || thousands.has(separator) || decimal.has(other(separator)),
	);
	for (const separator of open) (grouping.includes(separator) ? thousands : decimal).add(separator);
	if (decimal.size > 1 || thousands.size > 1) return 'mixed';
	const [point] = decimal;
	const [group] = thousands;
	if (point !== undefined && point === group) return 'mixed';
	return { ...(point === undefined ? {} : { decimal: point }), ...(group === undefined ? {} : { thousands: group }) };
}

/**
 * The finite number in a cell: a number as it is, a text by the style of its column. Undefined for blanks, booleans and
 * whatever is no number. Signs are kept: the caller knows what may be negative.
 */
export function cellNumber(cell: Cell | undefined, style: NumberStyle | 'mixed'): number | undefined {
	if (typeof cell === 'number') return Number.isFinite(cell) ? cell : undefined;
	if (typeof cell !== 'string') return undefined;
	const text = bare(cell);
	if (!SHAPE.test(text)) return undefined;
	if (style === 'mixed') return /[.,]/.test(text) ? undefined : finite(text);
	const [mantissa = '', exponent] = text.split(/e/i);
	const parts = style.decimal === undefined ? [mantissa] : mantissa.split(style.decimal);
	const whole = ungrouped(parts[0] ?? '', style.thousands);
	if (whole === undefined || parts.length > 2 || /[.,]/.test(parts[1] ?? '')) return undefined;
	const plain = parts.length === 2 ? `${whole}.${parts[1]}` : whole;
	return finite(exponent === undefined ? plain : `${plain}e${exponent}`);
}

/** The digits without thousands separators; undefined when a separator does not stand before three digits. */
function ungrouped(text: string, thousands: Separator | undefined): string | undefined {
	if (!/[.,]/.test(text)) return text;
	if (thousands === undefined || text.includes(other(thousands))) return undefined;
	return GROUPED.test(text.replace(/^[+-]/, '')) ? text.replaceAll(thousands, '') : undefined;
}

/** What a text proves: the last of two kinds is decimal; one kind repeated groups thousands; one before three digits is open. */
function evidenceOf(text: string): Evidence | undefined {
	if (!SHAPE.test(text)) return undefined;
	const mantissa = text.split(/e/i)[0] ?? '';
	const last = Math.max(mantissa.lastIndexOf('.'), mantissa.lastIndexOf(','));
	if (last < 0) return undefined;
	const separator = mantissa[last] as Separator;
	if (mantissa.includes(other(separator))) return { decimal: separator, thousands: other(separator) };
	if (mantissa.indexOf(separator) !== last) return { thousands: separator };
	return /^[+-]?\d{1,3}[.,]\d{3}$/.test(mantissa) ? { open: separator } : { decimal: separator };
}

const bare = (text: string) => text.trim().replace(NO_VALUE, '');
const other = (separator: Separator): Separator => (separator === '.' ? ',' : '.');

function finite(text: string): number | undefined {
	const value = Number(text);
	return text !== '' && Number.isFinite(value) ? value : undefined;
}
