import { describe, expect, it } from 'vitest';
import vcenter from '../../src/inputs/vcenter.js';
import type { FaultSpec } from '../../src/mock-vcenter/scenario/fault-schema.js';
import type { VCenterSpec } from '../../src/mock-vcenter/scenario/schema.js';
import type { MockVCenter } from '../../src/mock-vcenter/start-mock.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import { silent } from '../../src/shared/progress.js';
import { FAST, smallScenario, withMock } from '../support/vim-client.js';

const TAGS = [
	{ category: 'Environment', tags: [{ name: 'production', on: ['vm-00[12]'] }, { name: 'unused' }] },
	{
		category: 'Owner',
		tags: [
			{ name: 'billing', on: ['vm-001', 'ds'] },
			{ name: 'production', on: ['vm-001'] },
		],
	},
];

async function read(change: Partial<VCenterSpec>): Promise<{ inventory: Inventory; asked: readonly string[] }> {
	return withMock(
		async (target: MockVCenter) => {
			const inventory = await vcenter.read(target.url, {
				now: '2026-11-24T12:00:00Z',
				toolVersion: '0',
				progress: silent,
				connection: {
					username: target.username,
					password: async () => target.password,
					thumbprint: target.thumbprintSha256,
					limits: FAST,
				},
			});
			return { inventory, asked: target.running.receivedPlain };
		},
		smallScenario(3, { tags: TAGS, ...change }),
	);
}
const tagsIn = ({ vms }: Inventory) => vms.map(({ tags }) => tags);
const reasons = ({ coverage }: Inventory) =>
	coverage.filter(({ datum }) => datum === 'tags').map(({ reason, count }) => [reason, count]);
const ALL = [['billing', 'production'], ['production'], []];

describe('tags of VMs', () => {
	it.each([
		['8.0.3', '/api/session'],
		['7.0.1', '/rest/com/vmware/cis/session'],
		['6.5.0', '/rest/com/vmware/cis/session'],
	])('are read by REST of a vCenter %s, each name once, and the session is ended', async (version, session) => {
		const { inventory, asked } = await read({ version });
		expect(tagsIn(inventory)).toEqual(ALL);
		expect(reasons(inventory)).toEqual([]);
		expect(asked.filter((line) => line.endsWith('session'))).toEqual([`POST ${session}`, `DELETE ${session}`]);
	});

	it('are none, and not unknown, where there are no tags at all', async () => {
		expect(tagsIn((await read({ tags: [] })).inventory)).toEqual([[], [], []]);
	});

	it('are read the older way where the newer is not served', async () => {
		const { inventory, asked } = await read({ faults: [{ on: { path: '/api/session' }, status: 404 }] });
		expect(tagsIn(inventory)).toEqual(ALL);
		expect(asked).toContain('POST /rest/com/vmware/cis/session');
	});

	const session: FaultSpec['on'] = { path: '/api/session', method: 'POST' };
	it.each<[string, FaultSpec, string]>([
		['refuses the login', { on: session, status: 401 }, 'no-privilege'],
		['forbids the list', { on: { path: '/api/cis/tagging/tag' }, status: 403 }, 'no-privilege'],
		['stays busy', { on: { path: '/api/cis/tagging/tag' }, status: 503, retryAfter: 0 }, 'read-error'],
		['redirects', { on: session, answer: 'redirect' }, 'read-error'],
		['answers with a page', { on: session, answer: 'html' }, 'read-error'],
		['loses its session', { on: { path: '/api/cis/tagging/tag' }, answer: 'session-expired' }, 'no-privilege'],
		['resets every connection', { on: session, answer: 'reset' }, 'read-error'],
		['cuts its answer off', { on: { path: '/api/cis/tagging/tag' }, answer: 'truncated' }, 'read-error'],
	])('are unknown, and nothing else is, when REST %s', async (_, fault, reason) => {
		const { inventory } = await read({ faults: [fault] });
		expect(tagsIn(inventory)).toEqual([undefined, undefined, undefined]);
		expect(reasons(inventory)).toEqual([[reason, 3]]);
		expect(inventory.vms).toHaveLength(3);
	});

	it('are asked for once after a refused login, which is not repeated', async () => {
		const { asked } = await read({ faults: [{ on: session, status: 401 }] });
		expect(asked.filter((line) => line.startsWith('POST'))).toEqual(['POST /api/session']);
	});
});
