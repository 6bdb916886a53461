import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { InventoryChange, WorkbookChange } from '../mutations/mutation.js';
import type { Kind } from './kinds.js';

/** What a change is made to, and so what findings are about unless they say otherwise. */
export type Of =
	| 'vm'
	| 'source-host'
	| 'destination-host'
	| 'every-destination-host'
	| 'datastore'
	| 'network'
	| 'pair';

type Loose<T> = Partial<T> & Omit<Record<string, unknown>, keyof T>;

/** What a value is written as, in each kind of source. `$value`, `$vm`, `$host` and the like are filled in (place.ts). */
export interface Writing {
	/** Dotted path in the object; `*` is one element of a list, a `+` at the end appends to it. */
	readonly path?: string;
	/** Tab and column of the object's rows in a workbook. */
	readonly cell?: readonly [tab: string, column: string];
	readonly inventory?: Loose<InventoryChange> | readonly Loose<InventoryChange>[];
	readonly workbook?: Loose<WorkbookChange> | readonly Loose<WorkbookChange>[];
	/** Keys of the plan's text. */
	readonly plan?: object;
	/** Results of probes. */
	readonly probes?: object;
}

/** A value that the datum may take: a defect with what it means, or a decoy. */
export interface Value extends Writing {
	readonly is?: unknown;
	/** How a workbook writes it, where that differs. */
	readonly written?: string | number;
	/** By rule: `blocker`, or `blocker/warning` of a VM that runs and one that is off (`-`: nothing), then ` on WHO` (label.ts). */
	readonly finds?: Readonly<Record<string, string>>;
	/** Kinds that can show this value, when not all that can show the datum. */
	readonly kinds?: readonly Kind[];
}

/** One datum and the values that a generator may put there. */
export interface Datum extends Writing {
	readonly datum: string;
	/** Default `vm`. */
	readonly of?: Of;
	/** `own`: the datum decides itself whether the VM runs. `on`: the VM runs. */
	readonly power?: 'own' | 'on';
	/** True when the value touches more than its own object: nothing else is changed in that pair. Everything but VMs is alone. */
	readonly alone?: true;
	readonly kinds?: readonly Kind[];
	readonly values: readonly Value[];
}

const folder = fileURLToPath(new URL('tables/', import.meta.url));

/** All data of the tables, in file order; for work on the tables `ACCURACY_ONLY` names those wanted (a regular expression). */
export function readData(): Datum[] {
	return readdirSync(folder)
		.filter((file) => file.endsWith('.yaml'))
		.sort()
		.flatMap((file) => parse(readFileSync(`${folder}${file}`, 'utf8')) as Datum[])
		.filter(({ datum }) => new RegExp(process.env['ACCURACY_ONLY'] ?? '').test(datum));
}
