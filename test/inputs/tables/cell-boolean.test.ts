import { describe, expect, it } from 'vitest';
import { cellBoolean } from '../../../src/inputs/tables/cell-boolean.js';

describe('booleans in cells', () => {
	it('reads True in any spelling, language and case', () => {
		for (const cell of [
			'True',
			'TRUE',
			' true ',
			true,
			1,
			'1',
			'WAHR',
			'VRAI',
			'VERDADERO',
			'ИСТИНА',
			'DOĞRU',
			'Yes',
		]) {
			expect(cellBoolean(cell), String(cell)).toBe(true);
		}
	});

	it('reads False in any spelling, language and case', () => {
		for (const cell of [
			'False',
			false,
			0,
			'0',
			'FALSCH',
			'FAUX',
			'FALSO',
			'FAŁSZ',
			'YANLIŞ',
			'yanlış',
			'EPÄTOSI',
			'No',
		]) {
			expect(cellBoolean(cell), String(cell)).toBe(false);
		}
	});

	it('tells nothing from a blank or any other text', () => {
		for (const cell of [undefined, '', 'maybe', 2, -1, 'Link is down!', '0%']) {
			expect(cellBoolean(cell), String(cell)).toBeUndefined();
		}
	});
});
