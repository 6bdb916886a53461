import type { Cell } from '../../shared/tab.js';

const YES = new Set(['true', 'yes', 'wahr', 'vrai', 'verdadero', 'vero', 'ja', 'oui', '1']);
const NO = new Set(['false', 'no', 'falsch', 'faux', 'falso', 'nein', 'non', '0']);

export function cellBoolean(cell: Cell): boolean | 'unreadable' | undefined {
	if (typeof cell === 'boolean') return cell;
	const text = String(cell).trim().toLowerCase();
	if (text === '') return undefined;
	return YES.has(text) ? true : NO.has(text) ? false : 'unreadable';
}

export function cellNumber(cell: Cell, kind: 'integral' | 'decimal'): number | 'unreadable' | undefined {
	if (typeof cell === 'number') return Number.isFinite(cell) ? cell : 'unreadable';
	const text = String(cell).replace(/[\s\u00a0\u2009\u202f'’]|%$/g, '');
	if (text === '') return undefined;
	const plain = kind === 'integral' ? text.replace(/[.,](?=\d{3}(\D|$))/g, '') : text;
	return /^-?\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : 'unreadable';
}

export function cellDate(cell: Cell, date1904: boolean): string | 'unreadable' | undefined {
	if (typeof cell === 'number') {
		const days = cell + (date1904 ? 1462 : 0) - 25569;
		const time = Math.round(days * 86400) * 1000;
		return Number.isFinite(time) && Math.abs(days) < 1e6 ? new Date(time).toISOString() : 'unreadable';
	}
	const match = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?/.exec(String(cell).trim());
	if (match === null) return String(cell).trim() === '' ? undefined : 'unreadable';
	const [, y, mo, d, h = '0', mi = '0', s = '0'] = match;
	return new Date(Date.UTC(+y!, +mo! - 1, +d!, +h, +mi, +s)).toISOString();
}
