import { describe, expect, it } from 'vitest';
import type { VmGroup } from '../../src/mock-vcenter/scenario/vm-schema.js';
import { at, listAt } from '../../src/shared/xml-value.js';
import { asked, both, type Change, center, cluster, encrypted, hosts, provider, set, vm } from './relocation.js';

describe('encrypted VMs', () => {
	const providers =
		(here: string | undefined, there: string | undefined): Change =>
		(source, destination) => {
			if (here !== undefined) source.keyProviders = provider(here) as never;
			if (there !== undefined) destination.keyProviders = provider(there) as never;
		};

	it.each<[string, Change, string[]]>([
		['go where the same provider and key are', both(encrypted, providers('k', 'k')), []],
		['do not go where the provider is missing', both(encrypted, providers('k', undefined)), ['EncryptionKeyRequired']],
		['do not go where the key is another one', both(encrypted, providers('k', 'other')), ['EncryptionKeyRequired']],
		[
			'do not leave a 6.7 at all',
			both(encrypted, providers('k', 'k'), (source) => set(source, { version: '6.7.0' })),
			['MigrationFault'],
		],
		[
			'with a virtual TPM neither',
			both(
				(source) => set(vm(source), { devices: ['VirtualTPM'] }),
				(source) => set(source, { version: '6.7.0' }),
			),
			['MigrationFault'],
		],
	])('%s', async (_, change, errors) => {
		const found = await asked(change);
		expect(found.errors).toEqual(errors);
	});

	it('the keys that are missing are named', async () => {
		const found = await asked(encrypted);
		expect(at(listAt(found.fault('error'), 'requiredKey')[0], 'providerId.id')).toBe('NKP');
	});
});

describe('the VM and its surroundings', () => {
	it.each<[string, Partial<VmGroup>, string]>([
		['a template', { template: true }, 'NotSupported'],
		['one that another product holds', { disabledMethods: ['RelocateVM_Task'] }, 'MethodDisabled'],
		['one with the Tools installer mounted', { toolsInstallerMounted: true }, 'ToolsInstallationInProgress'],
		['one that needs consolidation', { consolidationNeeded: true }, 'InvalidState'],
		['one suspended to memory', { suspendedToMemory: true, power: 'suspended' }, 'InvalidPowerState'],
		['one under Fault Tolerance', { faultTolerance: true }, 'CannotMoveFaultToleranceVm'],
	])('%s is refused', async (_, change, fault) => {
		const found = await asked((source) => set(vm(source), change));
		expect(found.errors).toEqual([fault]);
	});

	it('a name that is taken in the folder is refused', async () => {
		const found = await asked((_, there) => {
			const group = center(there).vms?.[0];
			if (group !== undefined) set(group, { names: 'bill-app-01' });
		});
		expect(found.errors).toEqual(['DuplicateName']);
	});

	it('more memory than the pool can reserve is refused', async () => {
		const found = await asked((source, there) => {
			set(vm(source), { memory: '900GiB', memoryReservation: '900GiB' });
			cluster(there).hosts[0] = { ...hosts(there), names: 'esx-fr-02.example.com', memory: '800GiB' };
		});
		expect(found.errors).toEqual(['MemorySizeNotSupported', 'InsufficientMemoryResourcesFault']);
	});

	it('a VM that is not connected ends the task with a fault', async () => {
		const { info } = await asked((source) => set(vm(source), { state: 'inaccessible' }));
		expect([at(info, 'state'), at(info, 'result')]).toEqual(['error', undefined]);
		expect(at(info, 'error.fault')).toMatchObject({ $type: 'InvalidState' });
	});

	it('releases before 6.5 take no part', async () => {
		const found = await asked((source) => set(source, { version: '6.0.0' }));
		expect(found.errors).toContain('NotSupported');
	});
});
