import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellNumber, type NumberKind, numberStyle } from '../../../src/inputs/tables/cell-number.js';
import type { Cell } from '../../../src/shared/tab.js';

/** Reads a column as a whole. */
function column(cells: (Cell | undefined)[], kind: NumberKind = 'integral') {
	const style = numberStyle(cells, kind);
	return cells.map((cell) => cellNumber(cell, style));
}

describe('numbers in cells', () => {
	it('takes numeric cells as they are and never a boolean, a blank or text', () => {
		expect(column([16384, 0.5, -1, true, undefined, 'n/a', '', 'vmx-19', '12 MB'])).toEqual([
			16384,
			0.5,
			-1,
			...new Array(6).fill(undefined),
		]);
	});

	it('strips blanks of all widths, apostrophes and a trailing percent sign', () => {
		expect(column(['16 384', '16\u00a0384', '16\u202f384', "16'384", '16’384', '0%', ' 42 '])).toEqual([
			16384, 16384, 16384, 16384, 16384, 0, 42,
		]);
	});

	it('takes one separator before three digits as thousands in a column of whole numbers', () => {
		expect(column(['16,384', '512'])).toEqual([16384, 512]);
		expect(column(['16.384', '512'])).toEqual([16384, 512]);
	});

	it('takes one separator before three digits as decimals in a column of ratios', () => {
		expect(column(['1,234'], 'decimal')).toEqual([1.234]);
		expect(column(['1.234'], 'decimal')).toEqual([1.234]);
	});

	it('lets firm evidence elsewhere in the column decide what a lone separator means', () => {
		expect(column(['1,234', '0.5'], 'decimal')).toEqual([1234, 0.5]);
		expect(column(['1.234', '1.234.567'], 'decimal')).toEqual([1234, 1234567]);
		expect(column(['1,234', '12.5'])).toEqual([1234, 12.5]);
	});

	it('reads both separators in one text: the last one is decimal', () => {
		expect(column(['1,234.5', '1,234,567'])).toEqual([1234.5, 1234567]);
		expect(column(['1.234,5', '7,25'])).toEqual([1234.5, 7.25]);
	});

	it('rejects a column with mixed evidence, but keeps its texts without separators', () => {
		expect(column(['1,234', '12,5', '7'])).toEqual([undefined, undefined, 7]);
		expect(column(['1.234.567', '1,234,567', '7'])).toEqual([undefined, undefined, 7]);
		expect(column(['1,234', '1.234', '7'], 'decimal')).toEqual([undefined, undefined, 7]);
	});

	it('reads exponents as spreadsheets write them and refuses what overflows', () => {
		expect(column(['1E+05', '1.5e3', '1e999'])).toEqual([100000, 1500, undefined]);
	});

	it('refuses groups that are no groups', () => {
		expect(column(['1,2345', '1,234'], 'integral')).toEqual([undefined, undefined]);
		expect(column(['1,23,4'])).toEqual([undefined]);
		expect(column(['..', '-', '1-2', '1.2.3.4', '10.1.0.53'])).toEqual(new Array(5).fill(undefined));
	});

	it('reads back any whole number written with either thousands separator', () => {
		fc.assert(
			fc.property(
				fc.array(fc.nat({ max: 2_000_000_000 }), { minLength: 1 }),
				fc.constantFrom(',', '.'),
				(values, mark) => {
					const texts = values.map((value) => String(value).replaceAll(/\B(?=(\d{3})+$)/g, mark));
					expect(column(texts)).toEqual(values);
				},
			),
		);
	});
});
