/** Bits or bytes per unit letter: decimal as networks count, binary with an `i` as storage counts. */
const PREFIXES: Readonly<Record<string, number>> = {
	'': 1,
	k: 1e3,
	m: 1e6,
	g: 1e9,
	t: 1e12,
	ki: 1024,
	mi: 1024 * 1024,
	gi: 1024 * 1024 * 1024,
	ti: 1024 * 1024 * 1024 * 1024,
};
const SECONDS: Readonly<Record<string, number>> = {
	us: 1e-6,
	ms: 1e-3,
	s: 1,
	m: 60,
	min: 60,
	h: 3600,
	d: 86400,
	w: 604800,
};
const NUMBER = '([0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)\\s*';
const BIT_RATE = new RegExp(`^${NUMBER}([kmgt]i?)?(?:bps|bit/s|bits/s|b/s)$`);
const BYTE_RATE = new RegExp(`^${NUMBER}([kmgtKMGT]i?)?(?:B/s|Bps|bytes/s|byte/s)$`);
const DURATION = new RegExp(`^${NUMBER}(us|ms|s|min|m|h|d|w)$`);
const PERCENT = new RegExp(`^${NUMBER}%$`);

/** `10Gbps`, `500 Mbit/s` -> bit/s; undefined for anything else, a plain number included. */
export function parseBitRate(text: string): number | undefined {
	if (/B(ps|\/s)$/.test(text) || /bytes?\/s$/i.test(text)) return undefined;
	const match = BIT_RATE.exec(text.trim().toLowerCase());
	return match ? finite(Number(match[1]) * (PREFIXES[match[2] ?? ''] ?? Number.NaN)) : undefined;
}

/** `840MB/s`, `1.2 GiB/s` -> byte/s; a bit rate is divided by eight. Undefined for anything else. */
export function parseByteRate(text: string): number | undefined {
	const match = BYTE_RATE.exec(text.trim());
	if (match) return finite(Number(match[1]) * (PREFIXES[(match[2] ?? '').toLowerCase()] ?? Number.NaN));
	const bits = parseBitRate(text);
	return bits === undefined ? undefined : bits / 8;
}

/** `12ms`, `30m`, `24h`, `7d` -> seconds; undefined for anything else, a plain number included. */
export function parseDuration(text: string): number | undefined {
	const match = DURATION.exec(text.trim().toLowerCase());
	return match ? finite(Number(match[1]) * (SECONDS[match[2] ?? ''] ?? Number.NaN)) : undefined;
}

/** `0.01%`, `15 %` -> share from 0 to 1; undefined for anything else, more than 100 % included. */
export function parsePercent(text: string): number | undefined {
	const match = PERCENT.exec(text.trim());
	const share = match ? Number(match[1]) / 100 : Number.NaN;
	return share <= 1 ? share : undefined;
}

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/;

/**
 * An ISO 8601 time with its zone, or a date (its start in UTC), as `YYYY-MM-DDTHH:MM:SS.sssZ`; undefined for anything else.
 * A time without a zone is refused: a window that is an hour off is a window missed.
 */
export function parseTime(text: string): string | undefined {
	const trimmed = text.trim();
	if (!ISO.test(trimmed)) return undefined;
	const time = Date.parse(trimmed);
	if (Number.isNaN(time)) return undefined;
	const day = Number(trimmed.slice(8, 10));
	const lastDay = new Date(Date.UTC(Number(trimmed.slice(0, 4)), Number(trimmed.slice(5, 7)), 0)).getUTCDate();
	return day > lastDay ? undefined : new Date(time).toISOString();
}

function finite(value: number): number | undefined {
	return Number.isFinite(value) ? value : undefined;
}
