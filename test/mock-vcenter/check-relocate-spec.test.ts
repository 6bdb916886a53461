import { describe, expect, it } from 'vitest';
import { at, listAt } from '../../src/shared/xml-value.js';
import {
	ask,
	asked,
	both,
	type Change,
	center,
	cluster,
	encrypted,
	hosts,
	locator,
	none,
	onStage,
	type Parts,
	parts,
	resultsOf,
	set,
} from './relocation.js';

describe('the locator', () => {
	it.each<[string, Record<string, string>, string, string | undefined]>([
		['a wrong thumbprint', { sslThumbprint: Array(20).fill('AA').join(':') }, 'SSLVerifyFault', undefined],
		['no thumbprint of a self-signed certificate', { sslThumbprint: '' }, 'SSLVerifyFault', undefined],
		['a malformed thumbprint', { sslThumbprint: 'AA' }, 'InvalidArgument', 'spec.service.sslThumbprint'],
		['a wrong password', { password: 'wrong' }, 'InvalidLogin', undefined],
		['the UUID of another vCenter', { instanceUuid: 'x' }, 'InvalidArgument', 'spec.service.instanceUuid'],
		['no UUID', { instanceUuid: '' }, 'InvalidArgument', 'spec.service.instanceUuid'],
		['an address that is none', { url: 'nowhere' }, 'InvalidArgument', 'spec.service.url'],
		['an address where nobody answers', { url: 'https://127.0.0.1:1' }, 'HostConnectFault', undefined],
	])('%s is told as one error and nothing else', async (_, change, fault, property) => {
		const found = await asked(none, (spec, stage) => {
			spec.service = locator(stage, change);
		});
		expect(found.errors).toEqual([fault]);
		expect(found.warnings).toEqual([]);
		expect(at(found.fault('error'), 'invalidProperty')).toBe(property);
	});

	it('tells the thumbprint that it saw', async () => {
		await onStage(none, async (stage) => {
			const id = await stage.client.find('Milan/vm/Prod/app-01');
			const spec = await parts(stage, id);
			const info = await ask(stage, id, { ...spec, service: locator(stage, { sslThumbprint: '' }) });
			const fault = at(listAt(resultsOf(info)[0], 'error')[0], 'fault');
			expect(at(fault, 'thumbprint')).toBe(stage.destination.thumbprintSha1);
			expect(at(fault, 'selfSigned')).toBe('true');
			expect(stage.destination.running.server.sessions.active).toBe(1);
		});
	});

	it('is accepted with the bare address and a SHA-256 thumbprint', async () => {
		const found = await asked(none, (spec, stage) => {
			const url = new URL(stage.destination.url).origin;
			spec.service = locator(stage, { url, sslThumbprint: stage.destination.thumbprintSha256 });
		});
		expect(found.errors).toEqual([]);
	});

	it('to the vCenter that is asked is an argument that is wrong', async () => {
		const found = await asked(none, (spec, stage) => {
			spec.service = locator(stage, { instanceUuid: stage.source.running.server.estate.instanceUuid });
		});
		expect(at(found.fault('error'), 'invalidProperty')).toBe('spec.service.instanceUuid');
	});
});

