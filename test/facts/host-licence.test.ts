import { describe, expect, it } from 'vitest';
import hostLicence from '../../src/facts/host-licence.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { License } from '../../src/model/inventory/service.js';
import type { Plan } from '../../src/model/plan.js';
import { derive, keyOf, lacks } from './fact-harness.js';
import { plan, scope } from './support.js';

const LABELS = ['vSphere vMotion', 'vSphere Storage vMotion', 'vSphere DRS'];

function licence(
	parts: Partial<License>,
	host: Partial<Host> = {},
	options: { plan?: Partial<Plan>; inventory?: Partial<Inventory> } = {},
) {
	const esx: Host = { id: 'h-1', name: 'esx01.mi', licenseKeyId: 'l-1', ...host };
	const s = scope({ hosts: [esx], licenses: [{ id: 'l-1', ...parts }], ...options.inventory }, {}, options.plan);
	return derive(hostLicence, { host: s.source.inventory.hosts[0]!, side: 'source' }, s);
}
const declared = (value: string): Partial<Plan> => ({
	declared: {
		firewall: [],
		dns: [],
		objects: [
			{
				side: 'source',
				collection: 'hosts',
				names: ['*.mi'],
				data: { licence: value },
				evidence: 'report',
				where: 'declared.hosts[0]',
			},
		],
	},
});

describe('classes of licences', () => {
	it.each([
		[{ editionKey: 'esx.enterprisePlus.cpuPackageCoreLimited' }, 'enterprise-plus'],
		[{ editionKey: 'esxEnterprisePlus.vram' }, 'enterprise-plus'],
		[{ editionKey: 'esx.vcf.cpuCoreMin' }, 'enterprise-plus'],
		[{ editionKey: 'esx.vvf.cpuCoreMin' }, 'enterprise-plus'],
		[{ editionKey: 'esx.standard.cpuPackage' }, 'standard'],
		[{ editionKey: 'esx.enterprise.cpuPackage' }, 'standard'],
		[{ editionKey: 'esx.essentialsPlus.cpuPackage' }, 'essentials-plus'],
		[{ editionKey: 'esx.essentials.cpuPackage' }, 'essentials'],
		[{ editionKey: 'esx.hypervisor.cpuPackage' }, 'none'],
		[{ editionKey: 'eval' }, 'evaluation'],
		[{ name: 'VMware vSphere 7 Enterprise Plus' }, 'enterprise-plus'],
		[{ name: 'VMware Cloud Foundation 5' }, 'enterprise-plus'],
		[{ name: 'VMware vSphere 7 Standard' }, 'standard'],
		[{ name: 'vSphere 7 Essentials Plus Kit' }, 'essentials-plus'],
		[{ name: 'Product Evaluation' }, 'evaluation'],
		[{ name: 'VMware vSAN Enterprise Plus' }, undefined],
		[{ name: 'Something Else' }, undefined],
	])('%j is %s', (parts, expected) => {
		expect(licence(parts).value.class).toBe(expected);
	});
});

describe('rights of a licence', () => {
	it('follow the listed features directly', () => {
		const standard = licence({ name: 'vSphere 7 Standard', features: LABELS });
		expect(standard.value).toMatchObject({ crossVcenter: false, vmotion: true, storageVmotion: true });
		const plus = licence({ name: 'vSphere 7 Enterprise Plus', features: [...LABELS, 'Cross Virtual Center vMotion'] });
		expect(plus.value.crossVcenter).toBe(true);
	});
	it('follow the edition key where the list lacks a label', () => {
		const parts = { editionKey: 'esx.vcf.cpuCoreMin', name: 'vSphere 8 Enterprise Plus for VCF', features: LABELS };
		expect(licence(parts).value.crossVcenter).toBe(true);
		expect(licence({ ...parts, editionKey: undefined as never }).value.crossVcenter).toBe(false);
	});
	it('follow the class where the list has only keys of older releases', () => {
		const result = licence({ editionKey: 'esxEnterprisePlus.vram', features: ['vmotion', 'svmotion'] });
		expect(result.value).toMatchObject({ crossVcenter: true, vmotion: true, storageVmotion: true });
	});
	it('are unknown for an edition that the table does not know', () => {
		const result = licence({ name: 'Something Else' });
		expect(result.value.crossVcenter).toBeUndefined();
		expect(lacks(result, 'crossVcenter')).toEqual(['source.licenses.features not-reported']);
	});
	it('are denied by the host itself, and never proven by it', () => {
		expect(licence({ editionKey: 'esx.vcf.x' }, { vmotionSupported: false }).value.vmotion).toBe(false);
		expect(licence({ name: 'vSphere 7 Essentials' }, { vmotionSupported: true }).value.vmotion).toBe(false);
	});
	it('of an evaluation hold while an end in the future is readable', () => {
		expect(licence({ editionKey: 'eval', expires: '2026-12-24T00:00:00Z' }).value.crossVcenter).toBe(true);
		expect(licence({ editionKey: 'eval', expires: 'never' }).value.crossVcenter).toBeUndefined();
		expect(licence({ editionKey: 'eval', expires: '2026-11-01T00:00:00Z' }).value.crossVcenter).toBeUndefined();
	});
});

