import { describe, expect, it } from 'vitest';
import vmotionNetwork from '../../src/facts/vmotion-network.js';
import vmotionUplinks from '../../src/facts/vmotion-uplinks.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Plan } from '../../src/model/plan.js';
import { derive, lacks } from './fact-harness.js';
import { plan, scope } from './support.js';

describe('bandwidth between the sites', () => {
	const network = (parts: Partial<Plan>) => {
		const s = scope({}, {}, parts);
		return derive(vmotionNetwork, s, s);
	};
	it('supports one hot move per 250 Mbps', () => {
		expect(network({ link: { bandwidth: 1e9 } }).value).toEqual({
			bandwidth: 1e9,
			needed: 250e6,
			concurrency: 1,
			supported: 4,
		});
	});
	it('must do so for every simultaneous move that the plan wants', () => {
		const policy = { ...plan().policy, concurrency: 8 };
		expect(network({ link: { bandwidth: 1e9 }, policy }).value).toMatchObject({ needed: 2e9, concurrency: 8 });
	});
	it('is unknown when the plan does not say, and never guessed', () => {
		expect(lacks(network({}), 'bandwidth')).toEqual(['plan.link.bandwidth not-declared']);
	});
	it('is the measured throughput where only that is given, as an assumption', () => {
		const result = network({ link: { measured: 125e6 } });
		expect(result.value.bandwidth).toBe(1e9);
		expect(result.assumptions).toHaveLength(1);
	});
});

describe('a measured throughput beside a bandwidth', () => {
	const network = (link: Plan['link']) => {
		const s = scope({}, {}, { link });
		return derive(vmotionNetwork, s, s);
	};
	it('counts when it does not reach the floor of one move', () => {
		const result = network({ bandwidth: 10e9, measured: 20e6 });
		expect(result.value).toMatchObject({ bandwidth: 160e6, supported: 0 });
		expect(result.assumptions).toHaveLength(1);
	});
	it('is left to the rehearsal otherwise', () => {
		const result = network({ bandwidth: 10e9, measured: 840e6 });
		expect(result.value.bandwidth).toBe(10e9);
		expect(result.assumptions ?? []).toHaveLength(0);
	});
});

describe('uplinks of vMotion', () => {
	const uplinks = (host: Partial<Host>, inventory: Partial<Inventory> = {}) => {
		const esx: Host = { id: 'h-1', name: 'esx01', ...host };
		const s = scope({ hosts: [esx], ...inventory }, {});
		return derive(vmotionUplinks, { host: esx, side: 'source' }, s);
	};
	const nic = (device: string, speedMbps: number, more: object = {}) => ({ device, speedMbps, ...more });
	const behind: Partial<Host> = {
		vmotionAdapters: ['vmk1'],
		vmkernelAdapters: [{ device: 'vmk1', portGroup: 'vMotion' }],
		physicalNics: [nic('vmnic0', 100, { switch: 'vSwitch0' }), nic('vmnic1', 10000, { switch: 'vSwitch1' })],
	};
	const networks = [{ id: 'n-1', name: 'vMotion', switchName: 'vSwitch1', hosts: ['h-1'] }];

	it('are those of the switch that carries the vMotion adapters', () => {
		expect(uplinks(behind, { networks }).value).toEqual({ fast: true, slowest: 10000, halfDuplex: false });
	});
	it('are all that may be, where the switch is not told: certain only when they agree', () => {
		const open = uplinks(behind);
		expect(open.value.fast).toBeUndefined();
		expect(lacks(open, 'fast')).toEqual(['host.vmotionAdapters not-reported']);
		expect(uplinks({ physicalNics: [nic('a', 100), nic('b', 10)] }).value.fast).toBe(false);
		expect(uplinks({ physicalNics: [nic('a', 1000), nic('b', 25000)] }).value.fast).toBe(true);
	});
	it('leave out those that are down, unless all are', () => {
		expect(uplinks({ physicalNics: [nic('a', 0), nic('b', 10000)] }).value.fast).toBe(true);
		expect(uplinks({ physicalNics: [nic('a', 0)] }).value.fast).toBe(false);
	});
	it('are slow at half duplex', () => {
		expect(uplinks({ physicalNics: [nic('a', 1000, { fullDuplex: false })] }).value).toMatchObject({
			fast: false,
			halfDuplex: true,
		});
	});
	it('are unknown where the source does not list them or their speed', () => {
		expect(lacks(uplinks({}), 'fast')).toEqual(['host.physicalNics not-reported']);
		expect(lacks(uplinks({ physicalNics: [{ device: 'a' }] }), 'fast')).toEqual(['host.physicalNics not-reported']);
	});
});
