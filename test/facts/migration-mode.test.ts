import { describe, expect, it } from 'vitest';
import migrationMode from '../../src/facts/migration-mode.js';
import type { VCenter } from '../../src/model/inventory/service.js';
import type { Plan } from '../../src/model/plan.js';
import { derive, lacks } from './fact-harness.js';
import { scope } from './support.js';

const mode = (source: VCenter, destination: VCenter, plan: Partial<Plan> = {}) => {
	const s = scope({ vcenter: source }, { vcenter: destination }, plan);
	return derive(migrationMode, s, s);
};
const declared = (ssoDomain: 'same' | 'different', expires?: string): Partial<Plan> => ({
	declared: {
		objects: [],
		firewall: [],
		dns: [],
		pair: { ssoDomain, evidence: 'review', where: 'declared.pair', ...(expires && { expires }) },
	},
});

describe('the mode of a move', () => {
	it('is two domains when the names differ, whatever was declared', () => {
		const result = mode({ ssoDomain: 'vsphere.local' }, { ssoDomain: 'fr.local' }, declared('same'));
		expect(result.value.mode).toBe('xvm');
		expect(result.declared).toBeUndefined();
	});
	it('is unknown when both domains bear the default name: two may', () => {
		const result = mode({ ssoDomain: 'vsphere.local' }, { ssoDomain: 'VSPHERE.LOCAL' });
		expect(result.value.mode).toBeUndefined();
		expect(lacks(result, 'mode')).toEqual(['pair.ssoDomain not-declared']);
	});
	it('is one domain under an assumption when both bear the same name of their own', () => {
		const result = mode({ ssoDomain: 'corp.local' }, { ssoDomain: 'corp.local' });
		expect(result.value.mode).toBe('elm');
		expect(result.assumptions).toHaveLength(1);
	});
	it('of one name on both sides is what was declared', () => {
		expect(mode({ ssoDomain: 'corp.local' }, { ssoDomain: 'corp.local' }, declared('different')).value.mode).toBe(
			'xvm',
		);
	});
	it('rests on a declaration where no source tells, and carries its evidence', () => {
		const result = mode({}, {}, declared('different'));
		expect(result.value.mode).toBe('xvm');
		expect(result.declared).toEqual(['review']);
	});
	it('takes an expired declaration as absent, and one that ends today as valid', () => {
		expect(mode({}, {}, declared('different', '2026-11-23')).value.mode).toBeUndefined();
		expect(mode({}, {}, declared('different', '2026-11-24')).value.mode).toBe('xvm');
	});
});

describe('the driving vCenter', () => {
	it.each([
		[{ version: '7.0.1', build: 17327517 }, true],
		[{ version: '7.0.1', build: 17327516 }, false],
		[{ version: '7.0.0', build: 99999999 }, false],
		[{ version: '7.0.2' }, true],
		[{ version: '8.0.3' }, true],
		[{ version: '7.0.1' }, undefined],
	])('%j offers Advanced Cross vCenter vMotion: %s', (vcenter, advanced) => {
		expect(mode(vcenter, {}).value.advanced).toBe(advanced);
	});
	it('names the build that it lacks, else the version', () => {
		expect(lacks(mode({ version: '7.0.1' }, {}), 'advanced')).toEqual(['source.vcenter.build not-reported']);
		expect(lacks(mode({}, {}), 'advanced')).toEqual(['source.vcenter.version not-reported']);
	});
	it('is the destination when the plan says so', () => {
		const result = mode({ version: '6.7.0' }, { version: '8.0.3' }, { driver: { side: 'destination', by: 'api' } });
		expect(result.value).toMatchObject({
			driverSide: 'destination',
			driverVersion: '8.0.3',
			peerVersion: '6.7.0',
			advanced: true,
		});
	});
});
