import type { Report } from '../model/report.js';

/** Sections of the terminal report that `--show` opens; by default they are one line of counts. */
export const SHOW_SECTIONS = [
	'warnings',
	'info',
	'missing',
	'unknown',
	'left-behind',
	'waived',
	'coverage',
	'declared',
	'routes',
	'vms',
] as const;
export type ShowSection = (typeof SHOW_SECTIONS)[number];

/** What a reporter may be told about its surroundings. */
export interface RenderOptions {
	/** Columns of the terminal; 80 elsewhere. */
	readonly width: number;
	readonly colour: boolean;
	/** Text: list every object, every group (`--all`), or open one section (`--show warnings`). */
	readonly all?: boolean;
	readonly show?: readonly string[];
	readonly details?: boolean;
}

/** A reporter turns a report into text, in pieces so that a large report never stands in memory whole. Pure. */
export interface Reporter {
	readonly mediaType: string;
	readonly description: string;
	render(report: Report, options: RenderOptions): Iterable<string>;
}