describe('what the spec names', () => {
	it.each<[keyof Parts, string, string]>([
		['folder', '<folder type="Folder">group-v999</folder>', 'spec.folder'],
		['folder', '<folder type="Folder">group-d1</folder>', 'spec.folder'],
		['folder', '', 'spec.folder'],
		['pool', '<pool type="ResourcePool">resgroup-999</pool>', 'spec.pool'],
		['pool', '', 'spec.pool'],
		['host', '<host type="HostSystem">host-999</host>', 'spec.host'],
		['datastore', '<datastore type="Datastore">datastore-999</datastore>', 'spec.datastore'],
		['datastore', '<datastore type="StoragePod">group-p1</datastore>', 'spec.datastore'],
		[
			'disk',
			'<disk><diskId>2000</diskId><datastore type="Datastore">datastore-999</datastore></disk>',
			'spec.disk[0].datastore',
		],
	])('a wrong or missing %s (%s) is an argument that is wrong', async (part, xml, property) => {
		const found = await asked(none, (spec) => {
			spec[part] = xml;
		});
		expect(found.errors).toContain('InvalidArgument');
		const places = found.errors.map((_, index) => at(found.fault('error', index), 'invalidProperty'));
		expect(places).toContain(property);
	});

	it('several problems stand in one result', async () => {
		const found = await asked(encrypted, (spec) => {
			spec.folder = '<folder type="Folder">group-v999</folder>';
			spec.deviceChange = '';
		});
		expect(found.errors).toEqual([
			'InvalidArgument',
			'EncryptionKeyRequired',
			'CannotAccessNetwork',
			'CannotAccessNetwork',
		]);
	});

	it('a host of another cluster than the pool is refused', async () => {
		const found = await asked(
			(_, destination) => {
				const other = structuredClone(cluster(destination));
				center(destination).clusters?.push({
					...other,
					name: 'Frankfurt-B',
					hosts: other.hosts.map((group) => ({ ...group, names: 'esx-fr-b1.example.com' })),
				});
			},
			async (spec, { there }) => {
				spec.host = `<host type="HostSystem">${await there.find('Frankfurt/host/Frankfurt-B/esx-fr-b1.example.com')}</host>`;
			},
		);
		expect(at(found.fault('error'), 'invalidProperty')).toBe('spec.host');
	});

	it('without a host every host of the cluster is tested, except those in maintenance', () =>
		onStage(
			(_, destination) => {
				const group = hosts(destination);
				cluster(destination).hosts.push({
					...structuredClone(group),
					names: 'esx-fr-m.example.com',
					maintenance: true,
				});
			},
			async (stage) => {
				const id = await stage.client.find('Milan/vm/Prod/app-01');
				const { host: _, ...spec } = await parts(stage, id);
				const results = resultsOf(await ask(stage, id, spec));
				expect(results).toHaveLength(4);
				expect(new Set(results.map((result) => JSON.stringify(at(result, 'host')))).size).toBe(4);
			},
		));

	it('without a host a cluster without DRS is refused', async () => {
		const found = await asked(
			(_, destination) => {
				cluster(destination).drs = 'off';
			},
			(spec) => {
				delete spec.host;
			},
		);
		expect(at(found.fault('error'), 'invalidProperty')).toBe('spec.host');
	});
});

describe('the tests that are asked for', () => {
	it('are the only ones that are made', async () => {
		const change: Change = both(encrypted, (_, there) => set(center(there).datastores?.[0] ?? {}, { free: '1GiB' }));
		expect((await asked(change, undefined, ['datastoreTests'])).errors).toEqual(['InsufficientStorageSpace']);
		expect((await asked(change, undefined, ['sourceTests'])).errors).toEqual(['EncryptionKeyRequired']);
		expect((await asked(change, undefined, ['networkTests', 'resourcePoolTests'])).errors).toEqual([]);
	});

	it('that do not exist are refused', () =>
		onStage(none, async ({ client }) => {
			const fault = await client.faultOf(
				'CheckRelocate_Task',
				'VirtualMachineProvisioningChecker:ProvChecker',
				`<vm type="VirtualMachine">${await client.find('Milan/vm/Prod/app-01')}</vm><spec/><testType>allTests</testType>`,
			);
			expect(fault).toBe('InvalidArgumentFault');
		}));

	it('of a VM that does not exist are refused', () =>
		onStage(none, async ({ client }) => {
			const fault = await client.faultOf(
				'CheckRelocate_Task',
				'VirtualMachineProvisioningChecker:ProvChecker',
				'<vm type="VirtualMachine">vm-999</vm><spec/>',
			);
			expect(fault).toBe('ManagedObjectNotFoundFault');
		}));
});