describe('the end of a licence', () => {
	const inWindow = { plan: { policy: { ...plan().policy, windowEnd: '2026-12-20T00:00:00Z' } } };
	it('counts against the end of the window', () => {
		const parts = { editionKey: 'esx.vcf.x', expires: '2026-12-10T00:00:00Z' };
		expect(licence(parts).value).toMatchObject({ expired: false, expiresSoon: true, endsBeforeWindow: false });
		expect(licence(parts, {}, inWindow).value).toMatchObject({
			expired: true,
			expiresSoon: false,
			endsBeforeWindow: true,
		});
	});
	it('far away or never is none', () => {
		expect(licence({ editionKey: 'esx.vcf.x', expires: 'never' }).value).toMatchObject({
			expired: false,
			expiresSoon: false,
		});
		expect(licence({ editionKey: 'esx.vcf.x', expires: '2027-01-31T00:00:00Z' }).value.expiresSoon).toBe(false);
	});
	it('of an evaluation that is not readable leaves the rank unknown too, so that no cold move passes on it', () => {
		const silent = licence({ editionKey: 'eval' });
		expect(silent.value.rank).toBeUndefined();
		expect(lacks(silent, 'rank')).toEqual(['source.licenses.expires not-reported']);
		expect(licence({ editionKey: 'eval', expires: '2099-01-01T00:00:00.000Z' }).value.rank).toBe(3);
	});
	it('of an evaluation that is not readable is unknown, not never', () => {
		const result = licence({ editionKey: 'eval', expires: 'never' });
		expect(result.value).toMatchObject({ evaluation: true, endsBeforeWindow: false });
		expect(lacks(result, 'expired')).toEqual(['source.licenses.expires not-reported']);
	});
});

describe('the licence of a host', () => {
	it('is the one that lists the host when the host names none', () => {
		const result = licence({ editionKey: 'esx.vcf.x', assignedTo: ['h-1'] }, { licenseKeyId: undefined as never });
		expect(result.value.class).toBe('enterprise-plus');
	});
	it('is that of the cluster, but for licences of other products', () => {
		const inventory = {
			licenses: [
				{ id: 'l-1', editionKey: 'esx.vcf.x', assignedTo: ['c-1'] },
				{ id: 'l-2', name: 'vSAN Enterprise', assignedTo: ['c-1'] },
			],
		};
		const result = licence({}, { licenseKeyId: undefined as never, cluster: 'c-1' }, { inventory });
		expect(result.value.class).toBe('enterprise-plus');
	});
	it('is conflicting when two licences claim the host', () => {
		const inventory = {
			licenses: [
				{ id: 'l-1', editionKey: 'esx.vcf.x' },
				{ id: 'l-2', editionKey: 'esx.standard.x', assignedTo: ['h-1'] },
			],
		};
		expect(lacks(licence({}, {}, { inventory }), 'class')).toEqual(['host.licenseKeyId conflicting']);
	});
	it('is conflicting when the host names a licence that the list does not have', () => {
		expect(lacks(licence({}, { licenseKeyId: 'l-9' }), 'crossVcenter')).toEqual(['host.licenseKeyId conflicting']);
	});
	it('is what was declared where no source tells', () => {
		const inventory = { licenses: [] };
		const host = { licenseKeyId: undefined as never };
		const result = licence({}, host, { inventory, plan: declared('enterprise-plus') });
		expect(result.value).toMatchObject({ class: 'enterprise-plus', crossVcenter: true, expired: false });
		expect(result.declared).toEqual(['report']);
		expect(licence({}, host, { inventory, plan: declared('evaluation') }).value.crossVcenter).toBeUndefined();
	});
	it('is what the source saw where both tell', () => {
		const result = licence({ editionKey: 'esx.standard.x' }, {}, { plan: declared('enterprise-plus') });
		expect(result.value.class).toBe('standard');
		expect(result.declared).toBeUndefined();
	});
	it('tells hosts apart by licence only, never by name', () => {
		const s = scope(
			{
				licenses: [{ id: 'l-1', editionKey: 'esx.vcf.x' }],
				hosts: [
					{ id: 'h-1', name: 'a', licenseKeyId: 'l-1' },
					{ id: 'h-2', name: 'b', licenseKeyId: 'l-1' },
					{ id: 'h-3', name: 'c' },
				],
			},
			{},
		);
		expect(keyOf(hostLicence, 'source', 0, s)).toBe(keyOf(hostLicence, 'source', 1, s));
		expect(keyOf(hostLicence, 'source', 0, s)).not.toBe(keyOf(hostLicence, 'source', 2, s));
	});
});

describe('a licence that the plan declared for a host', () => {
	const vouched = { id: 'l-1', declared: { editionKey: 'report' } };
	it('is taken to hold to the end of the window, and says what it rests on', () => {
		const result = licence({ ...vouched, editionKey: 'esx.enterprisePlus.cpuPackage' });
		expect(result.value).toMatchObject({ crossVcenter: true, expired: false, expiresSoon: false });
		expect(result.declared).toEqual(['report']);
	});
	it('stays open when it is an evaluation', () => {
		expect(licence({ ...vouched, editionKey: 'eval' }).value.expired).toBeUndefined();
	});
	it('may say that there is none', () => {
		expect(licence({ ...vouched, editionKey: 'esx.basic.cpuPackage' }).value.class).toBe('none');
	});
});
