import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Network } from '../../src/model/inventory/network.js';
import type { VmNic } from '../../src/model/inventory/vm.js';
import type { Plan } from '../../src/model/plan.js';
import type { Scope } from '../../src/model/scope.js';
import { deriver, moveOf } from './derive.js';
import { plan, scope } from './support.js';

type Value = Record<string, unknown>;
const hosts = ['h-1', 'h-2'].map((id) => ({ id, name: id, cluster: 'c-1', version: '7.0.3' }));
const base: Partial<Inventory> = { clusters: [{ id: 'c-1', name: 'Prod' }], hosts, vcenter: { version: '8.0.3' } };
const nic = (more: Partial<VmNic> = {}): VmNic => ({
	id: '4000',
	label: 'Network adapter 1',
	networkName: 'App',
	connected: true,
	startConnected: true,
	...more,
});

function question(
	nics: VmNic[] | undefined,
	to: Network[],
	more: { from?: Network[]; plan?: Partial<Plan>; source?: Partial<Inventory>; destination?: Partial<Inventory> } = {},
): Scope {
	const vm = { id: 'vm-1', name: 'app-01', powerState: 'poweredOn', template: false, ...(nics && { nics }) };
	return scope(
		{ vms: [vm], networks: more.from ?? [{ id: 'p-1', name: 'App' }], vcenter: { version: '7.0.3' }, ...more.source },
		{ ...base, networks: to, ...more.destination },
		more.plan ?? {},
	);
}
const ofVm = (asked: Scope): { value: Value; missing: unknown } => {
	const { value, missing } = deriver(asked)<Value>('network-mapping', 'vm', { move: moveOf(asked, 'app-01') });
	return { value, missing };
};
const ofNetwork = (asked: Scope, fact = 'network-mapping'): Value & { missing?: unknown } => {
	const { value, missing } = deriver(asked)<Value>(fact, 'network', { network: asked.networks[0] });
	return { ...value, ...(missing && { missing }) };
};

describe('network-mapping of a VM', () => {
	it('holds when every NIC has a destination, and for a VM without NICs', () => {
		expect(ofVm(question([nic()], [{ id: 'n', name: 'App' }])).value).toMatchObject({ mapped: true, unmapped: [] });
		expect(ofVm(question([], [])).value).toMatchObject({ mapped: true, connectedUnmapped: false });
	});

	it('names each NIC without one, and tells connected from disconnected', () => {
		const asked = question([nic(), nic({ id: '4001', label: 'Network adapter 2', networkName: 'Db' })], []);
		expect(ofVm(asked).value).toMatchObject({
			mapped: false,
			connectedUnmapped: true,
			unmapped: ['Network adapter 1 (App)', 'Network adapter 2 (Db)'],
		});
		expect(ofVm(question([nic({ connected: false })], [])).value['connectedUnmapped']).toBe(false);
		expect(ofVm(question([nic({ connected: undefined as never })], [])).missing).toMatchObject({
			connectedUnmapped: [{ datum: 'nic.connected', reason: 'not-reported' }],
		});
	});

	it('asks a powered-off VM how it will be connected at power on', () => {
		const off = { id: 'vm-1', name: 'app-01', powerState: 'poweredOff', template: false };
		const vms = [{ ...off, nics: [nic({ connected: false, startConnected: true })] }];
		expect(ofVm(question(undefined, [], { source: { vms } })).value['connectedUnmapped']).toBe(true);
	});

	it('names the map entry that no placement host has', () => {
		const asked = question([nic()], [{ id: 'n', name: 'App-2', hosts: ['elsewhere'] }], {
			plan: { networkMap: { App: 'App-2' } },
		});
		expect(ofVm(asked).value['unmapped']).toEqual([
			'Network adapter 1 (App mapped to App-2, which no placement host has)',
		]);
	});

	it('is unknown when the NICs, a NIC or the destination networks are not told', () => {
		expect(ofVm(question(undefined, [])).missing).toMatchObject({
			mapped: [{ datum: 'vm.nics', reason: 'not-reported' }],
		});
		expect(ofVm(question([{ id: '1' }], [])).missing).toMatchObject({ mapped: [{ datum: 'nic.networkName' }] });
		const rvtools = { source: { kind: 'rvtools', location: 'x' } };
		expect(ofVm(question([nic()], [], { destination: rvtools })).missing).toMatchObject({
			mapped: [{ datum: 'destination.networks' }],
			connectedUnmapped: [{ datum: 'destination.networks' }],
		});
		expect(ofVm(question([{ id: '1', unattached: true }], [])).value['mapped']).toBe(true);
	});
});

