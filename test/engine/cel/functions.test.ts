import { describe, expect, it } from 'vitest';
import { evidence, value } from '../support/expressions.js';

describe('functions', () => {
	it('compare versions part by part as numbers', () => {
		expect(value('versionAtLeast(x.s, "7.0.3")', { s: '7.0.10' })).toBe(true);
		expect(value('versionCompare(x.s, "7.0")', { s: '7.0.0' })).toBe(0);
		expect(value('versionCompare("6.7.0", x.s)', { s: '8.0.1' })).toBe(-1);
	});
	it('leave a text that is no version, address or time unknown, as a read error', () => {
		expect(value('versionAtLeast(x.s, "7.0.3")', { s: 'seven' })).toBeUndefined();
		expect(evidence('versionAtLeast(x.s, "7.0.3")', { s: 'seven' }).missing).toEqual([
			{ datum: 'versionAtLeast(x.s, "7.0.3")', reason: 'read-error', question: false },
		]);
		expect(value('inCidr(x.s, "10.0.0.0/8")', { s: 'ten' })).toBeUndefined();
		expect(value('daysBetween(x.s, x.s) > 0', { s: 'soon' })).toBeUndefined();
	});
	it('know networks and times', () => {
		expect(value('inCidr(x.s, "10.1.0.0/16")', { s: '10.1.2.3' })).toBe(true);
		expect(value('daysBetween("2026-11-24T00:00:00Z", x.s)', { s: '2026-11-25T12:00:00Z' })).toBe(1.5);
	});
	it('match regular expressions anywhere in a text, in linear time', () => {
		expect(value('rx(x.s, "^vxw-dvs-.*-sid-[0-9]+")', { s: 'vxw-dvs-1-virtualwire-2-sid-5001-web' })).toBe(true);
		const started = performance.now();
		expect(value('rx(x.s, "^(a+)+$")', { s: `${'a'.repeat(40)}!` })).toBe(false);
		expect(performance.now() - started).toBeLessThan(1000);
		expect(value('rx(x.s, "a")', {})).toBeUndefined();
	});
	it('count characters and entries', () => {
		expect(
			value('x.s.size() == 2 && size(x.names) == 1 && size(x.map) == 1', { s: 'é😀', names: ['a'], map: { a: 1 } }),
		).toBe(true);
	});
	it('write sizes, time spans and counts as people do', () => {
		expect(value('bytes(x.n)', { n: 1.62 * 1024 ** 4 })).toBe('1.62 TB');
		expect(value('bytes(x.n)', { n: 512 })).toBe('512 B');
		expect(value('bytes(x.n)', { n: 1024 ** 3 - 1 })).toBe('1 GB');
		expect(value('duration(x.n)', { n: 9900 })).toBe('2 h 45 min');
		expect(value('duration(x.n)', { n: 90_000 })).toBe('1 d 1 h');
		expect(value('duration(x.n)', { n: 0.25 })).toBe('0.25 s');
		expect(value('plural(x.n, "VM", "VMs")', { n: 1 })).toBe('1 VM');
		expect(value('plural(x.n, "VM", "VMs")', { n: 1200 })).toBe('1,200 VMs');
	});
	it('change and join texts', () => {
		expect(value('lower(x.s) + upper(x.s) + join(x.names, "/")', { s: 'Ab', names: ['c', 'd'] })).toBe('abABc/d');
		expect(
			value('x.s.split(",").size() == 2 && x.s.contains(",") && x.s.startsWith("a") && x.s.endsWith("b")', {
				s: 'a,b',
			}),
		).toBe(true);
	});
	it('round, add and compare numbers', () => {
		expect(
			value('round(x.n, 1) + min(x.n, 1) + max(x.n, 3) + sum(x.numbers)', { n: 2.25, numbers: [1, 2] }),
		).toBeCloseTo(2.3 + 1 + 3 + 3);
		expect(value('string(x.n)', { n: 2.25 })).toBe('2.25');
	});
	it('are unknown when an argument is', () => {
		for (const text of ['lower(x.s)', 'bytes(x.n)', 'sum(x.numbers)', 'join(x.names, ",")', 'x.s.contains("a")'])
			expect(value(text, {})).toBeUndefined();
	});
	it('known() tells presence and leaves no trace', () => {
		expect(value('known(x.s)', { s: '' })).toBe(true);
		expect(value('known(x.s)', {})).toBe(false);
		expect(evidence('known(x.s)', {}).missing).toEqual([]);
	});
});
