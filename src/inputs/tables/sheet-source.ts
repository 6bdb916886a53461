import type { SharedStrings } from './shared-strings.js';
import type { CellCounter } from './sheet-limits.js';
import type { TabBuilder } from './tab-builder.js';

/** Where a sheet is and what its reader needs. */
export interface SheetSource {
	readonly path: string;
	/** `sheet "vInfo"`, for messages. */
	readonly label: string;
	readonly builder: TabBuilder;
	readonly strings: SharedStrings;
	readonly counter: CellCounter;
}

/** Reads the XML of a sheet in chunks; `write` returns false when nothing more of the sheet is wanted. */
export interface SheetReader {
	write(bytes: Buffer): boolean;
	end(): void;
}

/** The text that a cell of type `s` refers to. */
export function sharedCell(text: string, strings: SharedStrings): string | undefined {
	const trimmed = text.trim();
	return trimmed === '' ? undefined : strings.text(/^\d+$/.test(trimmed) ? Number(trimmed) : Number.NaN);
}
