import { describe, expect, it } from 'vitest';
import { compileGlob, compileGlobs, isGlob } from '../../src/shared/glob.js';

describe('globs', () => {
	it.each([
		['app-*', 'APP-01', true],
		['app-*', 'xapp-01', false],
		['*', '', true],
		['?b', 'ab', true],
		['?b', 'b', false],
		['db-[0-3]', 'db-2', true],
		['db-[!0-3]', 'db-2', false],
		['{web,app}-*.{mi,fr}', 'app-1.fr', true],
		['{web,app}-*.{mi,fr}', 'app-1.de', false],
		['a[b', 'a[b', true],
		['a{b', 'a{b', true],
		['{app-{mi,fr},db}-*', 'app-fr-1', true],
		['{app-{mi,fr},db}-*', 'db-1', true],
		['{app-{mi,fr},db}-*', 'app-de-1', false],
		['{a,{b,{c,d}}}x', 'dx', true],
		['{x{a,b}', '{xb', true],
		['{a}', '{a}', true],
		['a}{b,c}', 'a}c', true],
		['esx(1).example', 'esx(1).example', true],
		['a*b*c', 'aXbYbZc', true],
		['a*b*c', 'aXbYbZ', false],
	])('%s against %s is %s', (pattern, text, expected) => {
		expect(compileGlob(pattern)(text)).toBe(expected);
	});
	it('answers at once where a backtracking pattern would not', () => {
		const started = performance.now();
		expect(compileGlob('*a'.repeat(200))('a'.repeat(20_000).concat('b'))).toBe(false);
		expect(performance.now() - started).toBeLessThan(2_000);
	});
	it('keeps a brace literal that would expand without end', () => {
		for (const hostile of [
			'{a,b}'.repeat(50_000),
			'{a,'.repeat(50_000),
			'{'.repeat(50_000),
			`${'{a,'.repeat(999)}${'}'.repeat(999)}`,
		])
			expect(() => compileGlob(hostile)).not.toThrow();
	});
	it('looks literal names up without case', () => {
		expect(compileGlobs(['esx01', 'db-*'])('ESX01')).toBe(true);
		expect(compileGlobs(['esx01', 'db-*'])('esx02')).toBe(false);
		expect(isGlob('esx01.example.com')).toBe(false);
	});
});
