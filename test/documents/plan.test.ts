import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planFromFlags, readPlan } from '../../src/documents/plan.js';
import { filesWith, userError } from './support.js';

const SIDES = 'source: a.xlsx\ndestination: b.xlsx\n';
const read = (text: string, flags = {}) =>
	readPlan(filesWith({ 'plan.yaml': `version: 1\n${text}` })['plan.yaml'], flags);
const refusal = async (text: string) =>
	(await userError(() => read(text))).message.replace(/\/\S*plan\.yaml/g, 'plan.yaml');

describe('a plan', () => {
	it('fills in every default', async () => {
		const plan = await read(SIDES);
		expect(plan).toMatchObject({
			move: 'hot',
			storage: 'move',
			driver: { side: 'source', by: 'api' },
			select: {},
			link: {},
			placement: { networkMatch: 'name', diskFormat: 'same' },
			failOn: 'blocker',
			policy: { profile: 'faq', datastoreHeadroom: 0.15, maxAge: 604800 },
			declared: { objects: [], firewall: [], dns: [] },
		});
		expect(plan.policy).not.toHaveProperty('concurrency');
		expect(plan.link).not.toHaveProperty('bandwidth');
	});

	it('turns units into numbers', async () => {
		const plan = await read(
			`${SIDES}link: { bandwidth: 10Gbps, rtt: 12ms, loss: 0.01%, mtu: 9000, measured: 840MB/s }\npolicy: { maxAge: 24h, datastoreHeadroom: 20% }\n`,
		);
		expect(plan.link).toEqual({ bandwidth: 1e10, rtt: 0.012, loss: 0.0001, mtu: 9000, measured: 8.4e8 });
		expect(plan.policy).toMatchObject({ maxAge: 86400, datastoreHeadroom: 0.2 });
	});

	it('takes paths as relative to the file that names them, and leaves URLs and drive letters alone', async () => {
		const file = filesWith({
			'plan.yaml': `version: 1\nsource:\n  - rvtools: exports/milan.xlsx\n  - 'govc:rec#vc-mi'\n  - 'C:\\exports\\x.xlsx'\ndestination: { vcenter: 'https://vc-fr.example.com', caFile: ca.pem }\npolicy: { waivers: w.yaml }\n`,
		})['plan.yaml'];
		const folder = dirname(file);
		const plan = await readPlan(file);
		expect(plan.source).toEqual([
			{ rvtools: join(folder, 'exports/milan.xlsx') },
			`govc:${join(folder, 'rec#vc-mi')}`,
			'C:\\exports\\x.xlsx',
		]);
		expect(plan.destination).toEqual([{ vcenter: 'https://vc-fr.example.com', caFile: join(folder, 'ca.pem') }]);
		expect(plan.waiversFile).toBe(join(folder, 'w.yaml'));
	});

	it('takes whole keys from its base and says in which of the two files a mistake stands', async () => {
		const files = filesWith({
			'base.yaml': `version: 1\n${SIDES}link: { bandwidth: 10Gbps, rtt: fast }\nplacement: { cluster: Prod }\n`,
			'wave.yaml': 'version: 1\nextends: base.yaml\nplacement: { folder: /DC2/New }\n',
			'good.yaml': 'version: 1\nextends: base.yaml\nlink: { rtt: 3ms }\n',
			'third.yaml': 'version: 1\nextends: wave.yaml\n',
		});
		expect((await userError(() => readPlan(files['wave.yaml']))).message).toContain(
			'base.yaml:4:33: link.rtt is "fast"',
		);
		const plan = await readPlan(files['good.yaml']);
		expect(plan.link).toEqual({ rtt: 0.003 });
		expect(plan.placement.cluster).toBe('Prod');
		expect((await userError(() => readPlan(files['third.yaml']))).code).toBe('plan-extends');
	});

	it('accepts one text where a list is expected', async () => {
		const plan = await read(`${SIDES}select: { vms: 'app-*', exclude: ['*-tmp'] }\n`);
		expect(plan.select).toEqual({ vms: ['app-*'], exclude: ['*-tmp'] });
	});

	it('states declared data in the terms of the model, with evidence and place', async () => {
		const plan = await read(
			`${SIDES}declared:
  pair: { ssoDomain: different, evidence: review }
  vms: [{ names: 'app-*', encrypted: false, evidence: key report, expires: 2027-01-31 }]
  hosts: [{ side: destination, names: ['*'], vmotionAdapters: [vmk1], evidence: HP-7 }]
  firewall: [{ from: 10.1.0.0/24, to: 10.2.0.0/24, port: 8000/tcp, open: true, both: true, evidence: CHG-1 }]
  dns: [{ name: '*', forward: true, evidence: CHG-2 }]
`,
		);
		expect(plan.declared).toEqual({
			pair: { evidence: 'review', where: 'declared.pair', ssoDomain: 'different' },
			objects: [
				{
					evidence: 'key report',
					expires: '2027-01-31',
					where: 'declared.vms[0]',
					side: 'source',
					collection: 'vms',
					names: ['app-*'],
					data: { encrypted: false },
				},
				{
					evidence: 'HP-7',
					where: 'declared.hosts[0]',
					side: 'destination',
					collection: 'hosts',
					names: ['*'],
					data: { vmotionAdapters: ['vmk1'] },
				},
			],
			firewall: [
				{
					evidence: 'CHG-1',
					where: 'declared.firewall[0]',
					from: '10.1.0.0/24',
					to: '10.2.0.0/24',
					port: 8000,
					protocol: 'tcp',
					open: true,
					both: true,
				},
			],
			dns: [{ evidence: 'CHG-2', where: 'declared.dns[0]', name: '*', forward: true }],
		});
	});

	it.each([
		['version as text', `version: '1'\n`, 'plan.yaml:2:1: this key stands twice'],
		[
			'a misspelt key',
			`${SIDES}link: { bandwith: 1Gbps }\n`,
			'plan.yaml:4:9: link.bandwith: unknown key; did you mean "bandwidth"?',
		],
		['a wrong choice', `${SIDES}move: warm\n`, 'plan.yaml:4:7: move must be one of hot, cold, but is the text "warm"'],
		[
			'a wrong type',
			`${SIDES}link: { mtu: big }\n`,
			'plan.yaml:4:14: link.mtu must be a number, but is the text "big"',
		],
		[
			'an empty list',
			`${SIDES}select: { exclude: [] }\n`,
			'select.exclude must not be an empty list; leave the key out instead',
		],
		[
			'a list of numbers',
			`${SIDES}select: { vms: [app-01, 7] }\n`,
			'plan.yaml:4:25: select.vms[1] must be text, but is 7',
		],
		['two kinds of input', 'source: { rvtools: a, govc: b }\ndestination: x\n', 'names rvtools and govc'],
		['no source', 'destination: x\n', 'The plan names no source.'],
		[
			'a bandwidth without unit',
			`${SIDES}link: { bandwidth: '10' }\n`,
			'link.bandwidth is "10", and must be a bit rate',
		],
		['a bandwidth of zero', `${SIDES}link: { bandwidth: 0Gbps }\n`, 'above zero'],
		[
			'a window that ends first',
			`${SIDES}policy: { window: { start: 2026-11-28T22:00Z, end: 2026-11-28T21:00Z } }\n`,
			'must end after it starts',
		],
		[
			'a window without zone',
			`${SIDES}policy: { window: { start: 2026-11-28T22:00, end: 2026-11-29T02:00Z } }\n`,
			'a time with its zone',
		],
		[
			'a port that is none',
			`${SIDES}declared: { firewall: [{ from: a, to: b, port: 99999/tcp, open: true, evidence: x }] }\n`,
			'port 99999 does not exist',
		],
		[
			'a declaration without evidence',
			`${SIDES}declared: { dns: [{ name: x }] }\n`,
			'declared.dns[0]: the key "evidence" is missing',
		],
		[
			'evidence that nobody wrote',
			`${SIDES}declared: { dns: [{ name: x, forward: true, evidence: 'nslookup on every host, who and when' }] }\n`,
			'evidence is still the template "nslookup on every host, who and when"',
		],
	])('refuses %s', async (_name, text, expected) => {
		expect(await refusal(text)).toContain(expected);
	});

	it('refuses a password, in a key or in a URL, and never repeats it', async () => {
		const inKey = await userError(() => read(`source: { vcenter: 'https://vc', password: hunter2 }\ndestination: x\n`));
		expect(inKey.message).toContain(':2:34: source.password: a secret never stands in a file');
		const inUrl = await userError(() => read(`source: 'vcenter:https://ro:hunter2@vc'\ndestination: x\n`));
		expect(inUrl.code).toBe('password-in-url');
		expect(`${inKey.message}${inUrl.message}${inKey.suggestions}${inUrl.suggestions}`).not.toContain('hunter2');
	});

	it('lets flags replace its keys, and places their mistakes at the flag', async () => {
		const plan = await read(`${SIDES}link: { bandwidth: 1Gbps, rtt: 5ms }\n`, {
			bandwidth: '10Gbps',
			move: 'cold',
			source: ['/x.xlsx'],
		});
		expect(plan).toMatchObject({ move: 'cold', link: { bandwidth: 1e10, rtt: 0.005 }, source: ['/x.xlsx'] });
		const error = await userError(() => planFromFlags({ source: ['a'], destination: ['b'], rtt: '12' }));
		expect(error.message).toBe('--rtt: link.rtt is "12", and must be a time such as 12ms.');
	});
});
