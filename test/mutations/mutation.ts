import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Document, isMap, isSeq, parse, visit } from 'yaml';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Report } from '../../src/model/report.js';
import type { Side } from '../../src/model/site-pair.js';
import { dropColumn, getCell, type MutableSheet, setCell, sheetOf, withoutTab } from '../support/rvtools-47.js';
import type { Pair } from './bases.js';

/** One change of a datum of an inventory: of the object `name` (or `id`; absent: the first; `*`: all). */
export interface InventoryChange {
	readonly side: Side;
	readonly collection: string;
	readonly name?: string;
	/** Dotted data to set; `disks.0.raw` reaches into lists. */
	readonly set?: Readonly<Record<string, unknown>>;
	/** Dotted data to take away: the source does not tell them any more. */
	readonly drop?: readonly string[];
	/** Objects to add to the collection. */
	readonly add?: readonly object[];
	/** Takes the object itself away. */
	readonly remove?: true;
}

/** One change of a workbook: cells of the row whose first column holds `row` (or its number; `*`: all), a column, or a tab. */
export interface WorkbookChange {
	readonly side: Side;
	readonly tab: string;
	readonly row?: string | number;
	readonly cells?: Readonly<Record<string, string | number | null>>;
	readonly dropColumns?: readonly string[];
	readonly dropTab?: true;
	/** Rows to add, by column. */
	readonly addRows?: readonly Readonly<Record<string, string | number>>[];
	/** Takes the row itself away. */
	readonly removeRow?: true;
}

/** A mutation: what is changed on a clean pair for the sake of one rule, and the complete set of findings that change. */
export interface Mutation {
	readonly rule: string;
	readonly what: string;
	readonly inventory?: InventoryChange | readonly InventoryChange[];
	readonly workbook?: WorkbookChange | readonly WorkbookChange[];
	/** Keys of the resolved plan to replace. */
	readonly plan?: object;
	/** Results of a run of probes: the lists that matter. */
	readonly probes?: object;
	/** `+ outcome severity rule: subjects` for findings that appear, `- …` for those that go. */
	readonly changes: readonly string[];
}

const folder = fileURLToPath(new URL('tables/', import.meta.url));

/** All mutation tables, by file. */
export function readTables(): Map<string, Mutation[]> {
	return new Map(
		readdirSync(folder)
			.filter((file) => file.endsWith('.yaml'))
			.sort()
			.map((file) => [basename(file, '.yaml'), parse(readFileSync(`${folder}${file}`, 'utf8')) as Mutation[]]),
	);
}

/** Rewrites the expectations of a table (UPDATE_GOLDEN=1); what comes out is read by a person before it is committed. */
export function writeTable(name: string, mutations: readonly Mutation[]): void {
	writeFileSync(`${folder}${name}.yaml`, mutationText(mutations));
}

/** The findings of a report as lines: outcome, severity, rule and the subjects by name. */
export function findingLines(report: Report): string[] {
	return report.findings
		.filter((finding) => finding.outcome !== 'pass' && finding.outcome !== 'not-applicable')
		.flatMap((finding) =>
			finding.subjects.map(
				(subject) =>
					`${finding.outcome} ${finding.severity} ${finding.rule}: ${[subject.side, subject.type, subject.name].filter(Boolean).join(' ')}`,
			),
		)
		.sort();
}

/** What changed between two sets of lines. */
export function difference(before: readonly string[], after: readonly string[]): string[] {
	const [old, now] = [new Set(before), new Set(after)];
	return [
		...before.filter((line) => !now.has(line)).map((line) => `- ${line}`),
		...after.filter((line) => !old.has(line)).map((line) => `+ ${line}`),
	];
}

/** A copy of the pair with the changes made. */
export function mutateInventories(pair: Pair<Inventory>, changes: readonly InventoryChange[]): Pair<Inventory> {
	const copy = structuredClone(pair);
	for (const change of changes) applyToInventory(copy[change.side], change);
	return copy;
}

