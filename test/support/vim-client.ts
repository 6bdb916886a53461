import type { Scenario } from '../../src/mock-vcenter/scenario/schema.js';
import { type MockSite, type MockVCenter, serve } from '../../src/mock-vcenter/start-mock.js';
import { DEFAULT_LIMITS } from '../../src/vim/http.js';
import type { VimObject } from '../../src/vim/object-content.js';
import { retrieve } from '../../src/vim/property-collector.js';
import { type Session, type SessionOptions, withSession } from '../../src/vim/session.js';
import { readTrust } from '../../src/vim/trust.js';

export { withSession };

/** Limits with short pauses, for tests. */
export const FAST = { ...DEFAULT_LIMITS, backOffMs: 5, idleMs: 20_000, connectMs: 20_000 };

/** How our client reaches a mock vCenter. */
export function optionsFor(vcenter: MockVCenter, change: Partial<SessionOptions> = {}): SessionOptions {
	return {
		url: new URL(vcenter.url),
		username: vcenter.username,
		password: async () => vcenter.password,
		trust: readTrust({ thumbprint: vcenter.thumbprintSha256 }),
		limits: FAST,
		...change,
	};
}

/** All objects of a type, by id, in the order read. */
export async function readAll(session: Session, type: string, paths: string[], pageSize = 100): Promise<VimObject[]> {
	const objects: VimObject[] = [];
	await retrieve(session, { type, paths, pageSize, onObject: (object) => objects.push(object) });
	return objects;
}

/** A scenario of one vCenter with one host and `vms` VMs. */
export function smallScenario(vms = 10, change: Partial<Scenario['vcenters'][number]> = {}): Scenario {
	return {
		version: 1,
		vcenters: [
			{
				name: 'vc.example.com',
				side: 'source',
				version: '8.0.3',
				build: 24022515,
				datacenters: [
					{
						name: 'DC',
						datastores: [{ name: 'ds', capacity: '4TiB', free: '1TiB' }],
						networks: [{ name: 'VM Network' }],
						clusters: [
							{
								name: 'C',
								hosts: [
									{
										names: 'esx-{01..02}.example.com',
										version: '8.0.3',
										build: 24022510,
										vmkernel: [{ device: 'vmk0', network: 'VM Network', ip: '10.0.0.{11..}', services: ['vmotion'] }],
									},
								],
							},
						],
						vms: [
							{
								names: `vm-{001..${String(vms).padStart(3, '0')}}`,
								datastore: 'ds',
								disks: [{ size: '10GiB' }],
								nics: [{ network: 'VM Network' }],
							},
						],
					},
				],
				...change,
			},
		],
	};
}

/** Serves a small scenario while `work` runs. */
export async function withMock<T>(
	work: (vcenter: MockVCenter) => Promise<T>,
	scenario: Scenario = smallScenario(),
): Promise<T> {
	const site: MockSite = await serve(scenario);
	try {
		return await work(site.vcenters[0] as MockVCenter);
	} finally {
		await site.close();
	}
}

/** What a promise was rejected with; fails the test when it was not. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { code?: string; suggestions?: string[] }> {
	try {
		await promise;
	} catch (error) {
		return error as Error & { code?: string };
	}
	throw new Error('it should have failed');
}
