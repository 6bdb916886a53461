import { describe, expect, it } from 'vitest';
import cpuVendors from '../../src/facts/cpu-vendors.js';
import evcBaseline from '../../src/facts/evc-baseline.js';
import hardwareSupport from '../../src/facts/hardware-support.js';
import { type EvcOrder, evcContains } from '../../src/facts/shared/evc-order.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { Vm } from '../../src/model/inventory/vm.js';
import { derive, lacks, table } from './fact-harness.js';
import { scope } from './support.js';

function candidate(vm: Partial<Vm>, source: Partial<Host> | undefined, destination: Partial<Host>) {
	const host: Host = { id: 'h-11', name: 'esx11', ...destination };
	const s = scope(
		{
			hosts: source ? [{ id: 'h-1', name: 'esx01', ...source }] : [],
			vms: [{ id: 'vm-1', name: 'app-01', ...(source && { host: 'h-1' }), ...vm }],
		},
		{ hosts: [host] },
	);
	return { s, subject: { move: s.moves[0]!, host } };
}
const evc = (vm: Partial<Vm>, source: Partial<Host>, destination: Partial<Host>) => {
	const { s, subject } = candidate(vm, source, destination);
	return derive(evcBaseline, subject, s);
};
const intel = (current: string, max: string): Partial<Host> => ({ cpu: { vendor: 'intel' }, evc: { current, max } });

describe('the order of EVC modes', () => {
	const order = table('evc-order') as EvcOrder;
	it.each<[string, string, boolean | undefined]>([
		['intel-skylake', 'intel-broadwell', true],
		['intel-broadwell', 'intel-skylake', false],
		['INTEL-Skylake', 'intel-skylake', true],
		['intel-skylake', 'amd-zen', false],
		['amd-zen3', 'amd-zen', true],
		['amd-greyhound', 'amd-rev-e', true],
		['amd-zen', 'amd-greyhound-no3dnow', true],
		['amd-zen', 'amd-greyhound', false],
		['intel-future', 'intel-skylake', undefined],
		['intel-future', 'intel-future', true],
		['intel-future', 'amd-zen', false],
	])('%s contains %s: %s', (offered, required, contained) => {
		expect(evcContains(order, offered, required)).toBe(contained);
	});
});

describe('the baseline of a VM', () => {
	const vm = { minRequiredEvcMode: 'intel-haswell' };
	it('is compared with the EVC mode of the host, else with its maximum', () => {
		expect(evc(vm, intel('', 'intel-skylake'), intel('intel-ivybridge', 'intel-icelake')).value).toMatchObject({
			required: 'intel-haswell',
			requiredFrom: 'vm',
			offered: 'intel-ivybridge',
			contained: false,
		});
		expect(evc(vm, intel('', 'intel-skylake'), intel('', 'intel-icelake')).value).toMatchObject({
			offeredFrom: 'max',
			contained: true,
		});
	});
	it('is unknown while the host does not say whether EVC is on, but for what its maximum rules out', () => {
		const unknown = { cpu: { vendor: 'intel' }, evc: { max: 'intel-icelake' } };
		expect(lacks(evc(vm, {}, unknown), 'contained')).toEqual(['host.evc.current not-reported']);
		expect(evc(vm, {}, { evc: { max: 'intel-merom' } }).value.contained).toBe(false);
	});
	it('falls back to an upper bound, which can pass and cannot fail', () => {
		expect(evc({}, intel('intel-haswell', 'intel-icelake'), intel('', 'intel-skylake')).value).toMatchObject({
			requiredFrom: 'source-evc',
			contained: true,
		});
		const above = evc({}, intel('', 'intel-icelake'), intel('', 'intel-skylake'));
		expect(above.value).toMatchObject({ requiredFrom: 'source-max' });
		expect(lacks(above, 'contained')).toEqual(['vm.minRequiredEvcMode not-reported']);
	});
	it('never fits another vendor', () => {
		expect(
			evc({}, intel('', 'intel-icelake'), { cpu: { vendor: 'amd' }, evc: { current: '', max: 'amd-zen3' } }).value
				.contained,
		).toBe(false);
		expect(evc(vm, {}, { evc: { current: '', max: 'amd-zen3' } }).value.contained).toBe(false);
	});
	it('names both data when nothing is known', () => {
		expect(lacks(evc({}, {}, {}), 'contained')).toEqual([
			'vm.minRequiredEvcMode not-reported',
			'host.evc.current not-reported',
		]);
	});
});

describe('CPU vendors', () => {
	const vendors = (source: Partial<Host> | undefined, destination: Partial<Host>) => {
		const { s, subject } = candidate({}, source, destination);
		return derive(cpuVendors, subject, s);
	};
	it('are equal or not', () => {
		expect(vendors({ cpu: { vendor: 'intel' } }, { cpu: { vendor: 'amd' } }).value).toEqual({
			source: 'intel',
			destination: 'amd',
			same: false,
		});
		expect(vendors({ cpu: { vendor: 'amd' } }, { cpu: { vendor: 'amd' } }).value.same).toBe(true);
	});
	it('name what is missing on either side', () => {
		expect(lacks(vendors({}, {}), 'same')).toEqual([
			'sourceHost.cpu.vendor not-reported',
			'host.cpu.vendor not-reported',
		]);
		expect(lacks(vendors(undefined, { cpu: { vendor: 'amd' } }), 'same')).toEqual(['vm.host not-reported']);
	});
});

describe('hardware versions', () => {
	const hardware = (hardwareVersion: number | undefined, host: Partial<Host>) => {
		const { s, subject } = candidate(hardwareVersion === undefined ? {} : { hardwareVersion }, {}, host);
		return derive(hardwareSupport, subject, s);
	};
	it.each<[number, string, number | undefined, boolean | undefined]>([
		[21, '8.0.2', 1, true],
		[21, '8.0.1', 1, false],
		[20, '8.0.0', 1, true],
		[19, '7.0.3', 1, true],
		[18, '7.0.0', 1, false],
		[15, '6.7.0', 13006603, true],
		[15, '6.7.0', 13006602, false],
		[15, '6.7.0', undefined, undefined],
		[14, '6.7.0', undefined, true],
		[17, '6.7.0', undefined, false],
		[22, '9.0.0', 1, true],
		[23, '9.0.0', 1, false],
		[23, '9.2.0', 1, undefined],
		[22, '9.2.0', 1, true],
		[7, '4.1.0', 1, false],
	])('%i on ESXi %s build %s: %s', (version, esxi, build, supported) => {
		const result = hardware(version, { version: esxi, ...(build !== undefined && { build }) });
		expect(result.value.supported).toBe(supported);
	});
	it('name the datum that decides', () => {
		expect(lacks(hardware(15, { version: '6.7.0' }), 'supported')).toEqual(['host.build not-reported']);
		expect(lacks(hardware(15, {}), 'supported')).toEqual(['host.version not-reported']);
		expect(lacks(hardware(undefined, { version: '8.0.2' }), 'supported')).toEqual(['vm.hardwareVersion not-reported']);
	});
});
