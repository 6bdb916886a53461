import { describe, expect, it } from 'vitest';
import provisioning from '../../src/facts/provisioning.js';
import vmotionPair from '../../src/facts/vmotion-pair.js';
import type { Host, VmkernelAdapter } from '../../src/model/inventory/host.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Plan } from '../../src/model/plan.js';
import { derive, keyOf, lacks } from './fact-harness.js';
import { scope } from './support.js';

const adapter = (more: Partial<VmkernelAdapter> = {}): VmkernelAdapter => ({
	device: 'vmk1',
	ip: '10.1.2.11',
	ip6: [],
	netmask: '255.255.255.0',
	gateway: '10.1.2.1',
	mtu: 1500,
	stack: 'vmotion',
	services: ['vmotion'],
	portGroup: 'vMotion',
	...more,
});
const host = (id: string, adapters: VmkernelAdapter[], more: Partial<Host> = {}): Host => ({
	id,
	name: id,
	version: '8.0.3',
	vmkernelAdapters: adapters,
	vmotionAdapters: ['vmk1'],
	...more,
});
function pair(a: Host, b: Host, parts: Partial<Plan> = {}, kind: Inventory['source']['kind'] = 'vcenter') {
	const source = { kind, location: 'test' };
	const s = scope({ hosts: [a], source }, { hosts: [b], source }, parts);
	return derive(vmotionPair, { sourceHost: a, destinationHost: b }, s);
}
const A = host('a', [adapter()]);
const B = (more: Partial<VmkernelAdapter>) => host('b', [adapter({ ip: '10.2.2.11', gateway: '10.2.2.1', ...more })]);

describe('two vMotion ends', () => {
	it('that are alike agree in everything', () => {
		expect(pair(A, B({})).value).toMatchObject({
			mtuEqual: true,
			pathCarries: true,
			stackEqual: true,
			routed: true,
			unrouted: false,
			familyCommon: true,
			nameEqual: true,
			countEqual: true,
			unified: false,
		});
	});
	it('differ in frames, stack, name and number, and say how', () => {
		const other = host(
			'b',
			[
				adapter({ mtu: 9000, stack: 'defaultTcpipStack', portGroup: 'other' }),
				adapter({ device: 'vmk2', mtu: 9000, stack: 'defaultTcpipStack', portGroup: 'other' }),
			],
			{ vmotionAdapters: ['vmk1', 'vmk2'] },
		);
		expect(pair(A, other).value).toMatchObject({
			mtuEqual: false,
			mtus: '1500 -> 9000',
			stackEqual: false,
			stacks: 'vmotion -> defaultTcpipStack',
			nameEqual: false,
			names: 'vMotion -> other',
			countEqual: false,
			counts: '1 -> 2',
		});
	});
	it('send frames that the path must carry, which only the plan can tell', () => {
		const [jumbo, far] = [host('a', [adapter({ mtu: 9000 })]), B({ mtu: 9000 })];
		expect(lacks(pair(jumbo, far), 'pathCarries')).toEqual(['plan.link.mtu not-declared']);
		expect(pair(jumbo, far, { link: { mtu: 9000 } }).value.pathCarries).toBe(true);
		expect(pair(jumbo, far, { link: { mtu: 1500 } }).value.pathCarries).toBe(false);
	});
	it('need gateways between subnets and none within one', () => {
		const { gateway: _, ...bare } = adapter();
		const without = host('a', [bare]);
		expect(pair(without, B({})).value).toMatchObject({ routed: false, unrouted: true });
		expect(pair(without, host('b', [adapter({ ip: '10.1.2.77' })])).value.routed).toBe(true);
		expect(pair(without, B({}), {}, 'rvtools').value).toMatchObject({ unrouted: false });
		expect(pair(without, B({}), {}, 'rvtools').value.routed).toBeUndefined();
	});
	it('mask their addresses: two halves of one /24 are two subnets', () => {
		const low = host('a', [adapter({ ip: '10.1.2.11', netmask: '255.255.255.128' })]);
		const high = host('b', [adapter({ ip: '10.1.2.200', netmask: '255.255.255.128' })]);
		const s = scope({ hosts: [low, { ...high, id: 'c' }, { ...low, id: 'd' }] }, {});
		expect(keyOf(vmotionPair, 'source', 0, s)).not.toBe(keyOf(vmotionPair, 'source', 1, s));
		expect(keyOf(vmotionPair, 'source', 0, s)).toBe(keyOf(vmotionPair, 'source', 2, s));
	});
	it('have no family in common when one has IPv6 alone, and are unknown without addresses', () => {
		const { ip: _, ...six } = adapter({ ip6: ['2001:db8::11'] });
		expect(pair(host('a', [six]), B({})).value.familyCommon).toBe(false);
		const { ip: __, ...blank } = adapter();
		expect(pair(host('a', [blank]), B({})).value.familyCommon).toBeUndefined();
	});
	it('are certain without knowing the adapters when all of them agree', () => {
		const { vmotionAdapters: _, ...untold } = A;
		expect(pair(untold, B({})).value).toMatchObject({ mtuEqual: true, familyCommon: true, pathCarries: true });
		const mixed = { ...untold, vmkernelAdapters: [adapter(), adapter({ device: 'vmk0', mtu: 9000 })] };
		expect(lacks(pair(mixed, B({})), 'mtuEqual')).toEqual(['sourceHost.vmotionAdapters not-reported']);
	});
	it('copy cold data over the unified transport from 8.0 on with provisioning adapters', () => {
		const both = { services: ['vmotion', 'vSphereProvisioning'] };
		expect(pair(host('a', [adapter(both)]), B(both)).value.unified).toBe(true);
		expect(pair(host('a', [adapter(both)], { version: '7.0.3' }), B(both)).value.unified).toBe(false);
	});
});

describe('provisioning', () => {
	const present = (adapters?: VmkernelAdapter[]) => {
		const one: Host = { id: 'a', name: 'a', ...(adapters && { vmkernelAdapters: adapters }) };
		return derive(provisioning, { host: one, side: 'source' }, scope({ hosts: [one] }, {}));
	};
	it('is carried by a service or a stack, and unknown without tags', () => {
		expect(present([adapter({ services: ['vSphereProvisioning'] })]).value.present).toBe(true);
		expect(present([adapter({ stack: 'vSphereProvisioning', services: [] })]).value.present).toBe(true);
		expect(present([adapter()]).value.present).toBe(false);
		expect(lacks(present([{ device: 'vmk0' }]), 'present')).toEqual(['host.vmkernelAdapters.services not-reported']);
		expect(lacks(present(), 'present')).toEqual(['host.vmkernelAdapters not-reported']);
	});
});