/** Makes a change in place. */
export function applyToInventory(inventory: Inventory, change: InventoryChange): void {
	const held = (inventory as unknown as Record<string, unknown>)[change.collection];
	if (held === undefined) throw new Error(`an inventory has no ${change.collection}`);
	const list = (Array.isArray(held) ? held : [held]) as Record<string, unknown>[];
	list.push(...((change.add ?? []) as Record<string, unknown>[]));
	if (change.set === undefined && change.drop === undefined && change.remove === undefined) return;
	const targets = list.filter(
		(item, at) =>
			(change.name === undefined && at === 0) ||
			change.name === '*' ||
			item['name'] === change.name ||
			item['id'] === change.name,
	);
	if (targets.length === 0) throw new Error(`${change.collection} has no ${change.name}`);
	for (const target of targets) {
		for (const [datum, value] of Object.entries(change.set ?? {})) assign(target, datum, value);
		for (const datum of change.drop ?? []) assign(target, datum, undefined);
		if (change.remove) list.splice(list.indexOf(target), 1);
	}
}

function assign(target: Record<string, unknown>, datum: string, value: unknown): void {
	const steps = datum.split('.');
	const last = steps.pop() as string;
	let current = target;
	for (const step of steps) {
		current[step] ??= {};
		current = current[step] as Record<string, unknown>;
	}
	if (value === undefined) {
		if (!(last in current)) throw new Error(`there is no ${datum} to take away`);
		delete current[last];
	} else current[last] = value;
}

/** The pair with the changes made in place; hand in a fresh one. */
export function mutateWorkbooks(pair: Pair<MutableSheet[]>, changes: readonly WorkbookChange[]): Pair<MutableSheet[]> {
	const out = { ...pair };
	for (const change of changes) {
		if (change.dropTab) out[change.side] = withoutTab(out[change.side], change.tab);
		else applyToWorkbook(out[change.side], change);
	}
	return out;
}

/** Makes a change in place, but that of a whole tab. */
export function applyToWorkbook(sheets: MutableSheet[], change: WorkbookChange): void {
	const { rows } = sheetOf(sheets, change.tab);
	for (const column of change.dropColumns ?? []) dropColumn(sheets, change.tab, column);
	for (const row of change.addRows ?? []) {
		const header = rows[0] as string[];
		for (const column of Object.keys(row))
			if (!header.includes(column)) throw new Error(`${change.tab} has no ${column}`);
		const model = rows[1] ?? [];
		rows.push(header.map((column, at) => row[column] ?? (column.startsWith('VI SDK') ? model[at] : undefined)));
	}
	if (change.cells === undefined && change.removeRow === undefined) return;
	const first = String(rows[0]?.[0]);
	const wanted = [...rows.keys()]
		.slice(0, -1)
		.filter((at) =>
			typeof change.row === 'number'
				? at === change.row
				: change.row === '*' ||
					getCell(sheets, change.tab, at, first) === (change.row ?? getCell(sheets, change.tab, 0, first)),
		);
	if (wanted.length === 0) throw new Error(`${change.tab} has no row ${change.row}`);
	for (const at of wanted.reverse()) {
		for (const [column, value] of Object.entries(change.cells ?? {}))
			setCell(sheets, change.tab, at, column, value === null ? undefined : value);
		if (change.removeRow) rows.splice(at + 1, 1);
	}
}

/** A table as people read it: changes in flow style on one line, expectations one per line. */
function mutationText(mutations: readonly Mutation[]): string {
	const document = new Document(mutations);
	visit(document, {
		Pair: (_key, { key, value }) => {
			const name = String(key);
			if (['inventory', 'workbook', 'plan', 'probes'].includes(name) && (isMap(value) || isSeq(value)))
				value.flow = true;
			if (name === 'changes') return visit.SKIP;
			return undefined;
		},
	});
	return document.toString({ lineWidth: 0, singleQuote: true });
}
