import { describe, expect, it } from 'vitest';
import destinationPrivileges from '../../src/facts/destination-privileges.js';
import movePrivileges from '../../src/facts/move-privileges.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Plan } from '../../src/model/plan.js';
import type { Scope } from '../../src/model/scope.js';
import { derive, lacks } from './fact-harness.js';
import { scope } from './support.js';

const MOVER = 'VSPHERE.LOCAL\\mover';
const BOTH = ['Resource.ColdMigrate', 'Resource.HotMigrate'];
const accounts = { source: 'Mover@vsphere.local', destination: 'mover@vsphere.local' };

const sourceOf = (privileges: string[] | undefined, powerState = 'poweredOn', account = MOVER): Partial<Inventory> => ({
	vcenter: { account },
	vms: [{ id: 'vm-1', name: 'app-01', powerState, ...(privileges && { privileges }) }],
});
const destination: Partial<Inventory> = {
	vcenter: { account: MOVER, name: 'vc-b', privileges: ['StorageProfile.View'] },
	clusters: [{ id: 'c', name: 'C', path: 'DC/C' }],
	hosts: [{ id: 'h', name: 'esx', cluster: 'c', clusterName: 'C', datacenterName: 'DC', connectionState: 'connected' }],
	resourcePools: [{ id: 'p', name: 'Resources', path: 'C', cluster: 'c', privileges: ['Resource.AssignVMToPool'] }],
	datastores: [{ id: 'd', name: 'ds', accessible: true, hosts: ['h'], privileges: ['Datastore.AllocateSpace'] }],
	folders: [{ id: 'f', name: 'vm', path: '/DC', privileges: ['VirtualMachine.Inventory.Register'] }],
};
const of = <V>(s: Scope) =>
	derive(movePrivileges as never, { move: s.moves[0] } as never, s) as { value: V; declared?: string[] };
const vm = (source: Partial<Inventory>, plan: Partial<Plan> = {}) =>
	of<{ lacking?: string[] }>(scope(source, destination, plan));
const pair = (there: Partial<Inventory>, plan: Partial<Plan> = {}) => {
	const s = scope(sourceOf(BOTH), there, plan);
	return derive(destinationPrivileges as never, s as never, s) as { value: Record<string, unknown> };
};

describe('privileges on a VM', () => {
	it('are those of the account that moves, however either name is written', () => {
		expect(vm(sourceOf(BOTH), { accounts }).value.lacking).toEqual([]);
		expect(vm(sourceOf(['Resource.ColdMigrate']), { accounts }).value.lacking).toEqual([
			'Resource.HotMigrate on the VM',
		]);
	});
	it('ask for less while the VM is off', () => {
		expect(vm(sourceOf(['Resource.ColdMigrate'], 'poweredOff'), { accounts }).value.lacking).toEqual([]);
	});
	it('that the reading account lacks prove nothing while nobody says that it moves', () => {
		const found = vm(sourceOf([]));
		expect(found.value.lacking).toBeUndefined();
		expect(lacks(found as never, 'lacking')).toEqual(['plan.driver.accounts.source not-declared']);
		expect(vm(sourceOf(BOTH)).value.lacking).toEqual([]);
	});
	it('of another account are not those that were read', () => {
		const found = vm(sourceOf(BOTH, 'poweredOn', 'ro@vsphere.local'), { accounts });
		expect(lacks(found as never, 'lacking')).toEqual(['plan.driver.accounts.source not-declared']);
	});
	it('are missing where no source tells them, and then a declaration counts, with its evidence', () => {
		const declared = { objects: [], firewall: [], dns: [] };
		const entry = { side: 'source' as const, held: BOTH, evidence: 'role 7', where: 'declared.privileges[0]' };
		expect(lacks(vm(sourceOf(undefined)) as never, 'lacking')).toEqual(['vm.privileges not-reported']);
		const found = vm(sourceOf(undefined), { declared: { ...declared, privileges: [entry] } });
		expect([found.value.lacking, found.declared]).toEqual([[], ['role 7']]);
	});
	it('that were seen to be lacking are not declared away', () => {
		const entry = { side: 'source' as const, held: BOTH, evidence: 'role 7', where: 'declared.privileges[0]' };
		const plan = { accounts, declared: { objects: [], firewall: [], dns: [], privileges: [entry] } };
		expect(vm(sourceOf([]), plan).value.lacking).toHaveLength(2);
	});
});

describe('privileges at the destination', () => {
	it('are asked of pool, datastore and folder where VMs land', () => {
		expect(pair(destination, { accounts }).value['lacking']).toEqual([]);
		const { folders, ...rest } = destination;
		const bare = folders?.map((folder) => ({ ...folder, privileges: [] }));
		expect(pair({ ...rest, folders: bare ?? [] }, { accounts }).value['lacking']).toEqual([
			'VirtualMachine.Inventory.Register on vm',
		]);
	});
	it('are not known of a folder that no source shows', () => {
		const found = pair({ ...destination, folders: [] }, { accounts });
		expect(found.value['lacking']).toBeUndefined();
		expect(lacks(found as never, 'lacking')).toEqual(['destination.folders.privileges not-reported']);
	});
	it('ask for storage policies only where the plan gives one', () => {
		expect(pair(destination, { accounts }).value).toMatchObject({ profiles: false, profileLacking: [] });
		expect(pair(destination, { accounts, storagePolicy: 'gold' }).value).toMatchObject({
			profiles: true,
			profileLacking: ['StorageProfile.Update on vc-b'],
		});
	});
});
