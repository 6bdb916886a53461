import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/model/inventory/host.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Network } from '../../src/model/inventory/network.js';
import type { Plan } from '../../src/model/plan.js';
import { deriver, moveOf } from './derive.js';
import { scope } from './support.js';

const UP = [{ device: 'vmnic0', switch: 'vds-b' }];
const host = (id: string, more: Partial<Host> = {}): Host => ({ id, name: id, physicalNics: UP, ...more });
function ask(
	from: Partial<Network>,
	to: Partial<Network>,
	more: { source?: Partial<Inventory>; destination?: Partial<Inventory>; plan?: Partial<Plan>; vms?: number } = {},
) {
	const nics = [{ id: '1', networkName: 'App', connected: true, mac: '00:50:56:a5:00:01' }];
	const vms = Array.from({ length: more.vms ?? 1 }, (_, i) => ({
		id: `v${i}`,
		name: `app-${i}`,
		powerState: 'poweredOn',
		nics,
	}));
	const asked = scope(
		{
			vms,
			vcenter: { version: '8.0.3' },
			hosts: [host('s-1', { physicalNics: [{ device: 'vmnic0', switch: 'vds-a' }] })],
			networks: [{ id: 'a', name: 'App', kind: 'distributed', switchName: 'vds-a', hosts: ['s-1'], ...from }],
			switches: [{ id: 'sa', name: 'vds-a', kind: 'distributed', mtu: 9000, services: ['LACP'], realTime: false }],
			...more.source,
		},
		{
			vcenter: { version: '8.0.3', instanceId: 37 },
			hosts: [host('h-1')],
			networks: [{ id: 'b', name: 'App', kind: 'distributed', switchName: 'vds-b', hosts: ['h-1'], ...to }],
			switches: [{ id: 'sb', name: 'vds-b', kind: 'distributed', mtu: 1500, services: [], realTime: true }],
			...more.destination,
		},
		more.plan,
	);
	return {
		asked,
		...deriver(asked)<Record<string, unknown>>('network-target', 'network', { network: asked.networks[0] }),
	};
}

describe('a network and its destination', () => {
	it('differ in frames, services and real-time mode of their switches', () => {
		expect(ask({}, {}).value).toMatchObject({
			mapped: true,
			hot: true,
			connected: true,
			uplinked: true,
			mtuKept: false,
			mtus: '9000 -> 1500',
			servicesKept: false,
			servicesLost: 'LACP',
			sameRealTime: false,
			realTimes: 'off -> on',
		});
	});
	it('differ in security, and which end is stricter shows', () => {
		const open = { promiscuous: false, macChanges: false, forgedTransmits: true };
		expect(ask({ security: open }, { security: { ...open, forgedTransmits: false } }).value).toMatchObject({
			samePolicy: false,
			stricter: true,
			policies: 'forged transmits allowed -> refused',
		});
		expect(ask({ security: open }, {}).missing?.['samePolicy']).toEqual([
			{ datum: 'destination.networks.security', reason: 'not-reported' },
		]);
	});
	it('have no uplink only when NICs with switches are told', () => {
		const spare = [{ device: 'vmnic0', switch: 'other' }];
		expect(ask({}, {}, { destination: { hosts: [host('h-1', { physicalNics: spare })] } }).value['uplinked']).toBe(
			false,
		);
		const blank = [{ device: 'vmnic0' }];
		expect(
			ask({}, {}, { destination: { hosts: [host('h-1', { physicalNics: blank })] } }).value['uplinked'],
		).toBeUndefined();
	});
	it('run in one datapath mode, which vCenters before 7.0 do not have', () => {
		const enhanced = { hosts: [host('h-1', { enhancedSwitches: ['vds-b'] })], vcenter: { version: '8.0.3' } };
		const plain = { hosts: [host('s-1', { enhancedSwitches: [] })] };
		expect(ask({}, {}, { source: plain, destination: enhanced }).value).toMatchObject({
			sameMode: false,
			modes: 'standard -> enhanced',
		});
		const old = { vcenter: { version: '6.7.0' } };
		expect(ask({}, {}, { source: old, destination: old }).value['sameMode']).toBe(true);
	});
	it('take a declaration for the real-time mode that nobody tells', () => {
		const untold = { switches: [{ id: 'x', name: 'vds-b', kind: 'distributed' }] };
		const pair = { realTimeSwitches: false, evidence: 'e', where: 'declared.pair' };
		expect(ask({}, {}, { destination: untold }).value['sameRealTime']).toBeUndefined();
		const plan = { declared: { objects: [], firewall: [], dns: [], pair } };
		expect(ask({}, {}, { destination: untold, plan }).value['sameRealTime']).toBe(true);
	});
	it('have room while ports are left or the group expands', () => {
		expect(ask({}, { ports: 2, autoExpand: false }, { vms: 2 }).value['room']).toBe(true);
		expect(ask({}, { ports: 1, autoExpand: false }, { vms: 2 }).value).toMatchObject({
			room: false,
			full: 'App (1 free)',
		});
		expect(ask({}, { ports: 1, autoExpand: true }, { vms: 2 }).value['room']).toBe(true);
		expect(ask({}, { ports: 0 }).value['room']).toBeUndefined();
		expect(ask({}, { ports: 1 }, { vms: 2 }).value['room']).toBeUndefined();
	});
	it('involve NSX, which releases before 6.7 do not move into', () => {
		expect(ask({}, { nsxBacked: true }).value).toMatchObject({ nsx: true, nsxSupported: true, nsxNames: 'App' });
		expect(ask({ kind: 'opaque' }, {}, { source: { vcenter: { version: '6.5.0' } } }).value).toMatchObject({
			nsx: true,
			nsxSupported: false,
		});
	});
});

describe('addresses in the range of the destination', () => {
	it('are those that start with 00:50:56 and 128 plus its instance id', () => {
		const { asked } = ask({}, {});
		const pool = deriver(asked)<Record<string, unknown>>('mac-pool', 'vm', { move: moveOf(asked, 'app-0') });
		expect(pool.value).toEqual({ outside: false, inside: ['00:50:56:a5:00:01'] });
	});
	it('are unknown while the destination does not tell its id, unless no vCenter made them', () => {
		const { asked } = ask({}, {}, { destination: { vcenter: {} } });
		const pool = deriver(asked)<Record<string, unknown>>('mac-pool', 'vm', { move: moveOf(asked, 'app-0') });
		expect(pool.missing).toEqual({ outside: [{ datum: 'destination.vcenter.instanceId', reason: 'not-reported' }] });
	});
});
