import { describe, expect, it } from 'vitest';
import { currentIds } from '../../../src/engine/pack/aliases.js';
import { loadBuiltCases, loadBuiltPack } from '../../../src/engine/pack/load-pack.js';
import { rule } from '../support/scope.js';

describe('the pack that ships', () => {
	it('has rules with positions, tables, texts of the tool and a hash, and a case file for each rule', async () => {
		const pack = await loadBuiltPack();
		expect(pack.hash).toMatch(/^[0-9a-f]{64}$/);
		expect(pack.rules.find(({ document }) => document.id === 'vm-template')?.positions['expect']).toEqual({
			line: 7,
			column: 10,
		});
		expect(Object.keys(pack.tables)).toContain('faults');
		expect(pack.toolFindings['no-usable-host']?.title).toBe('No destination host is left');
		const cases = await loadBuiltCases();
		expect(cases.map((one) => one.rule).sort()).toEqual(pack.rules.map(({ document }) => document.id).sort());
	});

	it('knows a renamed rule by its old id', () => {
		const current = currentIds({ rules: [rule('new-id', { subject: 'vm', expect: 'true', aliases: ['old-id'] })] });
		expect([current('old-id'), current('new-id'), current('questions')]).toEqual(['new-id', 'new-id', 'questions']);
	});
});