describe('network-mapping of a source network', () => {
	it('finds the label, and does not take another spelling for it', () => {
		expect(ofNetwork(question([nic()], [{ id: 'n', name: 'App' }]))).toMatchObject({
			sameLabel: true,
			explicit: false,
		});
		expect(ofNetwork(question([nic()], [{ id: 'n', name: 'APP' }]))).toMatchObject({
			sameLabel: false,
			connectedUnmapped: true,
		});
	});

	it('sees an explicit map, by name or by VLAN, and still looks for the label', () => {
		const to = [{ id: 'n', name: 'App-2', vlan: { id: 7 } }];
		expect(ofNetwork(question([nic()], to, { plan: { networkMap: { App: 'App-2' } } }))).toMatchObject({
			sameLabel: false,
			explicit: true,
			connectedUnmapped: false,
			targets: ['App-2'],
		});
		const byVlan = { placement: { ...plan().placement, networkMatch: 'vlan' } };
		const from = [{ id: 'p-1', name: 'App', vlan: { id: 7 } }];
		expect(ofNetwork(question([nic()], to, { from, plan: byVlan }))).toMatchObject({ explicit: true });
		const twice = [...to, { id: 'm', name: 'App-3', vlan: { id: 7 } }];
		expect(ofNetwork(question([nic()], twice, { from, plan: byVlan }))).toMatchObject({
			explicit: false,
			mapped: false,
			unambiguous: false,
			unmapped: ['App, several networks of its VLAN'],
		});
		const labelled = [...to, { id: 'm', name: 'App' }];
		expect(ofNetwork(question([nic()], labelled, { plan: { networkMap: { App: 'App-2' } } }))['sameLabel']).toBe(true);
	});

	it('lists the networks of one name with their switches', () => {
		const to = [
			{ id: 'n', name: 'App', switchName: 'vds-1' },
			{ id: 'm', name: 'App', switchName: 'vds-2' },
		];
		expect(ofNetwork(question([nic()], to))).toMatchObject({
			unambiguous: false,
			mapped: true,
			targets: ['App on vds-1', 'App on vds-2'],
		});
	});
});

describe('network-vlan', () => {
	const vlan = (from: Network['vlan'], ...to: Network['vlan'][]): unknown =>
		ofNetwork(
			question(
				[nic()],
				to.map((v, i) => ({ id: `n-${i}`, name: 'App', ...(v && { vlan: v }) })),
				{ from: [{ id: 'p-1', name: 'App', ...(from && { vlan: from }) }] },
			),
			'network-vlan',
		);

	it.each([
		[{ id: 10 }, { id: 10 }, true],
		[{ id: 10 }, { id: 20 }, false],
		[{ id: 10 }, { trunk: [{ from: 0, to: 4094 }] }, false],
		[{ private: 10 }, { id: 10 }, false],
	])('compares %j with %j', (from, to, equal) => {
		expect(vlan(from, to)).toMatchObject({ comparable: true, equal, byName: true });
	});

	it('compares trunks without regard to the order of their ranges', () => {
		const ranges = [
			{ from: 1, to: 5 },
			{ from: 9, to: 9 },
		];
		expect(vlan({ trunk: ranges }, { trunk: [...ranges].reverse() })).toMatchObject({
			equal: true,
			source: 'VLAN trunk 1-5, 9',
		});
	});

	it('names the end that does not tell, and does not guess between several that differ', () => {
		expect(vlan(undefined, { id: 10 })).toMatchObject({ missing: { equal: [{ datum: 'network.vlan' }] } });
		expect(vlan({ id: 10 }, undefined)).toMatchObject({ missing: { equal: [{ datum: 'destination.network.vlan' }] } });
		expect(vlan({ id: 10 }, { id: 10 }, { id: 20 })).toMatchObject({
			missing: { equal: [{ datum: 'placement.networks', reason: 'ambiguous-placement' }] },
		});
		expect(vlan({ id: 10 }, { id: 20 }, { id: 30 })).toMatchObject({ equal: false, target: 'VLAN 20' });
	});

	it('does not compare NSX networks, nor what has no destination', () => {
		const wire = 'vxw-dvs-46-virtualwire-3-sid-5001-web';
		const asked = question([nic({ networkName: wire })], [{ id: 'n', name: wire, vlan: { id: 0 } }], {
			from: [{ id: 'p', name: wire, vlan: { id: 0 } }],
		});
		expect(ofNetwork(asked, 'network-vlan')).toEqual({ comparable: false });
		const opaque = question([nic()], [{ id: 'n', name: 'App', kind: 'opaque' }]);
		expect(ofNetwork(opaque, 'network-vlan')).toEqual({ comparable: false });
		const backed = question([nic()], [{ id: 'n', name: 'App', nsxBacked: true, vlan: { id: 0 } }]);
		expect(ofNetwork(backed, 'network-vlan')).toEqual({ comparable: false });
		expect(ofNetwork(question([nic()], []), 'network-vlan')).toEqual({ comparable: false });
	});
});

