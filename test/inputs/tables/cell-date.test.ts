import { describe, expect, it } from 'vitest';
import { cellDate } from '../../../src/inputs/tables/cell-date.js';

describe('dates in cells', () => {
	it('reads serial days of the 1900 system to the second', () => {
		expect(cellDate(43067.67810185185)).toBe('2017-11-28T16:16:28Z');
		expect(cellDate(46346.25)).toBe('2026-11-20T06:00:00Z');
		expect(cellDate(25568.9166666667)).toBe('1969-12-31T22:00:00Z');
	});

	it('steps around the 29 February 1900 that the system counts', () => {
		expect(cellDate(59)).toBe('1900-02-28T00:00:00Z');
		expect(cellDate(61)).toBe('1900-03-01T00:00:00Z');
	});

	it('reads serial days of the 1904 system', () => {
		expect(cellDate(44884.25, true)).toBe('2026-11-20T06:00:00Z');
	});

	it('reads text dates, year first, with and without zone', () => {
		expect(cellDate('2017/11/28 16:14:28')).toBe('2017-11-28T16:14:28Z');
		expect(cellDate('2017-11-28')).toBe('2017-11-28T00:00:00Z');
		expect(cellDate('2017-11-28T16:14:28.123Z')).toBe('2017-11-28T16:14:28Z');
		expect(cellDate('2017-11-28T16:14:28+02:00')).toBe('2017-11-28T14:14:28Z');
	});

	it('reads day first with dots and month first with am or pm', () => {
		expect(cellDate('28.11.2017 16:14:28')).toBe('2017-11-28T16:14:28Z');
		expect(cellDate('4/5/2017 4:14:28 PM')).toBe('2017-04-05T16:14:28Z');
		expect(cellDate('4/5/2017 12:00:00 AM')).toBe('2017-04-05T00:00:00Z');
	});

	it('reads slashes where only one order is possible and gives up where both are', () => {
		expect(cellDate('28/11/2017 16:14')).toBe('2017-11-28T16:14:00Z');
		expect(cellDate('11/28/2017 16:14')).toBe('2017-11-28T16:14:00Z');
		expect(cellDate('4/5/2017 16:14')).toBeUndefined();
	});

	it('tells nothing from words, impossible days, booleans and serials out of range', () => {
		for (const cell of ['Never', '', '2017-02-30', '2017-13-01', '2017-11-28 25:00', true, 0, -5, 3e6, Number.NaN]) {
			expect(cellDate(cell), String(cell)).toBeUndefined();
		}
		expect(cellDate(undefined)).toBeUndefined();
	});
});
