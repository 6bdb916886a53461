import { describe, expect, it } from 'vitest';
import { at, listAt } from '../../src/shared/xml-value.js';
import { asked, both, type Change, cluster, hosts, off, set, vm } from './relocation.js';

describe('hosts and processors', () => {
	it.each<[string, Change, string]>([
		['disconnected', (_, there) => set(hosts(there), { state: 'disconnected' }), 'HostNotConnected'],
		['in maintenance', (_, there) => set(hosts(there), { maintenance: true }), 'InvalidHostState'],
		['in quarantine', (_, there) => set(hosts(there), { quarantine: true }), 'QuarantineModeFault'],
		[
			'kept for failover',
			(_, there) => set(cluster(there), { failoverHosts: ['esx-fr-02*'] }),
			'DisallowedOperationOnFailoverHost',
		],
		[
			'too old for the hardware version',
			(here) => set(vm(here), { hardware: 22 }),
			'VirtualHardwareVersionNotSupported',
		],
		['too small', (here) => set(vm(here), { memory: '2TiB' }), 'MemorySizeNotSupported'],
		['short of threads', (here) => set(vm(here), { cpus: 200 }), 'NotEnoughLogicalCpus'],
		[
			'of an older generation',
			(_, there) => set(cluster(there), { evc: 'intel-haswell' }),
			'FeatureRequirementsNotMet',
		],
		[
			'of another vendor',
			(_, there) => {
				hosts(there).cpu = { vendor: 'amd', model: 'AMD EPYC 7763', threads: 128 };
				hosts(there).evcMax = 'amd-zen3';
				cluster(there).evc = 'amd-zen3';
			},
			'FeatureRequirementsNotMet',
		],
		[
			'without a vMotion adapter',
			(_, there) => set(hosts(there).vmkernel, { 1: { ...hosts(there).vmkernel[0], device: 'vmk1', services: [] } }),
			'VMotionNotConfigured',
		],
		['not made for vMotion', (_, there) => set(hosts(there), { vmotionCapable: false }), 'VMotionNotSupported'],
	])('a host that is %s is refused', async (_, change, fault) => {
		const found = await asked(change);
		expect(found.errors).toContain(fault);
	});

	it('names the processor features that are missing', async () => {
		const found = await asked((_, there) => set(cluster(there), { evc: 'intel-haswell' }));
		const keys = listAt(found.fault('error'), 'featureRequirement').map((one) => at(one, 'key'));
		expect(keys).toEqual([
			'cpuid.adx',
			'cpuid.rdseed',
			'cpuid.smap',
			'cpuid.avx512f',
			'cpuid.avx512bw',
			'cpuid.avx512dq',
		]);
		expect(at(listAt(found.fault('error'), 'featureRequirement')[0], 'value')).toBe('Bool:Min:1');
	});

	it('a powered-off VM asks for no processor and no vMotion', async () => {
		const cold: Change = (_, there) => {
			cluster(there).evc = 'intel-haswell';
			hosts(there).vmotionCapable = false;
		};
		expect((await asked(both(off, cold))).errors).toEqual([]);
	});

	it('the side of a vMotion problem is told', async () => {
		const found = await asked((here) => set(hosts(here), { vmotionCapable: false }));
		expect(found.errors).toContain('VMotionNotSupported');
		const index = found.errors.indexOf('VMotionNotSupported');
		expect(at(found.fault('error', index), 'atSourceHost')).toBe('true');
		expect(at(found.fault('error', index), 'failedHost')).toMatch(/^esx-mi-0\d.example.com$/);
	});

	it('a slow link is a warning, no link an error', async () => {
		const at100 =
			(speedMbps: number): Change =>
			(_, there) => {
				hosts(there).nics = hosts(there).nics?.map((nic) => ({ ...nic, speedMbps })) ?? [];
			};
		expect((await asked(at100(100))).warnings).toEqual(['VMotionLinkCapacityLow']);
		expect((await asked(at100(0))).errors).toContain('VMotionLinkDown');
	});
});

describe('licences', () => {
	const edition =
		(side: 'source' | 'destination', name: string, more: object = {}): Change =>
		(source, destination) => {
			const own = (side === 'source' ? source : destination).licenses?.find(({ vcenter }) => vcenter !== true);
			set(own ?? {}, { edition: name, ...more });
		};

	it.each<[string, Change, string[]]>([
		['Standard at the source', edition('source', 'esx.standard.cpuPackage'), ['NotEnoughLicenses']],
		['Standard at the destination', edition('destination', 'esx.standard.cpuPackage'), ['NotEnoughLicenses']],
		['an edition without vMotion', edition('destination', 'esx.hypervisor.cpuPackage'), ['VMotionNotLicensed']],
		[
			'an edition without Storage vMotion',
			edition('source', 'esx.enterprisePlus.cpuPackage', { features: { vmotion: 'vSphere vMotion' } }),
			['StorageVMotionNotSupported'],
		],
		[
			'an evaluation that is over',
			edition('source', 'eval', { expires: '2020-01-01T00:00:00Z' }),
			['ExpiredEditionLicense'],
		],
		['an evaluation', edition('source', 'eval'), []],
	])('while powered on: %s', async (_, change, errors) => {
		expect((await asked(change)).errors).toEqual(errors);
	});

	it.each<[string, Change, string[]]>([
		['Standard is enough', edition('source', 'esx.standard.cpuPackage'), []],
		['the free edition is not', edition('destination', 'esx.hypervisor.cpuPackage'), ['NotEnoughLicenses']],
	])('powered off: %s', async (_, change, errors) => {
		expect((await asked(both(off, change))).errors).toEqual(errors);
	});
});
