const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const;

/** A size with three significant digits in the binary units that vSphere shows: 1 TB = 2^40 bytes. */
export function bytes(size: number): string {
	let value = Math.abs(size);
	let unit = 0;
	while (value >= 1023.5 && unit < UNITS.length - 1) {
		value /= 1024;
		unit++;
	}
	const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
	return `${size < 0 ? '-' : ''}${Number(value.toFixed(digits))} ${UNITS[unit]}`;
}

/** A time span with its two largest units: "3 d 4 h", "2 h 45 min", "12.5 s". */
export function duration(seconds: number): string {
	const sign = seconds < 0 ? '-' : '';
	const span = Math.abs(seconds);
	if (span < 60) return `${sign}${round(span, span < 10 ? 2 : 1)} s`;
	const whole = Math.round(span);
	const [days, hours, minutes] = [
		Math.floor(whole / 86400),
		Math.floor(whole / 3600) % 24,
		Math.floor(whole / 60) % 60,
	];
	const parts: [number, string][] = [
		[days, 'd'],
		[hours, 'h'],
		[minutes, 'min'],
		[whole % 60, 's'],
	];
	const first = parts.findIndex(([count]) => count > 0);
	const shown = parts.slice(first, first + 2).filter(([count]) => count > 0);
	return sign + shown.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** "1 VM", "3 VMs", "1,200 VMs". */
export function plural(n: number, one: string, many: string): string {
	return `${round(n, 2).toLocaleString('en-US')} ${n === 1 ? one : many}`;
}

/** Rounded to a number of decimals. */
export function round(value: number, digits: number): number {
	return Number(value.toFixed(Math.max(0, Math.min(12, digits))));
}
