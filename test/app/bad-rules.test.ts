import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/app/check.js';
import { UserError } from '../../src/shared/errors.js';

const rule = (expected: string, message = 'm', id = 'own-rule', more = '') => `id: ${id}
title: t
area: vm-state
subject: vm
severity: blocker
expect: >-
  ${expected}
message: '${message}'
why: w
remediation: { text: r }
source: local
${more}`;

async function refusal(files: Readonly<Record<string, string>>): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'xvcheck-rules-'));
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	}
	try {
		await loadRules([folder]);
	} catch (thrown) {
		if (thrown instanceof UserError) return thrown.message.replaceAll(`${folder}/`, '');
		throw thrown;
	}
	throw new Error('it was not refused');
}

describe("a user's rule is refused with file, line and column", () => {
	it.each([
		['a syntax error', 'vm.name ==', '7:13: expect: Unexpected token: EOF'],
		['a type error', 'vm.name + 1 == 2', '7:3: expect: no such overload: string + number'],
		['a result that is no truth', 'vm.name', '7:3: expect: the expression gives string, and bool is needed here'],
		['an unknown datum', 'vm.powerStat == "a"', '7:6: expect: No such key: powerStat; did you mean "powerState"?'],
		['an unknown object', 'vmm.name == "a"', '7:3: expect: Unknown variable: vmm; did you mean "vm"?'],
		['a backreference', 'rx(vm.name, "(a+)\\\\1")', '7:15: expect: this is no regular expression'],
		['a look-ahead', 'rx(vm.name, "(?=a)b")', '7:15: expect: this is no regular expression'],
		['a pattern out of data', 'rx(vm.name, vm.path)', '7:15: expect: the pattern of rx() must be a text in quotes'],
		['an engine that backtracks', 'vm.name.matches("(a+)+$")', '7:3: expect: matches() is not used in rules'],
		['a question for presence', 'has(vm.name)', '7:3: expect: has() is not used in rules'],
	])('for %s', async (_name, expected, message) => {
		expect(await refusal({ 'own-rule.yaml': rule(expected) })).toContain(`own-rule.yaml:${message}`);
	});

	it.each([
		['process.env.HOME', '8:13: message: Unknown variable: process'],
		['vm.constructor.constructor', '8:16: message: No such key: constructor'],
		['vm.__proto__', '8:16: message: No such key: __proto__'],
		['vm.name.length', 'message: '],
		['import("fs")', 'message: '],
		['vm.name', undefined],
		['vm.disks', '8:13: message: the expression gives'],
	])('for a message that reaches for {{%s}}, unless that is a datum', async (reach, message) => {
		const files = { 'own-rule.yaml': rule('false', `{{${reach}}}`) };
		if (message === undefined) await expect(refusal(files)).rejects.toThrow('it was not refused');
		else expect(await refusal(files)).toContain(message);
	});

	it('for an id that stands twice or is taken, an unknown key, and a name that is not its id', async () => {
		const twice = await refusal({ 'own-rule.yaml': rule('true'), 'more/own-rule.yaml': rule('true') });
		expect(twice).toContain(':1:5: the id "own-rule" is taken by ');
		expect(await refusal({ 'vtpm.yaml': rule('true', 'm', 'vtpm') })).toContain(
			'vtpm.yaml:1:5: the id "vtpm" is taken by',
		);
		const unknown = await refusal({ 'own-rule.yaml': rule('true', 'm', 'own-rule', 'sevrity: info\n') });
		expect(unknown).toContain('own-rule.yaml:12:1: the key "sevrity" is not known here; did you mean "severity"?');
		expect(await refusal({ 'other.yaml': rule('true') })).toContain(
			'other.yaml:1:5: the id is "own-rule", and the file is named other',
		);
	});

	it('and all mistakes of all files are told at once', async () => {
		const all = await refusal({
			'own-rule.yaml': rule('vm.a', '{{vm.b}}'),
			'two-rule.yaml': rule('vm.c', 'm', 'two-rule'),
		});
		expect(all.match(/No such key/g)).toHaveLength(3);
	});

	it('accepts a pattern that backtracks elsewhere, since here its time is linear', async () => {
		await expect(refusal({ 'own-rule.yaml': rule('rx(vm.name, "(a+)+$")') })).rejects.toThrow('it was not refused');
	});
});
