import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../src/app/check.js';
import type { AppContext } from '../../src/app/context.js';
import { plansOf } from '../../src/app/plans.js';
import { render } from '../../src/app/render.js';
import { readSavedReport } from '../../src/app/saved-report.js';
import { schemaErrors } from '../../src/documents/validate.js';
import { startMock } from '../../src/mock-vcenter/start-mock.js';
import { Report } from '../../src/model/report.js';
import { columnsOf } from '../../src/shared/columns.js';
import { UserError } from '../../src/shared/errors.js';
import { silent } from '../../src/shared/progress.js';
import { root } from './support.js';

const corpus = process.env['XVCHECK_CORPUS'];
const sample = (path: string) => join(corpus ?? '', path);
const scenario = (name: string) => `mock:${join(root, 'fixtures/scenarios', name)}`;
const bleemeo = (name: string) => `govc:${sample(`bleemeo_glouton/inputs/vsphere/testdata/${name}`)}`;

/** Every real source at hand, and mock vCenters; none of the samples tells enough to be called ready. */
const SOURCES: Readonly<Record<string, string>> = {
	example1: `rvtools:${sample('kubev2v_migration-planner/example1.xlsx')}`,
	'SizingWorkshop-RVTools': `rvtools:${sample('mjvincent_rvtools-to-ibm-cloud/SizingWorkshop-RVTools.xlsx')}`,
	'rvtools-small-complete': `rvtools:${sample('mjvincent_rvtools-to-ibm-cloud/rvtools-small-complete.xlsx')}`,
	newrelic: `govc:${sample('newrelic_nri-vsphere/test-data/SDDC-Datacenter')}`,
	esxi_1: bleemeo('esxi_1'),
	vcenter_1: bleemeo('vcenter_1'),
	vcenter_2: bleemeo('vcenter_2'),
	'demo source': `${scenario('demo.yaml')}#source`,
	'demo destination': `${scenario('demo.yaml')}#destination`,
	'blocked source': `${scenario('blocked.yaml')}#source`,
};
const NAMES = Object.keys(SOURCES);
const PAIRS = NAMES.flatMap((one) => NAMES.filter((other) => other !== one).map((other) => [one, other] as const));

const context = (): AppContext => ({
	// Exports without a date carry that of their file, and a time before it would be refused.
	now: new Date().toISOString(),
	tool: { name: 'xvcheck', version: '0.0.0' },
	progress: silent,
	env: {},
	startMock,
	connection: () => ({}),
	askPassword: async () => undefined,
});

/** The report of a pair, or the reason why there is none. */
async function reportOf(source: string, destination: string): Promise<Report | UserError> {
	const [plan] = await plansOf([], { source: [SOURCES[source] ?? ''], destination: [SOURCES[destination] ?? ''] });
	if (plan === undefined) throw new Error('flags make one plan');
	try {
		return (await check(plan, {}, context())).report;
	} catch (error) {
		if (error instanceof UserError) return error;
		throw error;
	}
}

const text = async (report: Report, format: string, all = false): Promise<string> =>
	[...(await render(report, format, { width: 80, colour: false, all }))].join('');

/** Lines that are to be pasted keep their length, as does a single word that has no place to be broken. */
function tooWide(output: string): string[] {
	return output.split('\n').filter((line) => columnsOf(line) > 80 && !/^ {4,8}(- |\w+: )\{/.test(line));
}

describe.skipIf(corpus === undefined)('every pair of samples (needs the sample folder in XVCHECK_CORPUS)', () => {
	let folder: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'xvcheck-pairs-'));
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	it.each(PAIRS)(
		'%s to %s: a valid report without defects, never ready, and saved it renders alike',
		async (from, to) => {
			const report = await reportOf(from, to);
			if (report instanceof UserError) {
				expect(report.code).toBe('nothing-to-check');
				return;
			}
			expect([0, 1, 3]).toContain(report.exitCode);
			expect(report.findings.filter(({ outcome }) => outcome === 'error')).toEqual([]);
			expect(['blocked', 'inconclusive']).toContain(report.verdict);

			const json = await text(report, 'json');
			expect(await schemaErrors(JSON.parse(json), Report)).toEqual([]);
			for (const all of [false, true]) {
				const shown = await text(report, 'text', all);
				expect(/undefined|NaN|\[object|\{\{/.exec(shown)?.[0]).toBeUndefined();
				expect(tooWide(shown)).toEqual([]);
			}

			const file = join(folder, 'report.json');
			writeFileSync(file, json);
			const saved = await readSavedReport(file);
			for (const format of ['text', 'json', 'junit'])
				expect((await text(saved, format)) === (await text(report, format)), format).toBe(true);
			expect(readFileSync(file, 'utf8')).toBe(json);
		},
	);
});
