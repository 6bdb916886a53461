import { beforeAll, describe, expect, it } from 'vitest';
import type { Collector } from '../../src/collectors/contract.js';
import { UserError } from '../../src/shared/errors.js';
import { loadDirectory } from '../../src/shared/load-directory.js';
import { expectGolden } from '../support/golden.js';
import { dropColumn, type MutableSheet, sheetOf, withoutTab } from '../support/rvtools-47.js';
import { checkWorkbooks, workbookPair } from './bases.js';
import { difference, findingLines } from './mutation.js';

/** The tabs and columns that any collector declares, as RVTools 4.7 writes them. */
async function declaredColumns(): Promise<Map<string, string[]>> {
	const declared = new Map<string, Set<string>>();
	const collectors = await loadDirectory<Collector>(new URL('../../src/collectors/', import.meta.url));
	for (const { data } of [...collectors.values()].flatMap((collector) => collector.parts)) {
		for (const { tab, columns } of Object.values(data).flatMap((datum) => [datum.rvtools ?? []].flat())) {
			const known = declared.get(tab) ?? declared.set(tab, new Set()).get(tab);
			for (const column of columns.flatMap((names) => names.split('|'))) known?.add(column);
		}
	}
	const sheets = workbookPair().source;
	return new Map(
		// RVTools 4 has no vFloppy any more.
		[...declared]
			.filter(([tab]) => sheets.some(({ name }) => name === tab))
			.map(([tab, columns]) => [
				tab,
				[...columns].filter((column) => sheetOf(sheets, tab).rows[0]?.includes(column)).sort(),
			]),
	);
}

/** What was said of a host, network or datastore that only the removed tab or column named. */
const GONE_WITH_ITS_HOST =
	/^- (unknown .*: (source|destination)? ?(host(-pair)?|network)|fail (warning|info) .*: destination datastore) /;

/** What failed, or was less severe, before its datum was taken away. */
function becameUnknown(line: string, changes: readonly string[]): boolean {
	const finding = /^- (?:fail|unknown) \S+ (.*)$/.exec(line)?.[1];
	return (
		finding !== undefined && changes.some((other) => other.startsWith('+ unknown ') && other.endsWith(` ${finding}`))
	);
}

let clean: string[];
beforeAll(async () => {
	clean = findingLines(await checkWorkbooks(workbookPair()));
});

describe.each(['source', 'destination'] as const)('a %s workbook that lacks a column or a tab', (side) => {
	it('turns what rests on it to unknown, and nothing else changes', async () => {
		const lines: string[] = [];
		const without = async (what: string, change: (sheets: MutableSheet[]) => MutableSheet[]) => {
			const pair = workbookPair();
			pair[side] = change(pair[side]);
			try {
				const report = await checkWorkbooks(pair);
				const changes = difference(clean, findingLines(report));
				expect(
					changes.filter(
						(line) => !line.startsWith('+ unknown ') && !GONE_WITH_ITS_HOST.test(line) && !becameUnknown(line, changes),
					),
					`without ${what}`,
				).toEqual([]);
				// What is only a note when it fails keeps nothing from being ready while it is not known.
				const counts = changes.some((line) => !line.startsWith('+ unknown info '));
				if (counts) expect(report.verdict, `without ${what}`).not.toBe('ready');
				const rules = [...new Set(changes.map((line) => line.split(' ').slice(2, 4).join(' ').replace(':', '')))];
				lines.push(`${what}: ${rules.length === 0 ? '-' : rules.sort().join(', ')}`);
			} catch (thrown) {
				if (!(thrown instanceof UserError)) throw thrown;
				lines.push(`${what}: refused (${thrown.code})`);
			}
		};
		for (const [tab, columns] of await declaredColumns()) {
			await without(tab, (sheets) => withoutTab(sheets, tab));
			for (const column of columns) {
				await without(`${tab}.${column}`, (sheets) => {
					dropColumn(sheets, tab, column);
					return sheets;
				});
			}
		}
		expectGolden(`mutations/without-columns-${side}.txt`, `${lines.join('\n')}\n`);
	}, 600_000);
});
