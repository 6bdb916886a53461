import { describe, expect, it } from 'vitest';
import { CONDITION } from '../../../src/engine/cel/check.js';
import { refusal } from '../support/expressions.js';

describe('an expression is refused, at its place, for', () => {
	for (const [text, message] of [
		['x.b &&', '6: Unexpected token: EOF'],
		['x.bb', '2: No such key: bb'],
		['y.b', '0: Unknown variable: y'],
		['vm.nics.exists(n, n.macc == "")', '20: No such key: macc; did you mean "mac"?'],
		['x.s > 3', '0: no such overload: string > number'],
		['has(vm.name)', '0: has() is not used in rules: a missing datum makes the outcome unknown by itself'],
		['x.s.matches("a")', '0: matches() is not used in rules: use rx(text, "pattern"), whose time is linear'],
		['x.s == null', '7: null is not used in rules: a missing datum makes the outcome unknown by itself'],
		['rx(x.s, x.t)', '8: the pattern of rx() must be a text in quotes'],
		['rx(x.s, "(a")', '8: this is no regular expression: error parsing regexp: missing closing ): `(a`'],
		['vm == vm', '0: "vm" can only be read by its fields, as in vm.name'],
		['[vm].exists(v, v.mode == "hot")', '1: "vm" can only be read by its fields, as in vm.name'],
		['x.items.exists(vm, vm.b)', '15: "vm" is a variable already; name the loop variable differently'],
		['string(type(x.s))', '7: there is no function type()'],
		['x.s.lowerAscii() == ""', '0: there is no function .lowerAscii()'],
		['bytes(x.s) == b"a"', '14: bytes and unsigned numbers are not used in rules'],
		['x.n == 99999999999999999', '7: this number is too large'],
		['x.items.size()', '0: the expression gives number, and bool is needed here'],
	] as const)
		it(text, () => {
			expect(refusal(text, CONDITION)).toBe(message);
		});

	it('optional access', () => {
		expect(refusal('x.?b')).toMatch(/^2: /);
		expect(refusal('x.map[?"a"]')).not.toBe('accepted');
	});

	it('known() outside of severity and message', () => {
		expect(refusal('known(x.b)', CONDITION)).toBe('0: known() may stand in severity and message only');
		expect(refusal('known(x.b)')).toBe('accepted');
	});
});
