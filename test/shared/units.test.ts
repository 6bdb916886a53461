import { describe, expect, it } from 'vitest';
import * as units from '../../src/shared/units.js';

describe('units for people', () => {
	it.each([
		[0, '0 B'],
		[999, '999 B'],
		[1023, '1.00 KB'],
		[1024, '1 KB'],
		[1_781_206_301_278, '1.62 TB'],
		[241_892_558_110, '225 GB'],
		[16 * 1024 ** 3, '16 GB'],
		[1_048_575, '1.00 MB'],
		[-2048, '-2 KB'],
	])('%i bytes are %s', (bytes, text) => expect(units.formatBytes(bytes)).toBe(text));
	it.each([
		[10e9, '10 Gbps'],
		[250e6, '250 Mbps'],
		[1.3e9, '1.30 Gbps'],
		[999_600, '1.00 Mbps'],
	])('%d bit/s are %s', (rate, text) => expect(units.formatRate(rate)).toBe(text));
	it.each([
		[0, '0 s'],
		[0.012, '12 ms'],
		[0.25, '0.25 s'],
		[1.5, '1.5 s'],
		[59.6, '1 min'],
		[125, '2 min 5 s'],
		[4500, '1 h 15 min'],
		[3599.7, '1 h'],
		[172_800, '2 days'],
		[266_400, '3 days 2 h'],
		[-90, '-1 min 30 s'],
	])('%d seconds are %s', (seconds, text) => expect(units.formatDuration(seconds)).toBe(text));
	it.each([
		[41, '41 s'],
		[3599, '59 min'],
		[90_000, '25 h'],
		[260_000, '3 days'],
		[-5, '0 s'],
	])('an age of %d s is %s', (seconds, text) => expect(units.formatAge(seconds)).toBe(text));
	it('never rounds a share to certain or impossible', () => {
		expect([0, 0.001, 0.5, 0.999, 1].map(units.formatShare)).toEqual([
			'0 %',
			'under 1 %',
			'50 %',
			'over 99 %',
			'100 %',
		]);
	});
	it('counts with thousands and nouns', () => {
		expect(units.formatCount(1893)).toBe('1,893');
		expect(units.counted(1, 'VM')).toBe('1 VM');
		expect(units.counted(0, 'entry', 'entries')).toBe('0 entries');
	});
	it('gives throughput in decimal multiples, as plans write it', () => {
		expect(units.formatThroughput(840e6)).toBe('840 MB/s');
	});
});
