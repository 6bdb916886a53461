import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkPack } from '../../../src/engine/pack/check-pack.js';
import { loadOwnRules, loadPack } from '../../../src/engine/pack/load-pack.js';
import { messageOf } from '../../../src/shared/errors.js';

const scratch = mkdtempSync(join(tmpdir(), 'xvcheck-rules-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const GOOD = `id: my-rule
title: t
area: cpu
subject: vm
severity: blocker
expect: 'vm.cpus > 1'
message: '{{vm.name}}'
why: w
remediation: { text: r }
sources: [{ title: s, kind: judgement }]
`;
let count = 0;
function folder(files: Record<string, string>): string {
	const path = join(scratch, `f${++count}`);
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(path, name)), { recursive: true });
		writeFileSync(join(path, name), text);
	}
	return path;
}
/** What is wrong, without the name of the scratch folder. */
async function problem(files: Record<string, string>): Promise<string> {
	const path = folder(files);
	try {
		checkPack(await loadPack(path), new Map());
		return 'accepted';
	} catch (thrown) {
		return messageOf(thrown)
			.replaceAll(/\bf\d+\//g, '')
			.split('\n')
			.slice(1)
			.join('\n');
	}
}
const one = (text: string) => problem({ 'cpu/my-rule.yaml': text });

describe('a rule folder', () => {
	it('is read with tables and a hash that layout and comments do not change', async () => {
		const pack = await loadPack(folder({ 'cpu/my-rule.yaml': GOOD, 'tables/t.yaml': 'a: 1\n' }));
		expect(pack.rules.map((rule) => rule.document.id)).toEqual(['my-rule']);
		expect(pack.tables).toEqual({ t: { a: 1 } });
		const again = await loadPack(folder({ 'cpu/my-rule.yaml': `# note\n${GOOD}\n`, 'tables/t.yaml': '{ a: 1 }' }));
		expect(again.hash).toBe(pack.hash);
		const changed = await loadPack(folder({ 'cpu/my-rule.yaml': GOOD, 'tables/t.yaml': 'a: 2\n' }));
		expect(changed.hash).not.toBe(pack.hash);
	});

	it('points at the place of an error', async () => {
		expect(await one(GOOD.replace('vm.cpus > 1', 'vm.cpu > 1'))).toBe(
			'cpu/my-rule.yaml:6:13: expect: No such key: cpu; did you mean "cpus"?',
		);
		expect(await one(GOOD.replace('{{vm.name}}', 'The {{vm.nam}}.'))).toBe(
			'cpu/my-rule.yaml:7:20: message: No such key: nam; did you mean "name"?',
		);
		expect(await one(GOOD.replace('{{vm.name}}', '{{vm.name'))).toBe(
			'cpu/my-rule.yaml:7:11: message: this placeholder is not closed with }}',
		);
		expect(await one(GOOD.replace("'vm.cpus > 1'", '|\n  vm.cpus > 1 &&\n  vm.nope'))).toBe(
			'cpu/my-rule.yaml:8:6: expect: No such key: nope',
		);
		expect(await one(GOOD.replace("'vm.cpus > 1'", 'vm.cpus'))).toBe(
			'cpu/my-rule.yaml:6:9: expect: the expression gives number, and bool is needed here',
		);
		expect(
			await one(GOOD.replace('severity: blocker', "severity: [{ when: 'vm.x', severity: info }, { severity: info }]")),
		).toBe('cpu/my-rule.yaml:5:24: severity.0.when: No such key: x');
	});

	it('refuses unknown keys with a suggestion, wrong values, and lists every problem', async () => {
		expect(await one(GOOD.replace('expect:', 'expct:'))).toBe(
			'cpu/my-rule.yaml:1:1: the file lacks the key "expect"\ncpu/my-rule.yaml:6:1: the key "expct" is not known here; did you mean "expect"?',
		);
		expect(await one(GOOD.replace('blocker', 'fatal'))).toContain(
			'cpu/my-rule.yaml:5:11: "severity" must be one of blocker, warning, info',
		);
		expect(await one(GOOD.replace('title: t', 'title: 1'))).toBe('cpu/my-rule.yaml:2:8: "title" must be a text');
	});

	it('refuses an id that is not the name of the file, an area that is not the folder, and a rule without sources', async () => {
		expect(await one(GOOD.replace('id: my-rule', 'id: other'))).toBe(
			'cpu/my-rule.yaml:1:5: the id is "other", and the file is named my-rule',
		);
		expect(await problem({ 'dns/my-rule.yaml': GOOD })).toBe(
			'dns/my-rule.yaml:3:7: the area is "cpu", and the file stands in dns/',
		);
		expect(await one(GOOD.replace(/sources.*\n/, ''))).toBe('cpu/my-rule.yaml:1:5: the rule names no sources');
	});

	it('refuses a severity list that may end without one', async () => {
		expect(await one(GOOD.replace('severity: blocker', "severity: [{ when: 'vm.template', severity: info }]"))).toBe(
			'cpu/my-rule.yaml:5:11: the last severity stands without a condition, so that one always holds',
		);
	});

	it('refuses broken YAML, duplicate keys, alias bombs and absurd nesting', async () => {
		expect(await one('id: [')).toMatch(/^cpu\/my-rule\.yaml:1:\d+: /);
		expect(await one(`${GOOD}id: my-rule\n`)).toMatch(/^cpu\/my-rule\.yaml:11:1: .*unique/);
		const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\n`;
		expect(await one(bomb)).toMatch(/aliases|not known/);
		expect(await one('['.repeat(3000))).toMatch(/deep|levels|rule\.yaml:/);
	});

	it('refuses a file beyond 256 KB and a link that leaves the folder', async () => {
		expect(await one(`${GOOD}# ${'x'.repeat(256 * 1024)}`)).toMatch(/it has \d+ bytes, and at most 262144 are read/);
		const path = folder({ 'cpu/my-rule.yaml': GOOD });
		symlinkSync('/etc/hostname', join(path, 'cpu', 'stolen.yaml'));
		await expect(loadPack(path)).rejects.toThrow(/the link cpu\/stolen.yaml leaves the folder/);
	});

	it('of a user may be flat, says source: local, and takes no id of another rule', async () => {
		const local = GOOD.replace(/sources.*\n/, 'source: local\n');
		const base = folder({ 'cpu/my-rule.yaml': GOOD });
		const own = folder({ 'own-rule.yaml': local.replace('id: my-rule', 'id: own-rule') });
		const pack = await loadPack(base, { extra: [own] });
		expect(pack.rules.map((rule) => rule.document.id)).toEqual(['my-rule', 'own-rule']);
		expect(pack.hash).not.toBe((await loadPack(base)).hash);
		await expect(loadPack(base, { extra: [folder({ 'my-rule.yaml': local })] })).rejects.toThrow(
			/my-rule.yaml:1:5: the id "my-rule" is taken by/,
		);
		await expect(loadOwnRules(folder({ 'tables/x.yaml': 'a: 1' }))).rejects.toThrow(/it holds no rule/);
		await expect(loadPack(join(scratch, 'nowhere'))).rejects.toThrow(/Could not read the rules in/);
	});
});
