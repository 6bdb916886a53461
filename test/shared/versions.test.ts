import { describe, expect, it } from 'vitest';
import { compareVersions, versionAtLeast } from '../../src/shared/versions.js';

describe('versions', () => {
	it('compares parts as numbers, missing parts as zero', () => {
		expect(compareVersions('7.0.3', '7.0.10')).toBeLessThan(0);
		expect(compareVersions('8.0', '8.0.0')).toBe(0);
		expect(compareVersions('10.0.0', '9.1.0')).toBeGreaterThan(0);
	});
	it('cannot tell about a text that is no dotted number', () => {
		expect(compareVersions('8.0 U1', '8.0')).toBeUndefined();
		expect(versionAtLeast('', '6.5')).toBeUndefined();
		expect(versionAtLeast(undefined, '6.5')).toBeUndefined();
	});
	it('holds a floor', () => {
		expect(versionAtLeast('6.5.0', '6.5')).toBe(true);
		expect(versionAtLeast('6.0.0', '6.5')).toBe(false);
	});
});
