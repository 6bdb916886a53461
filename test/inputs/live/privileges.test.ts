import { describe, expect, it } from 'vitest';
import vcenter from '../../../src/inputs/vcenter.js';
import type { Scenario } from '../../../src/mock-vcenter/scenario/schema.js';
import { silent } from '../../../src/shared/progress.js';
import { smallScenario, withMock } from '../../support/vim-client.js';

type Change = Partial<Scenario['vcenters'][number]>;
const READ = ['System.Anonymous', 'System.View', 'System.Read'];

const read = (change: Change, concurrency = 4) =>
	withMock(
		async (target) => {
			let inFlight = 0;
			let most = 0;
			target.running.intercept = async (_, __, response) => {
				most = Math.max(most, ++inFlight);
				response.once('close', () => inFlight--);
				await new Promise((resolve) => setTimeout(resolve, 20));
				return false;
			};
			const inventory = await vcenter.read(target.url.replace('https://', 'https://ro@'), {
				now: '2026-11-24T12:00:00Z',
				toolVersion: '0',
				progress: silent,
				connection: {
					thumbprint: target.thumbprintSha256,
					username: target.username,
					password: async () => target.password,
					concurrency,
				},
			});
			return { inventory, most, sessions: target.running.server.sessions.active };
		},
		smallScenario(4, change),
	);

describe('an account', () => {
	it('that may only read gets all but licences, host certificates and what else needs more, each named with its privilege', async () => {
		const { inventory } = await read({
			roles: [{ name: 'Reader', privileges: READ }],
			permissions: [{ role: 'Reader' }],
		});
		expect(inventory.vms).toHaveLength(4);
		expect(inventory.hosts).toHaveLength(2);
		const lacking = inventory.coverage.filter(({ reason }) => reason === 'no-privilege');
		expect(lacking.map(({ collection, datum }) => `${collection}.${datum}`)).toContain('hosts.licenseKeyId');
		for (const { examples } of lacking)
			expect(examples[0]).toMatch(/\((Global\.Licenses|Certificate\.Manage|[A-Z]\w+\.\w+)\)$/);
		expect(inventory.partial).toBeUndefined();
	});

	it('that sees nothing at the root gets nothing, and nothing is taken for none', async () => {
		const { inventory, sessions } = await read({
			roles: [{ name: 'Reader', privileges: READ }],
			permissions: [{ role: 'Reader', on: '/DC/host/C' }],
		});
		expect(inventory.vms).toEqual([]);
		const whole = inventory.coverage.filter(({ datum }) => datum === '*');
		for (const collection of ['vms', 'hosts', 'clusters', 'datastores', 'networks'])
			expect(whole).toContainEqual(expect.objectContaining({ collection, reason: 'no-privilege' }));
		expect(whole.find(({ collection }) => collection === 'vms')?.examples[0]).toContain('(System.View)');
		expect(sessions).toBe(0);
	});

	it('that may not see two VMs learns that the list is not whole', async () => {
		const [datacenter] = smallScenario(4).vcenters[0]!.datacenters;
		const [shown] = datacenter!.vms!;
		const hidden = { ...shown!, names: 'secret-{1..2}', folder: 'Secret' };
		const { inventory } = await read({
			datacenters: [{ ...datacenter!, vms: [shown!, hidden] }],
			roles: [{ name: 'Reader', privileges: READ }],
			permissions: [
				{ role: 'Reader' },
				{ role: 'NoAccess', on: '/DC/vm/Secret/secret-1' },
				{ role: 'NoAccess', on: '/DC/vm/Secret/secret-2' },
			],
		});
		expect(inventory.vms.map(({ name }) => name)).toEqual(['vm-001', 'vm-002', 'vm-003', 'vm-004']);
		expect(inventory.coverage.filter(({ collection, datum }) => collection === 'vms' && datum === '*')).toEqual([
			expect.objectContaining({
				reason: 'no-privilege',
				count: 2,
				examples: [expect.stringMatching(/vm-\d+.*System\.(View|Read)/), expect.any(String)],
			}),
		]);
	});

	it.each([
		['a datastore', '/DC/datastore/ds', 'datastores', /datastore-\d+.*System\.(View|Read)/],
		['a network', '/DC/network/VM Network', 'networks', /network-\d+.*System\.(View|Read)/],
		['a host', '/DC/host/C/esx-02.example.com', 'hosts', /host-\d+.*System\.(View|Read)/],
	])('that may not see %s learns which, and which privilege it lacks', async (_, on, collection, example) => {
		const { inventory } = await read({
			roles: [{ name: 'Reader', privileges: READ }],
			permissions: [{ role: 'Reader' }, { role: 'NoAccess', on }],
		});
		expect(inventory.vms).toHaveLength(4);
		expect(inventory.coverage.filter((entry) => entry.collection === collection && entry.datum === '*')).toEqual([
			expect.objectContaining({ reason: 'no-privilege', count: 1, examples: [expect.stringMatching(example)] }),
		]);
	});

	it('is told with what it may do of a move, object by object', async () => {
		const { inventory } = await read({
			username: 'mover@vsphere.local',
			roles: [
				{ name: 'Reader', privileges: READ },
				{ name: 'Mover', privileges: [...READ, 'Resource.HotMigrate', 'Resource.ColdMigrate'] },
			],
			permissions: [{ role: 'Reader' }, { role: 'Mover', on: '/DC/vm/vm-002' }],
		});
		expect(inventory.vcenter).toMatchObject({ account: 'mover@vsphere.local', privileges: [] });
		expect(inventory.vms.map(({ privileges }) => privileges)).toEqual([
			[],
			['Resource.ColdMigrate', 'Resource.HotMigrate'],
			[],
			[],
		]);
		for (const { privileges } of [...inventory.datastores, ...inventory.networks, ...inventory.hosts])
			expect(privileges).toEqual([]);
	});

	it.each([1, 2])('is served with %d requests in flight at most, when that is asked for', async (concurrency) => {
		const { most, inventory } = await read({}, concurrency);
		expect(inventory.vms).toHaveLength(4);
		expect(most).toBe(concurrency);
	});
});
