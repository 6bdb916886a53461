import { describe, expect, it } from 'vitest';
import migrationMode from '../../src/facts/migration-mode.js';
import releasePair from '../../src/facts/release-pair.js';
import { derive, lacks, table } from './fact-harness.js';
import { scope } from './support.js';

const VERSIONS: Record<string, { version: string; build?: number }> = {
	'6.0': { version: '6.0.0' },
	'6.5': { version: '6.5.0' },
	'6.7': { version: '6.7.0' },
	'7.0': { version: '7.0.0' },
	u1c: { version: '7.0.1', build: 17327517 },
	'8.0': { version: '8.0.3' },
	'9.x': { version: '9.0.1' },
};
type Mode = 'same' | 'different' | undefined;

function pair(from: string, to: string, ssoDomain?: Mode) {
	const s = scope(
		{ vcenter: VERSIONS[from] ?? {} },
		{ vcenter: VERSIONS[to] ?? {} },
		{
			declared: {
				objects: [],
				firewall: [],
				dns: [],
				...(ssoDomain && { pair: { ssoDomain, evidence: 'review', where: 'declared.pair' } }),
			},
		},
	);
	return derive(releasePair, s, s, { 'migration-mode': migrationMode });
}

describe('a pair of vCenter releases', () => {
	it.each<[string, string, Mode, string | undefined]>([
		['6.7', '6.7', undefined, 'supported'],
		['6.0', '6.5', undefined, 'unsupported'],
		['6.0', 'u1c', undefined, 'unsupported'],
		['8.0', '6.0', undefined, 'unsupported'],
		['6.5', '6.7', undefined, 'undocumented'],
		['6.7', '7.0', undefined, 'undocumented'],
		['9.x', '8.0', undefined, 'undocumented'],
		['9.x', '9.x', undefined, 'supported'],
		['u1c', '6.5', undefined, 'supported'],
		['8.0', 'u1c', undefined, 'supported'],
		['8.0', '6.7', undefined, 'supported'],
		['u1c', 'u1c', undefined, 'supported'],
		['6.5', 'u1c', 'different', 'undocumented'],
		['6.5', 'u1c', 'same', 'undocumented'],
		['6.5', 'u1c', undefined, undefined],
		['6.7', '8.0', 'same', 'supported'],
		['6.7', '8.0', 'different', 'undocumented'],
		['6.7', '8.0', undefined, undefined],
		['6.5', '8.0', 'same', 'unsupported'],
		['8.0', '6.5', 'different', 'undocumented'],
		['8.0', '6.5', undefined, undefined],
	])('from %s to %s in SSO domain %s is %s', (from, to, domain, verdict) => {
		expect(pair(from, to, domain).value.verdict).toBe(verdict);
	});
	it('tells to let the other side drive between two domains, else to read the KB', () => {
		expect(pair('6.5', 'u1c', 'different').value.advice).toBe('drive-other-side');
		expect(pair('6.5', 'u1c', 'same').value.advice).toBe('read-kb');
	});
	it('can block only where a reading of what is unknown is documented as unsupported', () => {
		expect(pair('8.0', '6.5').value.canBlock).toBe(true);
		expect(pair('6.7', '8.0').value.canBlock).toBe(false);
		expect(lacks(pair('6.7', '8.0'), 'verdict')).toEqual(['pair.ssoDomain not-declared']);
	});
	it('names the version that it lacks', () => {
		const result = pair('6.7', 'none');
		expect(lacks(result, 'verdict')).toContain('destination.vcenter.version not-reported');
		expect(result.value).toMatchObject({ source: '6.7' });
		expect(result.value.destination).toBeUndefined();
	});
	it('needs the build of 7.0.1 only where it decides', () => {
		VERSIONS['701'] = { version: '7.0.1' };
		expect(pair('701', '6.0').value.verdict).toBe('unsupported');
		expect(lacks(pair('701', '6.5'), 'verdict')).toContain('source.vcenter.build not-reported');
	});
	it('leaves a release below the table to the floor, and calls a later one undocumented', () => {
		VERSIONS['5.5'] = { version: '5.5.0' };
		VERSIONS['10'] = { version: '10.0.0' };
		expect(pair('5.5', '8.0').value.belowFloor).toBe(true);
		expect(pair('10', '9.x').value).toMatchObject({ verdict: 'undocumented', belowFloor: false });
	});
	it('carries the assumption about 9.x', () => {
		expect(pair('9.x', '9.x').assumptions).toHaveLength(1);
	});
	it('has a cell for every pair of releases, each once', () => {
		const { releases, pairs } = table('release-matrix') as { releases: { key: string }[]; pairs: { pair: string[] }[] };
		const wanted = releases.flatMap((a, i) => releases.slice(i).map((b) => `${a.key} ${b.key}`));
		expect(pairs.map(({ pair: [a, b] }) => `${a} ${b}`).sort()).toEqual(wanted.sort());
	});
});
