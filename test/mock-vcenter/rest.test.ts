import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockSite, serve } from '../../src/mock-vcenter/start-mock.js';
import { type PlainAnswer, sendPlain } from '../support/plain-client.js';
import { smallScenario } from '../support/vim-client.js';

const TAGS = [
	{
		category: 'Environment',
		description: 'where it runs',
		types: ['VirtualMachine'],
		tags: [{ name: 'production', on: ['vm-00[1-3]'] }, { name: 'test' }],
	},
	{
		category: 'Owner',
		multiple: true,
		tags: [{ name: 'billing', description: 'the billing team', on: ['vm-001', 'ds'] }],
	},
];
let site: MockSite;
beforeAll(async () => {
	site = await serve(smallScenario(5, { password: 's&cret', tags: TAGS }));
});
afterAll(() => site.close());

const send = (verb: string, path: string, headers: Record<string, string> = {}, body?: unknown, from = site) =>
	sendPlain(new URL(path, from.vcenters[0]?.url), verb, body === undefined ? '' : JSON.stringify(body), headers);
const basic = (password: string) => ({
	authorization: `Basic ${Buffer.from(`ro@vsphere.local:${password}`).toString('base64')}`,
});
const json = ({ text }: PlainAnswer) => JSON.parse(text);

describe('the REST session', () => {
	it('is opened with the right password and ended, the old way', async () => {
		const path = '/rest/com/vmware/cis/session';
		const created = await send('POST', path, basic('s&cret'));
		expect(created.status).toBe(200);
		const header = { 'vmware-api-session-id': json(created).value };
		expect(json(await send('GET', path, header)).value).toEqual({ user: 'ro@vsphere.local' });
		expect((await send('GET', path, { cookie: `vmware-api-session-id=${json(created).value}` })).status).toBe(200);
		expect((await send('DELETE', path, header)).status).toBe(200);
		expect((await send('GET', path, header)).status).toBe(401);
	});

	it('is opened and ended the new way', async () => {
		const created = await send('POST', '/api/session', basic('s&cret'));
		expect([created.status, typeof json(created)]).toEqual([201, 'string']);
		const header = { 'vmware-api-session-id': json(created) };
		expect(json(await send('GET', '/api/session', header))).toEqual({ user: 'ro@vsphere.local' });
		expect((await send('DELETE', '/api/session', header)).status).toBe(204);
		expect((await send('DELETE', '/api/session', header)).status).toBe(401);
	});

	it('is refused with a wrong password, each way with its own words', async () => {
		const old = await send('POST', '/rest/com/vmware/cis/session', basic('x'));
		expect([old.status, json(old).type]).toEqual([401, 'com.vmware.vapi.std.errors.unauthenticated']);
		const modern = await send('POST', '/api/session');
		expect([modern.status, json(modern).error_type]).toEqual([401, 'UNAUTHENTICATED']);
	});

	it('has no new way before 7.0 U2', async () => {
		for (const [version, status] of [
			['7.0.1', 404],
			['7.0.2', 201],
			['6.5.0', 404],
			['9.0.0', 201],
		] as const) {
			const other = await serve(smallScenario(1, { version, password: 's&cret' }));
			try {
				expect((await send('POST', '/api/session', basic('s&cret'), undefined, other)).status).toBe(status);
				expect((await send('POST', '/rest/com/vmware/cis/session', basic('s&cret'), undefined, other)).status).toBe(
					200,
				);
			} finally {
				await other.close();
			}
		}
	});
});

