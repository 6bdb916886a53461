import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.js';
import { dropColumn, type MutableSheet, rvtoolsWorkbook, setCell, withoutTab } from '../support/rvtools-47.js';
import { buildWorkbook, csvBytes, writeWorkbook } from '../support/workbook.js';
import { folderWith, xvcheck } from './support.js';

/** The time of the made-up exports, and an hour later. */
const AT = '2026-11-20T12:00:00Z';
let folder: string;
let intact: Buffer;
const site = (): MutableSheet[] => rvtoolsWorkbook({ vms: 5, site: 'mi' });

beforeAll(() => {
	folder = folderWith({});
	intact = buildWorkbook(site());
	writeFileSync(join(folder, 'good.xlsx'), intact);
	writeWorkbook(join(folder, 'fr.xlsx'), rvtoolsWorkbook({ vms: 3, site: 'fr', vmPrefix: 'fr' }));
});

const check = (source: string, ...more: string[]) =>
	xvcheck(['check', '--source', source, '--destination', 'fr.xlsx', '--at', AT, ...more], { cwd: folder });

/** One clear message, exit 2, nothing on standard output, no stack trace, nothing written. */
async function refused(source: string): Promise<string> {
	const before = readdirSync(folder);
	const { code, stdout, stderr } = await check(source, '--format', 'json=out.json');
	expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
	expect(stderr).not.toMatch(/^\s+at |Error:|undefined|defect/m);
	expect(readdirSync(folder)).toEqual(before);
	return stderr;
}

async function reported(source: string): Promise<Report> {
	const { stdout, stderr } = await check(source, '--json');
	expect(stdout, stderr).not.toBe('');
	return JSON.parse(stdout) as Report;
}

describe('input that cannot be used', () => {
	const files: readonly [string, string, () => Uint8Array | string, RegExp][] = [
		['no zip at all', 'a.xlsx', () => 'this is no workbook', /a\.xlsx/],
		['a truncated workbook', 'b.xlsx', () => intact.subarray(0, intact.length / 2), /b\.xlsx/],
		['an empty file', 'c.xlsx', () => '', /c\.xlsx/],
		['a workbook without vInfo', 'd.xlsx', () => buildWorkbook(withoutTab(site(), 'vInfo')), /vInfo/],
		[
			'a workbook of something else',
			'e.xlsx',
			() => buildWorkbook([{ name: 'Sheet1', rows: [['a'], ['b']] }]),
			/vInfo/,
		],
		[
			'a workbook without a VM',
			'f.xlsx',
			() => buildWorkbook(rvtoolsWorkbook({ vms: 0 })),
			/nothing to check|holds no VM/i,
		],
		['a JSON of another schema', 'g.json', () => '{"kind":"something.else","items":[]}', /g\.json/],
		[
			'a JSON that ends in the middle',
			'h.json',
			() => '{"schemaVersion":1,"kind":"xvcheck.inventory","vms":[',
			/h\.json/,
		],
		['bytes that are no text', 'i.csv', () => new Uint8Array([0, 1, 2, 3, 255, 254, 0, 9]), /i\.csv/],
	];
	it.each(files)('refuses %s', async (_name, file, content, expected) => {
		writeFileSync(join(folder, file), content());
		expect(await refused(file)).toMatch(expected);
	});

	it('refuses a source that is not there, and a folder of nothing', async () => {
		expect(await refused('nowhere.xlsx')).toContain('nowhere.xlsx');
		mkdirSync(join(folder, 'empty'));
		expect(await refused('empty')).toContain('empty');
	});

	it('refuses a rule file with a syntax error at file, line and column', async () => {
		mkdirSync(join(folder, 'rules'));
		writeFileSync(join(folder, 'rules/own-rule.yaml'), 'id: own-rule\ntitle: [\n');
		const { code, stderr } = await check('good.xlsx', '--rules', 'rules');
		expect(code).toBe(2);
		expect(stderr).toMatch(/own-rule\.yaml:\d+:\d+/);
		expect(stderr).not.toMatch(/^\s+at /m);
	});
});

describe('input that lacks something', () => {
	it('reads a CSV in UTF-16 as PowerShell writes it', async () => {
		const sheets = site();
		mkdirSync(join(folder, 'csv'));
		for (const sheet of sheets)
			writeFileSync(
				join(folder, 'csv', `RVTools_tab${sheet.name}.csv`),
				csvBytes(sheet, { encoding: 'utf16le-bom', delimiter: ';' }),
			);
		// A CSV has no date of its own here: the files' time counts, which is now.
		const later = new Date(Date.now() + 60_000).toISOString();
		const { stdout } = await xvcheck(
			['check', '--source', 'csv', '--destination', 'fr.xlsx', '--at', later, '--json'],
			{ cwd: folder },
		);
		const { summary, inputs } = JSON.parse(stdout) as Report;
		expect(summary.vms.total).toBe(5);
		expect(inputs[0]).toMatchObject({ kind: 'rvtools', side: 'source' });
	});

	it('turns a missing tab and a missing column into unknown, never into ready', async () => {
		const whole = await reported('good.xlsx');
		const sheets = withoutTab(site(), 'vNetwork');
		dropColumn(sheets, 'vHost', 'Assigned License(s)');
		writeWorkbook(join(folder, 'less.xlsx'), sheets);
		const less = await reported('less.xlsx');
		const unknowns = (report: Report) =>
			new Set(report.findings.filter((f) => f.outcome === 'unknown').map((f) => f.rule));
		expect(unknowns(whole)).not.toContain('network-mapping-missing');
		expect(unknowns(less)).toContain('network-mapping-missing');
		expect(less.coverage).toContainEqual(
			expect.objectContaining({ side: 'source', collection: 'vms', datum: 'nics', reason: 'not-in-source' }),
		);
		expect(less.verdict).not.toMatch(/^ready/);
	});

	it('shows control characters in names as escapes', async () => {
		const sheets = site();
		setCell(sheets, 'vInfo', 1, 'VM', 'app\u202e-01\u009b31m\n::error::x');
		writeWorkbook(join(folder, 'names.xlsx'), sheets);
		const { stdout } = await check('names.xlsx', '--all', '--show', 'vms,unknown,warnings');
		expect(stdout).toContain('\\u202e');
		expect(stdout).not.toMatch(/[\u202e\u009b\u0000-\u0009\u000b-\u001f]/);
		expect(stdout).not.toMatch(/^\s*::error/m);
	});
});
