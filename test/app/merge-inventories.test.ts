import { describe, expect, it } from 'vitest';
import { filledBy } from '../../src/app/filled-by.js';
import { mergeInventories } from '../../src/app/merge-inventories.js';
import { userError } from '../documents/support.js';
import { inventory } from '../facts/support.js';

const live = inventory({
	source: { kind: 'vcenter', location: 'vc-mi' },
	vcenter: { name: 'vc-mi', instanceUuid: 'AAAA' },
	hosts: [{ id: 'host-1', name: 'esx-01', gaps: { licenseKeyId: 'no-privilege' } }],
	vms: [
		{ id: 'vm-1', name: 'app-01', instanceUuid: 'i-1', powerState: 'poweredOff' },
		{ id: 'vm-2', name: 'app-02', instanceUuid: 'i-2' },
	],
	coverage: [
		{ collection: 'hosts', datum: 'licenseKeyId', reason: 'no-privilege', count: 1, examples: ['esx-01'] },
		{ collection: 'licenses', datum: '*', reason: 'no-privilege', count: 1, examples: [] },
	],
});
const exported = inventory({
	source: { kind: 'rvtools', location: 'milan.xlsx' },
	collectedAt: '2026-11-20T06:00:00Z',
	vcenter: { instanceUuid: 'aaaa', version: '7.0.3' },
	hosts: [{ id: 'esx-01@vc', name: 'esx-01', licenseKeyId: 'lic-9', cpu: { vendor: 'intel' } }],
	vms: [
		{ id: 'i-1', name: 'app-01', instanceUuid: 'I-1', powerState: 'poweredOn', host: 'esx-01@vc', cpus: 4 },
		{ id: 'other', name: 'app-02', instanceUuid: 'i-77', cpus: 16 },
		{ id: 'i-3', name: 'gone-03', instanceUuid: 'i-3' },
	],
	licenses: [{ id: 'lic-9', name: 'Enterprise Plus' }],
});

describe('several inputs of one vCenter', () => {
	const merged = mergeInventories([exported, live], 'source');

	it('let live data win and fill the gaps from the others, whatever the order', () => {
		expect(merged.source.kind).toBe('vcenter');
		expect(merged.vcenter).toMatchObject({ name: 'vc-mi', instanceUuid: 'AAAA', version: '7.0.3' });
		expect(merged.vms[0]).toMatchObject({ id: 'vm-1', powerState: 'poweredOff', cpus: 4 });
		expect(mergeInventories([live, exported], 'source')).toEqual(merged);
	});

	it('name objects as the best input does, references too', () => {
		expect(merged.vms[0]?.host).toBe('host-1');
		expect(merged.hosts[0]).toMatchObject({ id: 'host-1', licenseKeyId: 'lic-9', cpu: { vendor: 'intel' } });
		expect(merged.licenses).toMatchObject([{ id: 'lic-9', name: 'Enterprise Plus' }]);
	});

	it('say of each datum that a lesser one filled in where it is from, and of no other', () => {
		const from = 'rvtools milan.xlsx of 2026-11-20T06:00:00Z';
		expect(merged.vcenter).toHaveProperty('filledBy', { version: from });
		expect(merged.hosts[0]?.filledBy).toEqual({ licenseKeyId: from, cpu: from });
		expect(merged.vms[0]?.filledBy).toEqual({ host: from, cpus: from });
		expect(merged.vms[1]).not.toHaveProperty('filledBy');
		expect(merged.licenses[0]?.filledBy).toEqual({ '*': from });
		expect(filledBy(merged).get(from)).toEqual([
			{ collection: 'vcenter', datum: 'version', count: 1 },
			{ collection: 'hosts', datum: 'licenseKeyId', count: 1 },
			{ collection: 'hosts', datum: 'cpu', count: 1 },
			{ collection: 'vms', datum: 'host', count: 1 },
			{ collection: 'vms', datum: 'cpus', count: 1 },
			{ collection: 'licenses', datum: '*', count: 1 },
		]);
	});

	it('do not take a VM of the same name for the same VM, nor bring back what is gone', () => {
		expect(merged.vms[1]).not.toHaveProperty('cpus');
		expect(merged.vms.map(({ name }) => name)).toEqual(['app-01', 'app-02']);
	});

	it('close the gaps and the coverage of what was filled', () => {
		expect(merged.hosts[0]?.gaps).toEqual({});
		expect(merged.coverage).toEqual([]);
	});

	it('refuse inputs of different vCenters', async () => {
		const stranger = inventory({ vcenter: { instanceUuid: 'bbbb' } });
		const error = await userError(() => mergeInventories([live, stranger], 'source'));
		expect(error.code).toBe('different-vcenters');
	});
});
