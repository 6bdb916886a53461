import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaErrors } from '../../src/documents/validate.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import { ProbeResults } from '../../src/model/probes.js';
import type { Report } from '../../src/model/report.js';
import type { KitManifest } from '../../src/probes/kit/manifest.js';
import { GOOD, runScript } from '../probes/kit-sandbox.js';
import { type NameServer, serveNames } from '../support/dns-server.js';
import { folderWith, xvcheck } from './support.js';

const SCENARIO = 'fixtures/scenarios/demo.yaml';
let server: NameServer;
let folder: string;
let names: readonly string[];
let records: ReturnType<typeof zone>;

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
	records = zone(inventories);
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
	writeFileSync(join(folder, 'nothing-declared.yaml'), demo.replace(/declared:\n( {2}.*\n)+/, ''));
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
		expect(stderr).toMatch(/the file ends in the middle|this is not valid JSON/);
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

describe('xvcheck probe --kit and --import', () => {
	it('turns what scripts print on the hosts into evidence for ports and names', async () => {
		const written = await inFolder(['probe', 'undeclared.yaml', '--kit', 'esxi', 'kit']);
		expect(written.code).toBe(0);
		expect(written.stdout).toContain('7 scripts, kit.json and README.txt: kit');
		const manifest = JSON.parse(readFileSync(join(folder, 'kit/kit.json'), 'utf8')) as KitManifest;
		const { forward, reverse } = records;
		for (const { script, addresses } of manifest.hosts) {
			const esxcli = `printf 'vmk0  ${addresses[0]}  255.255.255.0\\n'`;
			const name = Object.entries({ ...forward, ...reverse })
				.map(([asked, answer]) =>
					asked in forward
						? `${asked}) printf 'Name:\\t%s\\nAddress: ${answer}\\n' "$1" ;;`
						: `${asked}) printf 'x.in-addr.arpa\\tname = ${answer}\\n' ;;`,
				)
				.join('\n');
			const nslookup = `case "$1" in\n${name}\n*) exit 1 ;; esac`;
			const text = readFileSync(join(folder, 'kit', script), 'utf8');
			const { output } = await runScript('/bin/sh', text, { ...GOOD, esxcli, nslookup });
			writeFileSync(join(folder, 'kit', script.replace('.sh', '.out')), output);
		}
		const imported = await inFolder(['probe', '--import', 'kit', '--output', 'host-probes.json']);
		expect(imported.stderr + imported.stdout).not.toContain('Problems');
		expect(imported.code).toBe(0);
		expect(
			await schemaErrors(JSON.parse(readFileSync(join(folder, 'host-probes.json'), 'utf8')), ProbeResults),
		).toEqual([]);
		const args = ['check', 'nothing-declared.yaml', '--json', '--all-findings', '--probes', 'host-probes.json'];
		const { stdout } = await inFolder(args);
		for (const rule of ['port-vmotion-8000', 'port-nfc-902', 'dns-resolution-forward', 'dns-resolution-reverse'])
			expect([rule, finding(stdout, rule)?.outcome]).toEqual([rule, 'pass']);
		expect(finding(stdout, 'port-vmotion-8000')?.probed?.[0]).toMatch(/^a script run on esx-mi-01\.example\.com at 20/);
	});
	it('names what is missing, and refuses a folder without a usable output', async () => {
		const empty = await inFolder(['probe', 'undeclared.yaml', '--kit', 'esxi', 'kit2']);
		expect(empty.code).toBe(0);
		const nothing = await inFolder(['probe', '--import', 'kit2']);
		expect(nothing.code).toBe(2);
		expect(nothing.stderr).toContain('no output in it can be used');
		writeFileSync(join(folder, 'kit2/notes.txt'), 'PING 10.2.2.11');
		writeFileSync(
			join(folder, 'kit2/foreign.out'),
			readFileSync(join(folder, 'kit/0001-source-esx-mi-01.example.com.out')),
		);
		const foreign = await inFolder(['probe', '--import', 'kit2']);
		expect(foreign.stderr).toContain('foreign.out is refused: it is of another kit than kit.json');
		expect(foreign.stderr).toContain('notes.txt is no output of a script of this kit.');
		const again = await inFolder(['probe', 'undeclared.yaml', '--kit', 'esxi', 'kit2']);
		expect(again.code).toBe(2);
		expect(again.stderr).toContain('is not empty');
	});
});
