import type { Cell } from '../../shared/tab.js';

const DAY_MS = 86_400_000;
/** Day 0 of the 1900 system. It counts a 29 February 1900 that never was, so that days before it are one off. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31 in the 1900 system. */
const LAST_SERIAL = 2_958_465;

/**
 * The time in a cell as ISO 8601 UTC with seconds: a serial day of a workbook, or a text date. Sources record no zone (they
 * hold the local time of the machine that exported): it is taken as UTC unless the text has an offset. Undefined for anything
 * else, and for `4/5/2026` and the like, whose month no one can tell.
 */
export function cellDate(cell: Cell | undefined, date1904 = false): string | undefined {
	if (typeof cell === 'number') return serialDate(cell, date1904);
	return typeof cell === 'string' ? textDate(cell.trim()) : undefined;
}

function serialDate(serial: number, date1904: boolean): string | undefined {
	if (!(serial >= 1) || serial >= LAST_SERIAL + 1) return undefined;
	const early = !date1904 && serial < 60 ? 1 : 0;
	const seconds = Math.round(((serial + early) * DAY_MS) / 1000);
	return iso((date1904 ? EPOCH_1904 : EPOCH_1900) + seconds * 1000);
}

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}\s*(Z|[+-]\d{2}:?\d{2})?$`);
const DAY_FIRST = new RegExp(String.raw`^(\d{1,2})\.(\d{1,2})\.(\d{4})${TIME}$`);
const SLASHED = new RegExp(String.raw`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})${TIME}\s*([ap]\.?m\.?)?$`, 'i');

function textDate(text: string): string | undefined {
	const first = YEAR_FIRST.exec(text);
	if (first !== null) return utc(first.slice(1, 4), first.slice(4, 7), offsetMinutes(first[7]));
	const dotted = DAY_FIRST.exec(text);
	if (dotted !== null) return utc([dotted[3], dotted[2], dotted[1]], dotted.slice(4, 7));
	const slashed = SLASHED.exec(text);
	return slashed === null ? undefined : slashedDate(slashed);
}

/** Month first with am or pm (only American forms have it); else whichever of the two cannot be a month is the day. */
function slashedDate([, one, two, year, hour, minute, second, half]: RegExpExecArray): string | undefined {
	const clock = [half === undefined ? hour : twelveHours(hour, half), minute, second];
	if (half !== undefined || Number(two) > 12) return utc([year, one, two], clock);
	if (Number(one) > 12 || one === two) return utc([year, two, one], clock);
	return undefined;
}

function twelveHours(hour: string | undefined, half: string): string | undefined {
	const value = Number(hour);
	if (!(value >= 1 && value <= 12)) return undefined;
	return String((value % 12) + (/^p/i.test(half) ? 12 : 0));
}

function offsetMinutes(offset: string | undefined): number {
	if (offset === undefined || offset === 'Z') return 0;
	const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
	return offset.startsWith('-') ? -minutes : minutes;
}

type Parts = readonly (string | undefined)[];

/** ISO time of the parts; undefined when a part is out of range, such as 30 February. */
function utc(date: Parts, clock: Parts, offset = 0): string | undefined {
	const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = date.map(Number);
	const [hour = 0, minute = 0, second = 0] = clock.map((part) => Number(part ?? 0));
	const time = Date.UTC(year, month - 1, day, hour, minute, second);
	const back = new Date(time);
	const same = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && back.getUTCHours() === hour;
	return same && minute < 60 && second < 60 ? iso(time - offset * 60_000) : undefined;
}

function iso(time: number): string | undefined {
	return Number.isFinite(time) ? new Date(time).toISOString().replace('.000Z', 'Z') : undefined;
}
