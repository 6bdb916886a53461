import { describe, expect, it } from 'vitest';
import { parseBitRate, parseByteRate, parseDuration, parsePercent, parseTime } from '../../src/shared/parse-units.js';

describe('units as people write them', () => {
	it('reads bit rates in decimal units and tells bits from bytes', () => {
		expect(['10Gbps', '500 Mbit/s', '1.5gbps', '250000bps'].map(parseBitRate)).toEqual([1e10, 5e8, 1.5e9, 250000]);
		expect(['10', '10G', '10GB/s', '-1Gbps', '1e3Gbps', ''].map(parseBitRate)).toEqual(Array(6).fill(undefined));
	});

	it('reads byte rates, binary units and bit rates divided by eight', () => {
		expect(['840MB/s', '1GiB/s', '8Gbps'].map(parseByteRate)).toEqual([8.4e8, 1073741824, 1e9]);
		expect(['840', '840MB'].map(parseByteRate)).toEqual([undefined, undefined]);
	});

	it('reads durations as seconds', () => {
		expect(['12ms', '30m', '24h', '7d', '0ms', '1.5s'].map(parseDuration)).toEqual([
			0.012, 1800, 86400, 604800, 0, 1.5,
		]);
		expect(['12', '7 days', '-1h'].map(parseDuration)).toEqual([undefined, undefined, undefined]);
	});

	it('reads shares up to the whole', () => {
		expect(['15%', '0.01 %', '100%', '101%', '15'].map(parsePercent)).toEqual([0.15, 0.0001, 1, undefined, undefined]);
	});

	it('reads times with their zone as UTC and refuses those without one and days that do not exist', () => {
		expect(['2026-11-28T22:00+01:00', '2026-11-28', '2026-11-28T22:00:30Z'].map(parseTime)).toEqual([
			'2026-11-28T21:00:00.000Z',
			'2026-11-28T00:00:00.000Z',
			'2026-11-28T22:00:30.000Z',
		]);
		expect(['2026-11-28T22:00', '2026-02-30', '28.11.2026', 'tomorrow', '2026-11-28T25:00Z'].map(parseTime)).toEqual(
			Array(5).fill(undefined),
		);
	});
});
