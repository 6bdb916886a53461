import { describe, expect, it } from 'vitest';
import { parseSource, unknownKind } from '../../../src/inputs/resolve/parse-source.js';

const KINDS = ['govc', 'inventory', 'mock', 'rvtools', 'vcenter'];

describe('parsing a SOURCE', () => {
	it.each([
		['rvtools:exports/milan.xlsx', { kind: 'rvtools', location: 'exports/milan.xlsx' }],
		['rvtools:all.xlsx#vc-mi.example.com', { kind: 'rvtools', location: 'all.xlsx', pick: 'vc-mi.example.com' }],
		['vcenter:https://ro@vc.example.com', { kind: 'vcenter', location: 'https://ro@vc.example.com' }],
		['https://ro@vc.example.com:8443', { location: 'https://ro@vc.example.com:8443' }],
		['exports/milan.xlsx', { location: 'exports/milan.xlsx' }],
		['C:\\exports\\milan.xlsx', { location: 'C:\\exports\\milan.xlsx' }],
		['rvtools:C:\\exports\\milan.xlsx#vc', { kind: 'rvtools', location: 'C:\\exports\\milan.xlsx', pick: 'vc' }],
		['\\\\server\\share\\milan.xlsx', { location: '\\\\server\\share\\milan.xlsx' }],
		['govc:\\\\server\\share\\recording', { kind: 'govc', location: '\\\\server\\share\\recording' }],
		['wave:7.xlsx', { location: 'wave:7.xlsx' }],
		['#odd.xlsx', { location: '#odd.xlsx' }],
	])('takes %s apart', (source, expected) => {
		expect(parseSource(source, KINDS)).toEqual(expected);
	});

	it('refuses a URL with a password and does not repeat it', () => {
		const attempt = () => parseSource('vcenter:https://ro:hunter2@vc.example.com', KINDS);
		expect(attempt).toThrow('A URL with a password in it is refused.');
		expect(attempt).not.toThrow('hunter2');
	});

	it.each(['', '  ', 'rvtools:'])('refuses "%s", which names nothing', (source) => {
		expect(() => parseSource(source, KINDS)).toThrow('names nothing to read');
	});

	it('knows a word that looks like a kind and is none', () => {
		expect(unknownKind('rvtool:milan.xlsx', KINDS)).toBe('rvtool');
		expect(unknownKind('https://vc.example.com', KINDS)).toBeUndefined();
		expect(unknownKind('C:\\milan.xlsx', KINDS)).toBeUndefined();
	});
});
