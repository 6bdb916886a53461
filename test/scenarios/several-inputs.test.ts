import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockSite, type MockVCenter, serve } from '../../src/mock-vcenter/start-mock.js';
import type { Report } from '../../src/model/report.js';
import { smallScenario } from '../support/vim-client.js';
import { type SheetSpec, writeWorkbook } from '../support/workbook.js';
import { folderWith, xvcheck } from './support.js';

const UUID = '5f0c7a52-1f10-4b3c-9d0e-3c2f7c1f9a11';
const KEY = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';
const HOSTS = ['esx-01.example.com', 'esx-02.example.com'];
const FOUR_DAYS_AGO = new Date(Date.now() - 4 * 86_400_000).toISOString().slice(0, 19);
let site: MockSite;
let vcenter: MockVCenter;
beforeAll(async () => {
	site = await serve(
		smallScenario(3, {
			instanceUuid: UUID,
			roles: [{ name: 'Inventory', privileges: ['System.Anonymous', 'System.View', 'System.Read'] }],
			permissions: [{ role: 'Inventory' }],
		}),
	);
	vcenter = site.vcenters[0] as MockVCenter;
});
afterAll(() => site.close());

/** An RVTools export of the same vCenter, made four days before. */
const TABS: readonly SheetSpec[] = [
	{
		name: 'vInfo',
		rows: [
			['VM', 'Powerstate', 'Template', 'Host', 'VI SDK Server', 'VI SDK UUID'],
			...['vm-001', 'vm-002', 'vm-003'].map((name) => [name, 'poweredOn', 'False', HOSTS[0], 'vc.example.com', UUID]),
		],
	},
	{
		name: 'vHost',
		rows: [
			['Host', 'Assigned License(s)', 'Certificate Status', 'VI SDK Server', 'VI SDK UUID'],
			...HOSTS.map((host) => [host, KEY, 'good', 'vc.example.com', UUID]),
		],
	},
	{
		name: 'vLicense',
		rows: [
			['Name', 'Key', 'Cost Unit', 'Total', 'Used', 'Expiration Date', 'Features', 'VI SDK Server', 'VI SDK UUID'],
			['vSphere 8 Enterprise Plus', KEY, 'cpuPackage', 32, 4, 'Never', 'vSphere vMotion', 'vc.example.com', UUID],
		],
	},
	{
		name: 'vMetaData',
		rows: [
			['RVTools major version', 'RVTools version', 'xlsx creation datetime', 'Server'],
			['4.7', '4.7.1.4', FOUR_DAYS_AGO.replace('T', ' '), 'vc.example.com'],
		],
	},
];

describe('a live vCenter whose account may not read licences, and an RVTools export of it', () => {
	const check = async (args: readonly string[], sources: readonly string[]) => {
		const pair = sources.flatMap((source) => ['--source', source]);
		return xvcheck(['check', ...pair, '--destination', 'mock:fixtures/scenarios/demo.yaml#destination', ...args], {
			env: { XVCHECK_SOURCE_PASSWORD: vcenter.password },
		});
	};
	const live = () => `vcenter:${vcenter.url.replace('https://', `https://${vcenter.username}@`)}`;
	const pin = () => ['--source-thumbprint', vcenter.thumbprintSha256];

	it('give one inventory: each datum with the input that it came from, and its age', async () => {
		const folder = folderWith({});
		const export_ = join(folder, 'milan.xlsx');
		writeWorkbook(export_, TABS);
		const alone = JSON.parse((await check([...pin(), '--json'], [live()])).stdout) as Report;
		const lacking = (report: Report) => report.coverage.filter(({ reason }) => reason === 'no-privilege');
		const licence = lacking(alone).find(({ datum }) => datum === 'licenseKeyId');
		expect(licence).toMatchObject({ side: 'source', collection: 'hosts', count: 2 });
		expect(licence?.examples[0]).toBe('esx-01.example.com (Global.Licenses)');

		const both = JSON.parse((await check([...pin(), '--json'], [live(), `rvtools:${export_}`])).stdout) as Report;
		expect(lacking(both).map(({ datum }) => datum)).not.toContain('licenseKeyId');
		const [first, second] = both.inputs;
		expect(first).toMatchObject({ kind: 'vcenter', collectedAt: expect.any(String) });
		expect(first).not.toHaveProperty('filled');
		expect(second).toMatchObject({ kind: 'rvtools', collectedAt: `${FOUR_DAYS_AGO}Z` });
		expect(second?.filled).toContainEqual({ collection: 'hosts', datum: 'licenseKeyId', count: 2 });
		expect(second?.filled).toContainEqual({ collection: 'licenses', datum: '*', count: 1 });
		// What the live vCenter itself tells is never replaced.
		expect(second?.filled?.map(({ datum }) => datum)).not.toContain('powerState');
		const unknown = (report: Report) =>
			report.findings
				.filter(({ rule, outcome }) => rule.startsWith('lic-') && outcome === 'unknown')
				.map(({ rule }) => rule);
		expect(unknown(both).length).toBeLessThan(unknown(alone).length);
		expect(JSON.stringify(both)).not.toContain(KEY);

		const { stdout } = await check(pin(), [live(), `rvtools:${export_}`]);
		const text = stdout.replace(/\s+/g, ' ');
		expect(text).toMatch(/from RVTools [^ ]*milan\.xlsx \(4 days old\): [^:]*hosts\.licenseKeyId \(2\)/);
	});
});
