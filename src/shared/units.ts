const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];
const RATE_UNITS = ['bps', 'kbps', 'Mbps', 'Gbps', 'Tbps'];
const THROUGHPUT_UNITS = ['B/s', 'kB/s', 'MB/s', 'GB/s'];

/** Three significant digits; whole numbers without a fraction. */
function scaled(value: number, step: number, units: readonly string[]): string {
	let unit = 0;
	let rest = Math.abs(value);
	// 999.5 would round to four digits: go on to the next unit where there is one.
	while (rest >= (step === 1024 ? 1000 : 999.5) && unit < units.length - 1) {
		rest /= step;
		unit++;
	}
	const digits = unit === 0 || Number.isInteger(rest) ? 0 : rest >= 99.95 ? 0 : rest >= 9.995 ? 1 : 2;
	return `${value < 0 ? '-' : ''}${rest.toFixed(digits)} ${units[unit]}`;
}

/** Bytes as vSphere shows them: binary multiples under their short names, "1.62 TB". */
export function formatBytes(bytes: number): string {
	return scaled(bytes, 1024, BYTE_UNITS);
}

/** A network rate in bit/s with decimal multiples, "10 Gbps". */
export function formatRate(bitsPerSecond: number): string {
	return scaled(bitsPerSecond, 1000, RATE_UNITS);
}

/** A throughput in byte/s with decimal multiples, as plans write it, "840 MB/s". */
export function formatThroughput(bytesPerSecond: number): string {
	return scaled(bytesPerSecond, 1000, THROUGHPUT_UNITS);
}

/** A duration in seconds with its two largest parts, "1 h 15 min", "2 min 5 s", "0.25 s", "12 ms". */
export function formatDuration(seconds: number): string {
	if (seconds < 0) return `-${formatDuration(-seconds)}`;
	if (seconds === 0) return '0 s';
	if (seconds < 0.0995) return `${Number((seconds * 1000).toPrecision(2))} ms`;
	if (seconds < 9.95) return `${Number(seconds.toFixed(seconds < 1 ? 2 : 1))} s`;
	const whole = Math.round(seconds);
	if (whole < 60) return `${whole} s`;
	if (whole < 3600) return twoParts(Math.floor(whole / 60), 'min', whole % 60, 's');
	const minutes = Math.round(seconds / 60);
	if (minutes < 48 * 60) return twoParts(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
	const hours = Math.round(seconds / 3600);
	return twoParts(Math.floor(hours / 24), hours < 48 ? 'day' : 'days', hours % 24, 'h');
}

function twoParts(large: number, largeUnit: string, small: number, smallUnit: string): string {
	return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** An age in seconds with its one largest part, "41 s", "3 days". */
export function formatAge(seconds: number): string {
	const age = Math.max(0, seconds);
	if (age < 60) return `${Math.floor(age)} s`;
	if (age < 3600) return `${Math.floor(age / 60)} min`;
	if (age < 2 * 86_400) return `${Math.floor(age / 3600)} h`;
	return `${formatCount(Math.floor(age / 86_400))} days`;
}

/** A whole number with thousands separators, "1,893". */
export function formatCount(count: number): string {
	return Math.trunc(count)
		.toString()
		.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A number with its noun, "1 VM", "12 VMs". */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
	return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** A share of 0 to 1 in whole percent. Only exactly 0 and 1 are shown as 0 % and 100 %. */
export function formatShare(share: number): string {
	if (share <= 0) return '0 %';
	if (share >= 1) return '100 %';
	const percent = Math.round(share * 100);
	return percent === 0 ? 'under 1 %' : percent === 100 ? 'over 99 %' : `${percent} %`;
}