describe('network-suggestion', () => {
	const offer = (from: Network['vlan'], ...to: Network[]): Value & { missing?: unknown } =>
		ofNetwork(
			question([nic()], to, { from: [{ id: 'p-1', name: 'App', ...(from && { vlan: from }) }] }),
			'network-suggestion',
		);

	it('is the only network of the VLAN that a host of the placement sees', () => {
		const elsewhere = { id: 'n-9', name: 'Far', vlan: { id: 10 }, hosts: ['h-9'] };
		expect(offer({ id: 10 }, { id: 'n-1', name: 'Prod', vlan: { id: 10 }, hosts: ['h-1'] }, elsewhere)).toEqual({
			open: true,
			found: true,
			vlan: 'VLAN 10',
			name: 'Prod',
		});
		expect(offer({ private: 7 }, { id: 'n-1', name: 'Prod', vlan: { private: 7 } })).toMatchObject({ found: true });
	});

	it('is none when two have the VLAN, when it is untagged or when NSX makes the network', () => {
		const twice = ['a', 'b'].map((name) => ({ id: name, name, vlan: { id: 10 } }));
		expect(offer({ id: 10 }, ...twice)).toMatchObject({ open: true, found: false });
		expect(offer({ id: 0 }, { id: 'n-1', name: 'Prod', vlan: { id: 0 } })).toMatchObject({ found: false });
		expect(offer({ id: 10 }, { id: 'n-1', name: 'Prod', vlan: { id: 10 }, nsxBacked: true })).toMatchObject({
			found: false,
		});
	});

	it('is not asked for a network that has a destination, and unknown without a VLAN', () => {
		expect(offer({ id: 10 }, { id: 'n-1', name: 'App', vlan: { id: 10 } })).toEqual({ open: false, found: false });
		expect(offer(undefined, { id: 'n-1', name: 'Prod', vlan: { id: 10 } })).toEqual({
			open: true,
			missing: { found: [{ datum: 'network.vlan', reason: 'not-reported' }] },
		});
	});
});

