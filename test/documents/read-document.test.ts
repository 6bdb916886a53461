import { describe, expect, it } from 'vitest';
import { parsePositioned, readDocument } from '../../src/documents/read-document.js';
import { filesWith, userError } from './support.js';

const parse = (text: string) => parsePositioned(text, 'plan.yaml', 'the plan');

describe('a YAML or JSON document that people write', () => {
	it('gives its value and the place of every key and value', async () => {
		const document = await parse('link:\n  bandwidth: 10Gbps\nselect:\n  vms: [app-01, app-02]\n');
		expect(document.value).toEqual({ link: { bandwidth: '10Gbps' }, select: { vms: ['app-01', 'app-02'] } });
		expect(document.where(['link', 'bandwidth'])).toBe('plan.yaml:2:14');
		expect(document.where(['link', 'bandwidth'], 'key')).toBe('plan.yaml:2:3');
		expect(document.where(['select', 'vms', 1])).toBe('plan.yaml:4:17');
	});

	it('places what does not exist at the nearest thing that does', async () => {
		const document = await parse('link:\n  rtt: 12ms\n');
		expect(document.where(['link', 'bandwidth'])).toBe('plan.yaml:2:3');
	});

	it('reads YAML 1.2: no is text, 012 is twelve', async () => {
		expect((await parse('a: no\nb: 012\n')).value).toEqual({ a: 'no', b: 12 });
	});

	it.each([
		['a duplicate key', 'move: hot\nname: x\nmove: cold\n', 'plan.yaml:3:1: this key stands twice in the same place.'],
		['a duplicate JSON key', '{"a": 1,\n "a": 2}', 'plan.yaml:2:2: this key stands twice in the same place.'],
		[
			'a second document',
			'a: 1\n---\nb: 2\n',
			'plan.yaml:2:1: a second document starts here; one file holds one document.',
		],
		['a tag', 'a: !include x.yaml\n', 'plan.yaml:1:4: tags (!name) are not used here.'],
		['a bracket that stays open', 'a: [1, 2\nb: 3\n', 'plan.yaml:2:1: '],
		['an alias without anchor', 'a: *nowhere\n', 'plan.yaml:1:4: this alias (*name) has no anchor (&name) before it.'],
	])('refuses %s with its place', async (_name, text, expected) => {
		const error = await userError(() => parse(text));
		expect(error.code).toBe('document-syntax');
		expect(error.message).toContain(expected);
	});

	it('refuses more than 200 levels, however they are written', async () => {
		expect((await userError(() => parse('['.repeat(300) + ']'.repeat(300)))).code).toBe('document-too-deep');
		expect((await userError(() => parse('['.repeat(200_000)))).message).not.toContain('RangeError');
	});

	it('refuses an alias bomb', async () => {
		const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
		for (const [from, to] of ['ab', 'bc', 'cd', 'de'].map((pair) => [pair[0], pair[1]]))
			bomb.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(',')}]`);
		expect((await userError(() => parse(bomb.join('\n')))).code).toBe('document-aliases');
	});

	it('never quotes a secret in a syntax error', async () => {
		for (const text of [
			'password: hunter2: x\n',
			'token: "abc\\q hunter2"\n',
			'secret: *hunter2\n',
			'key: !hunter2 x\n',
		])
			expect((await userError(() => parse(text))).message).not.toContain('hunter2');
	});

	it('reads UTF-8 and UTF-16 with a byte order mark, as PowerShell writes it', async () => {
		const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name: Zürich\n', 'utf16le')]);
		const files = filesWith({ 'a.yaml': utf16, 'b.yaml': '\ufeffname: Zürich\n' });
		expect((await readDocument(files['a.yaml'], 'the plan')).value).toEqual({ name: 'Zürich' });
		expect((await readDocument(files['b.yaml'], 'the plan')).value).toEqual({ name: 'Zürich' });
	});

	it('refuses other encodings, folders, files that are absent or too large, each in words', async () => {
		const files = filesWith({
			'latin1.yaml': new Uint8Array([0x61, 0x3a, 0x20, 0xe9, 0x0a]),
			'large.yaml': '#'.repeat(2_000_000),
		});
		expect((await userError(() => readDocument(files['latin1.yaml'], 'the plan'))).code).toBe('not-text');
		expect((await userError(() => readDocument(files['large.yaml'], 'the plan'))).message).toContain('at most 1048576');
		expect((await userError(() => readDocument('/', 'the plan'))).message).toContain('not a regular file');
		expect((await userError(() => readDocument('/nowhere/x.yaml', 'the plan'))).message).toBe(
			'Could not read the plan /nowhere/x.yaml: there is no such file.',
		);
	});
});