describe.each([
	['rest', '/rest/com/vmware/', '/rest/', '~action', (answer: PlainAnswer) => json(answer).value],
	['api', '/api/', '/api/', 'action', json],
] as const)('REST by /%s', (dialect, services, root, action, result) => {
	let session: Record<string, string>;
	const id = (urn: string) => (dialect === 'rest' ? `id:${urn}` : urn);
	const get = async (path: string) => result(await send('GET', services + path, session));
	const post = async (path: string, name: string, body?: unknown) =>
		result(await send('POST', `${services}${path}?${action}=${name}`, session, body));
	beforeAll(async () => {
		const created = await send('POST', '/rest/com/vmware/cis/session', basic('s&cret'));
		session = { 'vmware-api-session-id': json(created).value };
	});
	const tagNamed = async (name: string): Promise<string> => {
		for (const tag of await get('cis/tagging/tag'))
			if ((await get(`cis/tagging/tag/${id(tag)}`)).name === name) return tag;
		throw new Error(`no tag ${name}`);
	};

	it('lists categories and tags, and tells of each', async () => {
		const [environment, owner, ...none] = await get('cis/tagging/category');
		expect(none).toEqual([]);
		expect(environment).toMatch(/^urn:vmomi:InventoryServiceCategory:[0-9a-f-]{36}:GLOBAL$/);
		expect(await get(`cis/tagging/category/${id(environment)}`)).toEqual({
			id: environment,
			name: 'Environment',
			description: 'where it runs',
			cardinality: 'SINGLE',
			associable_types: ['VirtualMachine'],
			used_by: [],
		});
		expect(await get(`cis/tagging/category/${id(owner)}`)).toMatchObject({ cardinality: 'MULTIPLE' });
		const billing = await tagNamed('billing');
		expect(await get(`cis/tagging/tag/${id(billing)}`)).toEqual({
			id: billing,
			category_id: owner,
			name: 'billing',
			description: 'the billing team',
			used_by: [],
		});
		expect(await post(`cis/tagging/tag/${id(owner)}`, 'list-tags-for-category')).toEqual([billing]);
	});

	it('tells what carries a tag, and which tags an object carries', async () => {
		const [production, billing] = [await tagNamed('production'), await tagNamed('billing')];
		const objects = await post(`cis/tagging/tag-association/${id(production)}`, 'list-attached-objects');
		expect(objects).toHaveLength(3);
		expect(objects[0]).toEqual({ id: expect.stringMatching(/^vm-\d+$/), type: 'VirtualMachine' });
		const owned = await post(`cis/tagging/tag-association/${id(billing)}`, 'list-attached-objects');
		expect(owned.map(({ type }: { type: string }) => type).sort()).toEqual(['Datastore', 'VirtualMachine']);
		const association = 'cis/tagging/tag-association';
		expect(await post(association, 'list-attached-tags', { object_id: objects[0] })).toEqual([production, billing]);
		const other = { id: 'vm-9999', type: 'VirtualMachine' };
		expect(
			await post(association, 'list-attached-tags-on-objects', { object_ids: [objects[0], objects[1], other] }),
		).toEqual([
			{ object_id: objects[0], tag_ids: [production, billing] },
			{ object_id: objects[1], tag_ids: [production] },
		]);
		expect(await post(association, 'list-attached-objects-on-tags', { tag_ids: [production] })).toEqual([
			{ tag_id: production, object_ids: objects },
		]);
	});

	it('tells version and time of the appliance', async () => {
		const version = result(await send('GET', `${root}appliance/system/version`, session));
		expect(version).toMatchObject({ version: '8.0.3.00000', build: '24022515', product: 'VMware vCenter Server' });
		const time = result(await send('GET', `${root}appliance/system/time`, session));
		expect(Math.abs(time.seconds_since_epoch - Date.now() / 1000)).toBeLessThan(5);
		expect(time).toMatchObject({ timezone: 'UTC', time: expect.stringMatching(/^\d\d:\d\d:\d\d$/) });
	});

	it('asks for a session, and does not know what is not there', async () => {
		const tag = `${services}cis/tagging/tag`;
		expect((await send('GET', tag)).status).toBe(401);
		expect((await send('GET', tag, { 'vmware-api-session-id': 'made-up' })).status).toBe(401);
		expect((await send('GET', `${tag}/${id('urn:none')}`, session)).status).toBe(404);
		expect((await send('GET', `${root}vcenter/vm`, session)).status).toBe(404);
		const malformed = `${services}cis/tagging/tag-association?${action}=list-attached-tags-on-objects`;
		expect((await send('POST', malformed, session, { object_ids: 'vm-1' })).status).toBe(400);
	});
});

describe('faults of a scenario', () => {
	it('hit REST requests by their path', async () => {
		const faults = [{ on: { path: '/api/session', method: 'POST', times: 1 }, status: 503, retryAfter: 1 }];
		const busy = await serve(smallScenario(1, { password: 's&cret', faults }));
		try {
			const login = () => send('POST', '/api/session', basic('s&cret'), undefined, busy);
			expect([(await login()).status, (await login()).status]).toEqual([503, 201]);
		} finally {
			await busy.close();
		}
	});
});
