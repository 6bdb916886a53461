import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withOwnTables } from '../../src/app/own-tables.js';
import { loadPack } from '../../src/engine/pack/load-pack.js';
import { TABLES } from '../../src/model/tables.js';
import { UserError } from '../../src/shared/errors.js';

const rules = new URL('../../rules', import.meta.url).pathname;
const own = (name: string) => `schemaVersion: 1\nversion: ours\n${readFileSync(join(rules, 'tables', name), 'utf8')}`;
const folder = (files: Record<string, string>) => {
	const path = mkdtempSync(join(tmpdir(), 'xvcheck-tables-'));
	for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
	return path;
};
const pack = await loadPack(rules);
const refusal = async (files: Record<string, string>) => {
	try {
		await withOwnTables(pack, folder(files));
	} catch (thrown) {
		if (thrown instanceof UserError) return `${thrown.message}\n${thrown.suggestions.join('\n')}`;
		throw thrown;
	}
	throw new Error('it was not refused');
};

describe('tables of a user', () => {
	it('replace those of the pack, change its hash, and are told with layout and version', async () => {
		const text = own('vds-versions.yaml').replace("lowestEsxi: '9.1.0'", "lowestEsxi: '9.0.0'");
		const { pack: changed, tables } = await withOwnTables(pack, folder({ 'vds-versions.yaml': text }));
		expect(tables).toEqual([
			{
				name: 'vds-versions',
				schemaVersion: 1,
				version: 'ours',
				location: expect.stringContaining('vds-versions.yaml'),
				sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
			},
		]);
		expect(changed.hash).not.toBe(pack.hash);
		expect(JSON.stringify(changed.tables['vds-versions'])).toContain('"9.1.0","lowestEsxi":"9.0.0"');
		expect(changed.tables['ports']).toBe(pack.tables['ports']);
	});
	it('may begin as copies of those of the pack: each fits its schema', async () => {
		const files = readdirSync(join(rules, 'tables')).filter((name) => TABLES[name.replace('.yaml', '')]);
		expect(files.map((name) => name.replace('.yaml', ''))).toEqual(Object.keys(TABLES).sort());
		const { tables } = await withOwnTables(pack, folder(Object.fromEntries(files.map((name) => [name, own(name)]))));
		expect(tables).toHaveLength(files.length);
	});
	it('are refused for an unknown key or a wrong type, with file, line and column', async () => {
		const misspelt = own('vds-versions.yaml').replace('lowestEsxi', 'lowestEsx');
		expect(await refusal({ 'vds-versions.yaml': misspelt })).toMatch(
			/vds-versions\.yaml:\d+:\d+: versions\[0\]\.lowestEsx: unknown key; did you mean "lowestEsxi"\?/,
		);
		const wrong = own('ports.yaml').replace('port: 8000', 'port: many');
		expect(await refusal({ 'ports.yaml': wrong })).toMatch(/ports\.yaml:\d+:\d+: .*must be a whole number/);
		expect(await refusal({ 'ports.yaml': own('ports.yaml').replace('schemaVersion: 1', 'schemaVersion: 2') })).toMatch(
			/ports\.yaml:1:\d+: schemaVersion must be 1/,
		);
	});
	it('are refused by a name that is none, without sources, and in an empty folder', async () => {
		expect(await refusal({ 'port.yaml': own('ports.yaml') })).toContain('Did you mean ports.yaml?');
		expect(await refusal({ 'tool-findings.yaml': 'schemaVersion: 1\n' })).toContain('that can be replaced');
		expect(await refusal({ 'ports.yaml': own('ports.yaml').replace(/\nsources:[\s\S]*$/, '\n') })).toContain(
			'"sources" is missing',
		);
		expect(await refusal({ 'notes.txt': '' })).toContain('it holds no YAML file');
		await expect(withOwnTables(pack, '/nonexistent-folder')).rejects.toThrow('Could not read the tables');
	});
});