describe('switch-pair', () => {
	const vds = (id: string, version: string | undefined, vendor?: string) => ({
		id,
		name: id,
		kind: 'distributed',
		...(version && { version }),
		vendor: vendor ?? 'VMware, Inc.',
	});
	const pair = (
		from: string | undefined,
		to: string | undefined,
		more: Partial<Plan> = {},
		toKind = 'distributed',
	): Value =>
		ofNetwork(
			question([nic()], [{ id: 'n', name: 'App', kind: toKind, switch: 's-2' }], {
				from: [{ id: 'p-1', name: 'App', kind: 'distributed', switch: 's-1' }],
				source: { switches: [vds('s-1', from)] },
				destination: { switches: [vds('s-2', to)] },
				plan: more,
			}),
			'switch-pair',
		);

	it('compares versions of distributed switches', () => {
		expect(pair('7.0.3', '7.0.3')).toMatchObject({ hot: true, bothDistributed: true, sameVersion: true });
		expect(pair('7.0.3', '8.0.3')).toMatchObject({
			sameVersion: false,
			sourceVersion: '7.0.3',
			targetVersion: '8.0.3',
		});
	});

	it('compares vendors where both are told', () => {
		const asked = question([nic()], [{ id: 'n', name: 'App', kind: 'distributed', switch: 's-2' }], {
			from: [{ id: 'p-1', name: 'App', kind: 'distributed', switchName: 's-1' }],
			source: { switches: [vds('s-1', '7.0.3', 'VMware')] },
			destination: { switches: [vds('s-2', '7.0.3', 'Cisco')] },
		});
		expect(ofNetwork(asked, 'switch-pair')).toMatchObject({ sameVersion: false, targetVersion: '7.0.3 (Cisco)' });
	});

	it('is unknown while a vendor is', () => {
		const asked = question([nic()], [{ id: 'n', name: 'App', kind: 'distributed', switch: 's-2' }], {
			from: [{ id: 'p-1', name: 'App', kind: 'distributed', switchName: 's-1' }],
			source: { switches: [vds('s-1', '7.0.3')] },
			destination: { switches: [{ id: 's-2', name: 's-2', kind: 'distributed', version: '7.0.3' }] },
		});
		expect(ofNetwork(asked, 'switch-pair')).toMatchObject({
			missing: { sameVersion: [{ datum: 'destination.switch.vendor' }] },
		});
	});

	it('is unknown while a version is, and names which', () => {
		expect(pair('7.0.3', undefined)).toMatchObject({
			missing: { sameVersion: [{ datum: 'destination.switch.version', reason: 'not-reported' }] },
		});
	});

	it('sees a move from a distributed to a standard switch, and releases 6.x in scope', () => {
		expect(pair('7.0.3', undefined, {}, 'standard')).toMatchObject({
			distributedToStandard: true,
			bothDistributed: false,
			anySixes: false,
		});
		const old = { hosts: [{ ...hosts[0], id: 'h-1', name: 'h-1', cluster: 'c-1', version: '6.7.0' }] };
		const asked = question([nic()], [{ id: 'n', name: 'App', kind: 'standard' }], { destination: old });
		expect(ofNetwork(asked, 'switch-pair')).toMatchObject({ anySixes: true });
	});

	it('compares the distributed one of several destinations, a standard one of the same name hides nothing', () => {
		const both = [
			{ id: 'n', name: 'App', kind: 'distributed', switch: 's-2' },
			{ id: 'm', name: 'App', kind: 'standard', switchName: 'vSwitch1' },
		];
		const asked = question([nic()], both, {
			from: [{ id: 'p-1', name: 'App', kind: 'distributed', switch: 's-1' }],
			source: { switches: [vds('s-1', '7.0.3')] },
			destination: { switches: [vds('s-2', '8.0.3')] },
		});
		expect(ofNetwork(asked, 'switch-pair')).toMatchObject({ bothDistributed: true, sameVersion: false });
	});

	it('counts a declaration of mixed versions until it expires', () => {
		const declared = (expires: string): Partial<Plan> => ({
			declared: {
				...plan().declared,
				pair: { vdsMixedVersions: true, evidence: 'test of 2026-11-01', expires, where: 'declared.pair' },
			},
		});
		expect(pair('7.0.3', '8.0.3', declared('2027-01-01'))).toMatchObject({ mixedDeclared: true });
		expect(pair('7.0.3', '8.0.3', declared('2026-01-01'))).toMatchObject({ mixedDeclared: false });
	});
});

describe('network-on-host', () => {
	const on = (
		to: Network[],
		host: string,
		more: Partial<Inventory> = {},
		card = nic(),
	): Value & { missing?: unknown } => {
		const asked = question([card], to, { destination: more });
		const subject = { move: moveOf(asked, 'app-01'), host: asked.destination.host(host) };
		const { value, missing } = deriver(asked)<Value>('network-on-host', 'vm-host', subject);
		return { ...value, ...(missing && { missing }) };
	};
	const switches = [{ id: 's', name: 'vds', kind: 'distributed', hosts: ['h-1'] }];
	const app: Network = { id: 'n', name: 'App', kind: 'distributed', switch: 's' };

	it('follows the membership of the distributed switch', () => {
		expect(on([app], 'h-1', { switches })).toMatchObject({ reached: true, absent: [] });
		expect(on([app], 'h-2', { switches })).toMatchObject({ reached: false, absent: ['App'], connectedAbsent: true });
		expect(on([app], 'h-2', { switches }, nic({ connected: false }))).toMatchObject({ connectedAbsent: false });
	});

	it('names the unlisted NICs as what is missing, not the connection of NICs that it knows', () => {
		const asked = question([], [app], { destination: { switches } });
		const move = moveOf(asked, 'app-01');
		const { nics: _nics, ...vm } = move.vm;
		const subject = { move: { ...move, vm }, host: asked.destination.host('h-1') };
		const { missing } = deriver(asked)<Value>('network-on-host', 'vm-host', subject);
		expect(missing).toMatchObject({ connectedAbsent: [{ datum: 'vm.nics' }] });
	});

	it('takes standard port groups of one name and datacenter on all hosts together', () => {
		const standard = ['h-1', 'h-2'].map((host) => ({ id: host, name: 'App', kind: 'standard', hosts: [host] }));
		expect(on(standard, 'h-2')).toMatchObject({ reached: true });
	});

	it('is unknown when nobody tells which hosts carry it', () => {
		expect(on([{ id: 'n', name: 'App' }], 'h-1')).toMatchObject({
			connectedAbsent: true,
			missing: { reached: [{ datum: 'destination.network.hosts', reason: 'not-reported' }] },
		});
	});
});
