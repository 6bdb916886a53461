import { describe, expect, it } from 'vitest';
import { DEFECT, value } from '../support/expressions.js';

/** True, false, unknown as `x.b` and `x.c` may be; and a defect. */
const THREE = [true, false, undefined] as const;
const name = (v: unknown) => (v === undefined ? 'unknown' : String(v));
const DIVISION = '(1.0 / x.n > 0)';

function operand(field: 'b' | 'c', v: boolean | undefined | typeof DEFECT): { text: string; values: object } {
	if (v === DEFECT) return { text: DIVISION, values: { n: 0 } };
	return { text: `x.${field}`, values: v === undefined ? {} : { [field]: v } };
}
function binary(op: string, a: boolean | undefined | typeof DEFECT, b: boolean | undefined | typeof DEFECT): unknown {
	const left = operand('b', a);
	const right = operand('c', b);
	return value(`${left.text} ${op} ${right.text}`, { ...left.values, ...right.values });
}

describe('and', () => {
	const truth = (a?: boolean, b?: boolean) => (a === false || b === false ? false : a && b ? true : undefined);
	for (const a of THREE)
		for (const b of THREE)
			it(`${name(a)} and ${name(b)} is ${name(truth(a, b))}`, () => {
				expect(binary('&&', a, b)).toBe(truth(a, b));
			});
	it('is a defect beside a missing datum, on either side', () => {
		expect(binary('&&', undefined, DEFECT)).toBe(DEFECT);
		expect(binary('&&', DEFECT, undefined)).toBe(DEFECT);
		expect(binary('&&', true, DEFECT)).toBe(DEFECT);
	});
	it('does not look at what a known false on its left decides', () => {
		expect(binary('&&', false, DEFECT)).toBe(false);
	});
});

describe('or', () => {
	const truth = (a?: boolean, b?: boolean) => (a || b ? true : a === false && b === false ? false : undefined);
	for (const a of THREE)
		for (const b of THREE)
			it(`${name(a)} or ${name(b)} is ${name(truth(a, b))}`, () => {
				expect(binary('||', a, b)).toBe(truth(a, b));
			});
	it('is a defect beside a missing datum, on either side', () => {
		expect(binary('||', undefined, DEFECT)).toBe(DEFECT);
		expect(binary('||', DEFECT, undefined)).toBe(DEFECT);
		expect(binary('||', false, DEFECT)).toBe(DEFECT);
	});
	it('does not look at what a known true on its left decides', () => {
		expect(binary('||', true, DEFECT)).toBe(true);
	});
});

describe('not', () => {
	for (const [v, wanted] of [
		[true, false],
		[false, true],
		[undefined, undefined],
	] as const)
		it(`not ${name(v)} is ${name(wanted)}`, () => {
			expect(value('!x.b', v === undefined ? {} : { b: v })).toBe(wanted);
		});
});

describe('a condition with two branches', () => {
	for (const c of THREE)
		for (const a of [1, undefined])
			for (const b of [1, 2, undefined]) {
				const decided = c === true ? a : c === false ? b : a === b ? a : undefined;
				it(`${name(c)} ? ${name(a)} : ${name(b)} is ${name(decided)}`, () => {
					const values = { ...(c === undefined ? {} : { b: c }), ...(a ? { n: a } : {}), ...(b ? { m: b } : {}) };
					expect(value('x.b ? x.n : x.m', values)).toBe(decided);
				});
			}
});

describe('strict operators', () => {
	for (const op of ['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%']) {
		it(`${op} is unknown when either number is`, () => {
			expect(value(`x.n ${op} x.m`, { n: 1 })).toBeUndefined();
			expect(value(`x.n ${op} x.m`, { m: 1 })).toBeUndefined();
			expect(value(`x.n ${op} x.m`, {})).toBeUndefined();
		});
		it(`${op} shows a defect beside a missing number`, () => {
			expect(value(`x.n ${op} (1.0 / x.m)`, { m: 0 })).toBe(DEFECT);
			expect(value(`(1.0 / x.m) ${op} x.n`, { m: 0 })).toBe(DEFECT);
		});
	}
	it('work on known numbers, whole ones or not', () => {
		expect(value('x.n + 1 == 3.5 && x.n * 2 - 1 == 4 && x.n / 2 == 1.25 && 7 % 4 == 3', { n: 2.5 })).toBe(true);
		expect(value('-x.n < 0 && x.n >= 2 && x.n <= 2.5 && x.n != 2', { n: 2.5 })).toBe(true);
		expect(value('x.n in [1, 2.5, 4]', { n: 2.5 })).toBe(true);
	});
	it('a division by zero, an overflow and no number at all are defects', () => {
		expect(value('x.n / 0', { n: 1 })).toBe(DEFECT);
		expect(value('x.n % 0', { n: 1 })).toBe(DEFECT);
		expect(value('x.n * 1e300 * 1e300', { n: 1 })).toBe(DEFECT);
	});
	it('compare texts and lists by content', () => {
		expect(value('x.s == "a" && x.names == ["a", "b"] && x.names != ["b", "a"]', { s: 'a', names: ['a', 'b'] })).toBe(
			true,
		);
	});
});

