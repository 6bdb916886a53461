import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { loadFacts } from '../../src/app/extensions.js';
import { Environments } from '../../src/engine/cel/environment.js';
import type { CompiledRule } from '../../src/engine/rules/compile-rule.js';
import { FactRunner } from '../../src/engine/run/fact-runner.js';
import { VmClasses } from '../../src/engine/run/vm-classes.js';
import { type Fact, fact } from '../../src/model/fact.js';
import { Host } from '../../src/model/inventory/host.js';
import { Vm } from '../../src/model/inventory/vm.js';
import type { Move, Scope } from '../../src/model/scope.js';
import type { SubjectType } from '../../src/model/vocabulary.js';
import { table } from './fact-harness.js';
import { GIB, scope } from './support.js';
import { notedVariants, variants } from './variants.js';

const VALUES = {
	powerState: ['poweredOn', 'poweredOff', 'suspended'],
	networkName: ['front', 'back', 'twice', 'lost'],
	network: ['net-front', 'net-none'],
	datastore: ['ds-1', 'ds-2', 'ds-none'],
	datastoreName: ['fast', 'slow', 'lost'],
	homeDatastoreName: ['fast', 'slow', 'lost'],
	isoDatastoreName: ['', 'iso', 'lost'],
	backing: ['iso', 'host', 'client', 'none'],
	kind: ['cdrom', 'floppy', 'usb'],
	minRequiredEvcMode: ['intel-haswell', 'intel-icelake', 'amd-zen2', 'nobody-knows'],
	vendor: ['intel', 'amd'],
	hardwareVersion: [9, 19, 21, 99],
	path: ['/DC/vm/Prod', '/DC/vCLS', '/DC'],
	version: ['6.0.0', '7.0.3', '8.0.2'],
	host: ['host-1', 'host-none'],
	current: ['', 'intel-haswell', 'intel-icelake'],
	mac: ['00:50:56:00:00:01', '00:00:00:00:00:00'],
	keyProvider: ['kms', 'other'],
	managedBy: [{ extensionKey: 'com.vmware.vim.eam' }, { extensionKey: 'com.vmware.vcDr', type: 'placeholderVm' }],
};
const disk = { id: '2000', label: 'Hard disk 1', capacityBytes: GIB, datastore: 'ds-1', datastoreName: 'fast' };
const nic = { id: '4000', label: 'NIC 1', networkName: 'front', mac: '00:50:56:ff:00:01', connected: true };
const COLD = {
	powerState: 'poweredOff',
	template: false,
	encrypted: true,
	keyProvider: 'kms',
	hardwareVersion: 19,
	minRequiredEvcMode: 'intel-haswell',
	disks: [disk, { ...disk, id: '2001', encrypted: true, keyProvider: 'kms' }],
	nics: [
		{ ...nic, startConnected: false },
		{ ...nic, id: '4001', networkName: 'twice', connected: false },
	],
	media: [
		{ id: '3000', kind: 'cdrom', backing: 'iso', isoDatastoreName: 'iso', isoPath: '[iso] a.iso', connected: true },
		{ id: '3001', kind: 'cdrom', backing: 'client', connected: false, startConnected: true },
	],
	devices: [],
	snapshots: [],
};
const BASES = [
	{ powerState: 'poweredOn', template: false, disks: [disk], nics: [{ ...nic, startConnected: true }], media: [] },
	COLD,
	// The same in the other mode: what differs by mode must say so.
	{ ...COLD, powerState: 'poweredOn' },
	{},
];
const HOST = {
	version: '8.0.2',
	build: 22_380_479,
	connectionState: 'connected',
	maintenanceMode: false,
	cpu: { vendor: 'intel' },
	evc: { current: 'intel-icelake', max: 'intel-icelake' },
	vmkernelAdapters: [{ device: 'vmk1', ip: '10.1.0.1', netmask: '255.255.255.0', services: ['vmotion'] }],
	vmotionAdapters: ['vmk1'],
	firewall: { rulesets: [{ key: 'vMotion', enabled: true, allIp: false, allowed: ['10.1.0.0/25'] }] },
};

