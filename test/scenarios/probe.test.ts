import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaErrors } from '../../src/documents/validate.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import { ProbeResults } from '../../src/model/probes.js';
import type { Report } from '../../src/model/report.js';
import { type NameServer, serveNames } from '../support/dns-server.js';
import { folderWith, xvcheck } from './support.js';

const SCENARIO = 'fixtures/scenarios/demo.yaml';
let server: NameServer;
let folder: string;
let names: readonly string[];

/** Names of both sides, resolved rightly: hosts to their management addresses. */
function zone(inventories: readonly Inventory[]) {
	const hosts = inventories.flatMap((inventory) => inventory.hosts);
	const pairs = hosts.map((host) => [host.name, host.vmkernelAdapters?.[0]?.ip ?? ''] as const);
	const vcenters = [
		['vc-mi.example.com', '10.1.1.2'],
		['vc-fr.example.com', '10.2.1.2'],
	] as const;
	return {
		forward: Object.fromEntries([...pairs, ...vcenters]),
		reverse: Object.fromEntries(pairs.map(([name, address]) => [address, name])),
	};
}

beforeAll(async () => {
	const read = async (side: string) => {
		const { stdout } = await xvcheck(['collect', `mock:${SCENARIO}#${side}`, '--output', '-']);
		return JSON.parse(stdout) as Inventory;
	};
	const inventories = [await read('source'), await read('destination')];
	const records = zone(inventories);
	names = Object.keys(records.forward);
	server = await serveNames(records);
	for (const inventory of inventories) for (const host of inventory.hosts) host.dns = { servers: [server.address] };
	folder = folderWith({
		'source.json': JSON.stringify(inventories[0]),
		'destination.json': JSON.stringify(inventories[1]),
	});
	const demo = readFileSync('fixtures/plans/demo.yaml', 'utf8')
		.replace('mock:../scenarios/demo.yaml#source', 'inventory:source.json')
		.replace('mock:../scenarios/demo.yaml#destination', 'inventory:destination.json');
	writeFileSync(join(folder, 'plan.yaml'), demo);
	writeFileSync(join(folder, 'undeclared.yaml'), demo.replace(/ {2}dns:\n( {4}.*\n| {6}.*\n)+/, ''));
});
afterAll(() => server.close());

const inFolder = (args: readonly string[]) => xvcheck(args, { cwd: folder });
const finding = (text: string, rule: string) => (JSON.parse(text) as Report).findings.find((one) => one.rule === rule);

describe('xvcheck probe', () => {
	it('writes results that the schema accepts, and says in short what it saw', async () => {
		const { code, stdout } = await inFolder([
			'probe',
			'plan.yaml',
			'--output',
			'probes.json',
			'--probe-timeout',
			'20s',
		]);
		expect(code).toBe(0);
		expect(stdout).toContain(`${server.address}: forward ${names.length} answered; reverse`);
		const results = JSON.parse(readFileSync(join(folder, 'probes.json'), 'utf8')) as ProbeResults;
		expect(await schemaErrors(results, ProbeResults)).toEqual([]);
		expect(results.dns.filter(({ resolver }) => resolver === server.address)).toHaveLength(2 * names.length);
		expect(results.problems).toEqual([]);
	});
	it('answers what nobody declared, with vantage and time', async () => {
		const before = await inFolder(['check', 'undeclared.yaml', '--json', '--all-findings']);
		expect(finding(before.stdout, 'dns-resolution-forward')).toMatchObject({ outcome: 'unknown', question: true });
		const after = await inFolder(['check', 'undeclared.yaml', '--json', '--all-findings', '--probes', 'probes.json']);
		const found = finding(after.stdout, 'dns-resolution-forward');
		expect(found?.outcome).toBe('pass');
		expect(found?.probed?.[0]).toMatch(
			/^answers of the name servers in the configuration of the hosts \(127\.0\.0\.1:\d+\), asked from \S+ at 20\d\d-/,
		);
		expect(finding(after.stdout, 'dns-resolution-reverse')?.outcome).toBe('pass');
		expect((JSON.parse(after.stdout) as Report).probes?.map(({ location }) => location)).toEqual(['probes.json']);
	});
	it('is done by check --probe as well', async () => {
		const { stdout } = await inFolder(['check', 'undeclared.yaml', '--json', '--all-findings', '--probe']);
		expect(finding(stdout, 'dns-resolution-forward')?.outcome).toBe('pass');
	});
	it('counts for nothing when it is older than the plan allows, and says so', async () => {
		const at = new Date(Date.now() + 8 * 86_400_000).toISOString();
		const { stdout } = await inFolder(['check', 'undeclared.yaml', '--json', '--probes', 'probes.json', '--at', at]);
		expect(finding(stdout, 'dns-resolution-forward')?.outcome).toBe('unknown');
		const ages = (JSON.parse(stdout) as Report).findings.filter(({ rule }) => rule === 'input-age');
		expect(ages.some(({ message }) => message.startsWith('The probes in probes.json are 8 days old'))).toBe(true);
	});
	it.each([
		['a file that is no JSON', 'plan.yaml', /results of probes:\nplan\.yaml: this is not valid JSON/],
		['another document', 'source.json', /holds no results of probes/],
		['a file that is not there', 'none.json', /none\.json/],
	])('refuses %s', async (_, file, message) => {
		const { code, stderr } = await inFolder(['check', 'plan.yaml', '--probes', file]);
		expect(code).toBe(2);
		expect(stderr).toMatch(message);
		expect(stderr).not.toMatch(/\n\s+at /);
	});
	it('refuses results that are cut off', async () => {
		const whole = readFileSync(join(folder, 'probes.json'), 'utf8');
		writeFileSync(join(folder, 'cut.json'), whole.slice(0, whole.length / 2));
		const { code, stderr } = await inFolder(['check', 'plan.yaml', '--probes', 'cut.json']);
		expect(code).toBe(2);
		expect(stderr).toContain('the file ends in the middle');
	});
	it('refuses probe flags where nothing is probed', async () => {
		const { code, stderr } = await inFolder(['check', 'plan.yaml', '--resolver', '10.1.1.5']);
		expect(code).toBe(2);
		expect(stderr).toContain('--resolver is for --probe');
	});
	it('prints its schema', async () => {
		const { stdout } = await xvcheck(['schema', 'probes']);
		expect(JSON.parse(stdout)).toMatchObject({ title: 'xvcheck probes' });
	});
});