describe('all and exists', () => {
	const items = (list: readonly (boolean | undefined)[]) => ({
		items: list.map((b) => (b === undefined ? {} : { b })),
	});
	const lists: (readonly (boolean | undefined)[])[] = [[]];
	for (const a of THREE) {
		lists.push([a]);
		for (const b of THREE) {
			lists.push([a, b]);
			for (const c of THREE) lists.push([a, b, c]);
		}
	}
	for (const list of lists) {
		const all = list.includes(false) ? false : list.includes(undefined) ? undefined : true;
		const exists = list.includes(true) ? true : list.includes(undefined) ? undefined : false;
		const one = list.includes(undefined) ? undefined : list.filter(Boolean).length === 1;
		it(`over [${list.map(name).join(', ')}]: all ${name(all)}, exists ${name(exists)}, exactly one ${name(one)}`, () => {
			expect(value('x.items.all(i, i.b)', items(list))).toBe(all);
			expect(value('x.items.exists(i, i.b)', items(list))).toBe(exists);
			expect(value('x.items.exists_one(i, i.b)', items(list))).toBe(one);
		});
	}
	it('are unknown over a list that is missing', () => {
		for (const text of ['all(i, i.b)', 'exists(i, i.b)', 'exists_one(i, i.b)', 'filter(i, i.b).size() == 0'])
			expect(value(`x.items.${text}`, {})).toBeUndefined();
	});
	it('a defect before the deciding item shows, one after it does not', () => {
		const values = { numbers: [0, 1] };
		expect(value('x.numbers.all(n, 1 / n > 0)', values)).toBe(DEFECT);
		expect(value('x.numbers.exists(n, n == 0 || 1 / n > 5)', values)).toBe(true);
	});
});

describe('filter and map', () => {
	it('are strict: one unknown item makes the list unknown', () => {
		expect(value('x.items.filter(i, i.b).map(i, i.s)', { items: [{ b: true, s: 'a' }, { s: 'b' }] })).toBeUndefined();
		expect(value('x.items.map(i, i.s)', { items: [{ s: 'a' }, {}] })).toBeUndefined();
	});
	it('ignore what is missing of items that the filter drops', () => {
		expect(value('x.items.filter(i, i.b).map(i, i.s)', { items: [{ b: true, s: 'a' }, { b: false }] })).toEqual(['a']);
		expect(value('x.items.map(i, i.n > 1, i.s)', { items: [{ n: 2, s: 'a' }, { n: 1 }] })).toEqual(['a']);
	});
	it('nest, with each loop variable its own', () => {
		const values = { items: [{ n: 1 }, { n: 2 }], numbers: [1, 2] };
		expect(value('x.items.all(i, x.numbers.exists(n, n == i.n))', values)).toBe(true);
		expect(value('x.items.exists(i, x.numbers.all(n, n == i.n))', values)).toBe(false);
		expect(value('x.items.map(i, x.numbers.filter(n, n > i.n).size())', values)).toEqual([1, 0]);
	});
});

describe('positions and keys', () => {
	it('a position outside a list is a defect, of a missing list unknown', () => {
		expect(value('x.names[0]', { names: ['a'] })).toBe('a');
		expect(value('x.names[1]', { names: ['a'] })).toBe(DEFECT);
		expect(value('x.names[1]', {})).toBeUndefined();
	});
	it('a key that data lack is unknown, one that a literal map lacks a defect', () => {
		expect(value('x.map["a"]', { map: { a: 1 } })).toBe(1);
		expect(value('x.map["b"]', { map: { a: 1 } })).toBeUndefined();
		expect(value('{"a": 1}[x.s]', { s: 'b' })).toBe(DEFECT);
		expect(value('{"a": 1}[x.s]', {})).toBeUndefined();
		expect(value('"a" in x.map', { map: { a: 1 } })).toBe(true);
	});
	it('names of built-in properties are no keys of a map', () => {
		expect(value('x.map["constructor"]', { map: {} })).toBeUndefined();
		expect(value('"toString" in x.map', { map: {} })).toBe(false);
		expect(value('x.map.hasOwnProperty', { map: {} })).toBeUndefined();
	});
});

describe('the cost of an evaluation', () => {
	it('ends in a defect beyond a million steps', () => {
		const numbers = Array.from({ length: 200 }, (_, i) => i);
		const text = 'x.numbers.all(a, x.numbers.all(b, x.numbers.all(c, a + b + c >= 0)))';
		expect(value(text, { numbers })).toBe(DEFECT);
		expect(value(text, { numbers: numbers.slice(0, 20) })).toBe(true);
	});
});
