import { describe, expect, it } from 'vitest';
import mock from '../../src/inputs/mock.js';
import { startMock } from '../../src/mock-vcenter/start-mock.js';
import type { UserError } from '../../src/shared/errors.js';
import { silent } from '../../src/shared/progress.js';

const options = { now: '2026-11-24T12:00:00Z', toolVersion: '0.0.0', progress: silent, startMock };
const DEMO = 'fixtures/scenarios/demo.yaml';

describe('a mock scenario as a source', () => {
	it('gives the whole inventory of the side that was picked, with nothing missing', async () => {
		const inventory = await mock.read(DEMO, { ...options, pick: 'source' });
		expect(inventory.vcenter).toMatchObject({
			name: 'vc-mi.example.com',
			version: '7.0.3',
			build: 22357613,
			apiType: 'VirtualCenter',
			ssoDomain: 'milan.local',
		});
		expect(inventory.vms).toHaveLength(16);
		expect(inventory.hosts.map(({ name }) => name)).toEqual(['01', '02', '03'].map((n) => `esx-mi-${n}.example.com`));
		expect(inventory.vms.find(({ name }) => name === 'bill-db-01')).toMatchObject({
			path: '/Milan/Prod/Billing',
			clusterName: 'Milan-A',
			hostName: 'esx-mi-01.example.com',
			powerState: 'poweredOn',
			hardwareVersion: 19,
			memoryBytes: 64 * 1024 ** 3,
			disks: [
				{ label: 'Hard disk 1', thin: true },
				{ label: 'Hard disk 2', thin: false, capacityBytes: 500 * 1024 ** 3 },
			],
			nics: [{ networkName: 'VLAN20-Db', connected: true }, { networkName: 'VLAN10-App' }],
		});
		expect(inventory.networks.find(({ name }) => name === 'VLAN20-Db')).toMatchObject({
			kind: 'distributed',
			vlan: { id: 20 },
		});
		expect(inventory.coverage).toEqual([]);
	});

	it('takes the host name of a vCenter as well as its side', async () => {
		const inventory = await mock.read(DEMO, { ...options, pick: 'vc-fr.example.com' });
		expect(inventory.source).toEqual({ kind: 'mock', location: `${DEMO}#vc-fr.example.com` });
		expect(inventory.hosts).toHaveLength(4);
	});

	it('asks for one of several, and lists them', async () => {
		const failure = await mock.read(DEMO, options).catch((error: unknown) => error);
		expect(failure).toMatchObject({ code: 'several-vcenters' });
		expect((failure as UserError).message).toContain('vc-mi.example.com (source); vc-fr.example.com (destination)');
	});

	it('says what a scenario holds when the name is not in it', async () => {
		await expect(mock.read(DEMO, { ...options, pick: 'rome' })).rejects.toMatchObject({ code: 'vcenter-not-found' });
	});

	it('recognises a scenario by its content', async () => {
		expect(await mock.accepts(DEMO)).toBe(true);
		expect(await mock.accepts('package.json')).toBe(false);
		expect(await mock.accepts('no/such/file.yaml')).toBe(false);
	});
});
