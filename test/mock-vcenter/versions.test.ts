import { describe, expect, it } from 'vitest';
import mock from '../../src/inputs/mock.js';
import { serve } from '../../src/mock-vcenter/start-mock.js';
import { answerVersion, hiddenIn } from '../../src/mock-vcenter/wire/since.js';
import { silent } from '../../src/shared/progress.js';
import { optionsFor, readAll, smallScenario, withMock, withSession } from '../support/vim-client.js';

const old = (version: string) => {
	const scenario = smallScenario(2, { version, keyProviders: [{ id: 'KMS', kind: 'vCenter', default: true }] });
	return scenario;
};

describe('the API version of a mock vCenter', () => {
	it.each([
		['nothing', undefined, '8.0.3.0'],
		['an older one', '"urn:vim25/7.0.3.0"', '7.0.3.0'],
		['a newer one', '"urn:vim25/9.0.0.0"', '8.0.3.0'],
		['nonsense', 'urn:vim25/', '8.0.3.0'],
	])('is answered to clients that ask with %s', (_, asked, answered) => {
		expect(answerVersion(asked, '8.0.3.0')).toBe(answered);
	});

	it('hides members that came later', () => {
		expect(hiddenIn('6.7.3').get('VirtualMachineConfigInfo')?.has('ftEncryptionMode')).toBe(true);
		expect(hiddenIn('6.7.3').get('VirtualMachineConfigInfo')?.has('keyId')).toBe(false);
		expect([...(hiddenIn('8.0.3.0').get('VirtualMachineConfigInfo') ?? [])]).toEqual([]);
	});

	it('makes a later member an unknown property when it is asked for by name', () =>
		withMock(async (vcenter) => {
			const vms = await withSession(optionsFor(vcenter), (session) =>
				readAll(session, 'VirtualMachine', ['name', 'runtime.suspendedToMemory', 'config.migrateEncryption']),
			);
			expect(vms[0]?.missing).toEqual([{ path: 'runtime.suspendedToMemory', fault: 'InvalidProperty' }]);
			expect(vms[0]?.properties.get('config.migrateEncryption')).toBe('opportunistic');
		}, old('6.7.0')));

	it('leaves a later member out of a whole object', () =>
		withMock(async (vcenter) => {
			const hosts = await withSession(optionsFor(vcenter), (session) =>
				readAll(session, 'HostSystem', ['config.dateTimeInfo']),
			);
			const time = hosts[0]?.properties.get('config.dateTimeInfo');
			expect(time).toHaveProperty('ntpConfig');
			expect(time).not.toHaveProperty('systemClockProtocol');
		}, old('6.5.0')));

	it.each(['6.5.0', '6.7.0', '7.0.0', '8.0.0'])('%s is read by xvcheck without an error', async (version) => {
		const site = await serve(old(version));
		const startMock = async () => site;
		const options = { now: '2026-11-24T12:00:00Z', toolVersion: '0', progress: silent, startMock };
		const inventory = await mock.read('made-up.yaml', options);
		expect(inventory.vcenter.version).toBe(version);
		expect(inventory.vms).toHaveLength(2);
		expect(inventory.vms[0]?.encrypted).toBe(false);
		expect(inventory.coverage.filter(({ reason }) => reason === 'read-error' || reason === 'no-privilege')).toEqual([]);
		const untold = inventory.coverage.filter(({ reason }) => reason === 'not-in-source').map(({ datum }) => datum);
		expect(untold).toEqual(version < '7.0.0' ? ['time.protocol'] : []);
	});
});
