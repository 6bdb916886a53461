import { describe, expect, it } from 'vitest';
import sharedAddresses from '../../src/facts/shared-addresses.js';
import type { Host } from '../../src/model/inventory/host.js';
import { derive, lacks } from './fact-harness.js';
import { scope } from './support.js';

const host = (id: string, ip: string, vmotion?: string[]): Host => ({
	id,
	name: id,
	vmkernelAdapters: [{ device: 'vmk1', ip }],
	...(vmotion && { vmotionAdapters: vmotion }),
});
function own(a: Host, b: Host, uuids: readonly [string?, string?] = []) {
	const vcenter = (uuid?: string) => (uuid === undefined ? {} : { vcenter: { instanceUuid: uuid } });
	const s = scope(
		{ hosts: [a], vms: [{ id: 'vm-1', name: 'app', host: a.id }], ...vcenter(uuids[0]) },
		{ hosts: [b], ...vcenter(uuids[1]) },
	);
	return derive(sharedAddresses, { host: s.source.inventory.hosts[0] as Host, side: 'source' }, s);
}

describe('vMotion addresses of the hosts of a move', () => {
	it('are their own while no other host has them, whatever the adapters carry', () => {
		expect(own(host('a', '10.1.2.11'), host('b', '10.2.2.11')).value).toEqual({
			own: true,
			shared: [],
			untold: [],
		});
	});
	it('are shared when both adapters carry vMotion, and unknown when one may', () => {
		expect(own(host('a', '10.1.2.11', ['vmk1']), host('b', '10.1.2.11', ['vmk1'])).value).toEqual({
			own: false,
			shared: ['10.1.2.11 (b)'],
			untold: [],
		});
		expect(lacks(own(host('a', '10.1.2.11'), host('b', '10.1.2.11', ['vmk1'])), 'own')).toEqual([
			'host.vmotionAdapters not-reported',
		]);
	});
	it('do not collide with adapters that carry something else', () => {
		expect(own(host('a', '10.1.2.11', ['vmk1']), host('b', '10.1.2.11', [])).value.own).toBe(true);
	});
	it('are those of one host when both sides are one vCenter', () => {
		const twice = host('a', '10.1.2.11', ['vmk1']);
		expect(own(twice, twice, ['u', 'u']).value.own).toBe(true);
		expect(own(twice, twice, ['u', 'v']).value.own).toBe(false);
	});
	it('are unknown without a list of adapters', () => {
		expect(lacks(own({ id: 'a', name: 'a' }, host('b', '10.1.2.11')), 'own')).toEqual([
			'host.vmkernelAdapters not-reported',
		]);
	});
	it('are unknown while another host does not tell its own, and name that host', () => {
		const silent = own(host('a', '10.1.2.11', ['vmk1']), { id: 'b', name: 'esx-b' });
		expect(silent.value).toEqual({ shared: [], untold: ['esx-b'] });
		expect(lacks(silent, 'own')).toEqual(['destination.host.vmkernelAdapters not-reported']);
	});
	it('are unknown while an adapter that may carry vMotion has no address, on either host', () => {
		const bare = (id: string, vmotion: string[]): Host => ({
			id,
			name: id,
			vmkernelAdapters: [{ device: 'vmk1' }],
			vmotionAdapters: vmotion,
		});
		const told = host('a', '10.1.2.11', ['vmk1']);
		expect(lacks(own(told, bare('b', ['vmk1'])), 'own')).toEqual(['destination.host.vmkernelAdapters.ip not-reported']);
		expect(lacks(own(bare('b', ['vmk1']), told), 'own')).toEqual(['host.vmkernelAdapters.ip not-reported']);
		expect(own(told, bare('b', [])).value.own).toBe(true);
	});
	it('are shared for certain, whatever other hosts do not tell', () => {
		const [a, b] = [host('a', '10.1.2.11', ['vmk1']), host('b', '10.1.2.11', ['vmk1'])];
		const s = scope(
			{ hosts: [a], vms: [{ id: 'vm-1', name: 'app', host: 'a' }] },
			{ hosts: [{ id: 'c', name: 'c' }, b] },
		);
		expect(derive(sharedAddresses, { host: a, side: 'source' }, s).value.own).toBe(false);
	});
});