/** VMs and hosts that differ from others in one datum, so that a datum that a fact reads unsaid shows. */
function estate(restricted: boolean): Scope {
	const named = (data: object, i: number) => ({ ...data, id: `vm-${i}`, name: `app-${i}`, host: 'host-0' });
	const vms = BASES.flatMap((base) => {
		const whole = { id: '', name: '', host: 'host-0', ...base } as Vm;
		return [whole, whole, ...variants(Vm, whole, VALUES), ...notedVariants(Vm, whole)] as Vm[];
	}).map((data, i) => ({ ...named(data, i), ...(data.host !== undefined && { host: data.host }) }));
	const host = { id: '', name: '', ...HOST } as Host;
	const hosts = [host, ...(variants(Host, host, VALUES) as Host[]), ...notedVariants(Host, host)].map((data, i) => ({
		...data,
		id: `host-${i}`,
		name: `esx${i}`,
	}));
	const onHosts = hosts.map((_, i) => ({ ...BASES[0], id: `on-${i}`, name: `on-${i}`, host: `host-${i}` }));
	const special = ['vCLS (4)', 'vCLS-x', 'taken', 'APP-1', 'placed-1', 'placed-2', 'mapped'];
	const others = special.map((name, i) => ({ ...BASES[1], id: `other-${i}`, name, host: 'host-0' }));
	const networks = [
		{ id: 'net-front', name: 'front', hosts: ['d-0', 'd-1'] },
		{ id: 'net-back', name: 'back', hosts: ['d-0'] },
		{ id: 'net-twice', name: 'twice', switchName: 'a' },
		{ id: 'net-twice2', name: 'twice', switchName: 'b' },
	];
	const datastores = ['fast', 'slow', 'iso'].map((name, i) => ({ id: `ds-${i + 1}`, name, hosts: ['d-0'] }));
	return scope(
		{ vms: [...vms, ...onHosts, ...others] as Vm[], hosts, datastores, networks },
		{
			clusters: [{ id: 'c', name: 'Prod' }],
			hosts: [
				{ ...HOST, id: 'd-0', name: 'dst0', cluster: 'c', ...(restricted ? {} : { firewall: undefined }) },
				{ id: 'd-1', name: 'dst1', cluster: 'c' },
			] as Host[],
			networks,
			datastores,
			keyProviders: [{ id: 'kms' }],
			vms: [{ id: 'd', name: 'taken', path: '/DC', nics: [{ id: '1', mac: '00:50:56:00:00:01' }] }],
		} as never,
		{
			placement: { networkMatch: 'name', diskFormat: 'same', cluster: 'Prod' },
			datastoreMap: { fast: 'fast', slow: 'slow' },
			networkMap: { lost: 'nowhere' },
			overrides: [
				{ names: ['placed-1'], datastore: 'nowhere' },
				{ names: ['placed-2'], host: 'dst1' },
				{ names: ['mapped'], networks: { front: 'back' } },
			] as never,
		},
	);
}

const OF_VMS = ['vm', 'vm-host', 'placement'] as const;

/** VMs that a fact tells apart although their keys are equal: what it reads and does not declare. */
function unsaid(name: string, facts: ReadonlyMap<string, Fact>, over: Scope): string[] {
	const tables = new Proxy({} as Record<string, unknown>, { has: () => true, get: (_, key) => table(String(key)) });
	const { facts: variables } = new Environments(facts);
	const runner = new FactRunner(over, tables, variables);
	const variable = variables.find(({ file }) => file === name)!;
	const rule = { reads: { data: new Map(), facts: new Set([name]) } } as unknown as CompiledRule;
	const classes = new VmClasses({ facts: runner } as never, variables).of([rule], 'vm');
	if (classes === undefined) return [];
	const found: string[] = [];
	const types = OF_VMS.filter((type) => variable.fact.subjects.includes(type));
	for (const type of types) {
		const first = new Map<string, { move: Move; text: string }>();
		for (const move of over.moves)
			for (const host of type === 'vm-host' ? move.placement.allowedHosts : [undefined]) {
				const text = JSON.stringify(runner.derive(variable, type as SubjectType, { move, host } as never));
				const key = `${classes.of[move.order]} ${host?.id}`;
				const known = first.get(key);
				if (known === undefined) first.set(key, { move, text });
				else if (known.text !== text)
					found.push(`${describeVm(known.move)}: ${known.text}; ${describeVm(move)}: ${text}`);
			}
	}
	return found;
}

const describeVm = ({ vm, sourceHost }: Move): string => JSON.stringify([vm, sourceHost]);

const facts = await loadFacts();
const restricted = estate(true);
const open = estate(false);

describe('what a fact reads of a VM', () => {
	const ofVms = [...facts].filter(([, { subjects }]) => OF_VMS.some((type) => subjects.includes(type)));

	it('is declared by every fact about VMs, so that VMs that are equal in it are asked once', () => {
		const silent = ofVms.filter(([, { vmData, vmKey }]) => vmData === undefined && vmKey === undefined);
		expect(silent.map(([name]) => `${name} names neither vmData nor vmKey (src/model/fact.ts)`)).toEqual([]);
	});

	it.each(ofVms.map(([name]) => name))('is all declared by %s', (name) => {
		expect(unsaid(name, facts, restricted)).toEqual([]);
		expect(unsaid(name, facts, open)).toEqual([]);
	});

	it('is found out when it is not declared', () => {
		const lying = (vmData: readonly string[], read: (move: Move) => unknown): Fact =>
			fact({
				subjects: ['vm'],
				schema: Type.Object({ text: Type.String() }),
				vmData,
				derive: ({ move }) => ({ value: { text: JSON.stringify(read(move)) ?? '' } }),
			}) as unknown as Fact;
		const lies: [readonly string[], (move: Move) => unknown][] = [
			[['template'], ({ vm }) => vm.encrypted],
			[['disks.mode'], ({ vm }) => vm.disks?.[0]?.sharing],
			[['nics.length'], ({ vm }) => vm.nics?.[0]?.connected],
			[['vApp'], ({ vm }) => vm.gaps?.['media.backing']],
			[['mode'], ({ vm }) => vm.declared?.['encrypted']],
			[['sourceHost.cpu'], ({ sourceHost }) => sourceHost?.version],
			[[], ({ placement }) => placement.datastores.get('*')?.name],
		];
		for (const [vmData, read] of lies)
			expect(unsaid('lie', new Map([['lie', lying(vmData, read)]]), restricted).length, vmData.join()).toBeGreaterThan(
				0,
			);
	});
});
