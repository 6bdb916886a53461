import { describe, expect, it } from 'vitest';
import type { ReadOptions } from '../../src/inputs/contract.js';
import vcenter from '../../src/inputs/vcenter.js';
import type { MockVCenter } from '../../src/mock-vcenter/start-mock.js';
import { silent } from '../../src/shared/progress.js';
import { failureOf, smallScenario, withMock } from '../support/vim-client.js';

const PASSWORD = 'n0t-for-l0gs';

function options(target: MockVCenter, change: Partial<ReadOptions> = {}): ReadOptions {
	return {
		now: '2026-11-24T12:00:00Z',
		toolVersion: '1.2.3',
		progress: silent,
		connection: { thumbprint: target.thumbprintSha256, password: async () => PASSWORD },
		...change,
	};
}
const address = (target: MockVCenter, user = 'ro@vsphere.local@') =>
	target.url.replace('https://', `https://${user}`).replace('/sdk', '');
const scenario = (change = {}) => smallScenario(6, { password: PASSWORD, ...change });

describe('a live vCenter as a source', () => {
	it('is read with the user in its address, who is shown nowhere', () =>
		withMock(async (target) => {
			const inventory = await vcenter.read(address(target), options(target));
			expect(inventory.source).toEqual({ kind: 'vcenter', location: target.url.replace('/sdk', '') });
			expect(inventory).toMatchObject({
				collectedAt: '2026-11-24T12:00:00Z',
				tool: { name: 'xvcheck', version: '1.2.3' },
			});
			expect(inventory.vms).toHaveLength(6);
			expect(JSON.stringify(inventory)).not.toContain(PASSWORD);
		}, scenario()));

	it.each([true, false])(
		'counts the objects of each type while it reads, and all of them where that is shown: %s',
		(totals) =>
			withMock(async (target) => {
				const counts = new Map<string, [number, number | undefined]>();
				const count = (kind: string, done: number, total?: number) => void counts.set(kind, [done, total]);
				await vcenter.read(address(target), options(target, { progress: { ...silent, count, totals } }));
				const { host } = new URL(target.url);
				expect(counts.get(`VirtualMachine of ${host}`)).toEqual([6, totals ? 6 : undefined]);
				expect(counts.get(`HostSystem of ${host}`)).toEqual([2, totals ? 2 : undefined]);
				expect(counts.get(`HostSystem in detail of ${host}`)).toEqual([2, 2]);
			}, scenario()),
	);

	it('without the right to licences gives an inventory all the same, and says what is missing and why', () =>
		withMock(
			async (target) => {
				const inventory = await vcenter.read(address(target), options(target));
				expect(inventory.hosts).toHaveLength(2);
				expect(inventory.coverage.filter(({ reason }) => reason === 'no-privilege')).toEqual([
					expect.objectContaining({
						collection: 'hosts',
						datum: 'licenseKeyId',
						count: 2,
						examples: ['esx-01.example.com (Global.Licenses)', 'esx-02.example.com (Global.Licenses)'],
					}),
				]);
			},
			scenario({
				denied: [
					{
						type: 'LicenseAssignmentManager',
						paths: ['QueryAssignedLicenses'],
						privilege: 'Global.Licenses',
					},
				],
			}),
		));

	it('without the right to a property says so for every object', () =>
		withMock(
			async (target) => {
				const inventory = await vcenter.read(address(target), options(target));
				const missing = inventory.coverage.filter(
					({ collection, reason }) => collection === 'vms' && reason === 'no-privilege',
				);
				expect(missing.map(({ datum }) => datum)).toContain('disks');
				expect(missing.every(({ count }) => count === 6)).toBe(true);
				expect(missing[0]?.examples[0]).toBe('vm-001 (System.Read)');
			},
			scenario({ denied: [{ type: 'VirtualMachine', paths: ['config.hardware'], privilege: 'System.Read' }] }),
		));

	it('without the right to see a kind of object says that it was not read, and reads the others', () =>
		withMock(
			async (target) => {
				const inventory = await vcenter.read(address(target), options(target));
				expect(inventory.vms).toEqual([]);
				const unread = inventory.coverage.filter(({ datum }) => datum === '*');
				expect(unread.map(({ collection, reason }) => [collection, reason])).toContainEqual(['vms', 'no-privilege']);
				expect(unread.find(({ collection }) => collection === 'vms')?.examples[0]).toContain('System.View');
			},
			scenario({ denied: [{ type: 'ViewManager', paths: ['CreateContainerView'], privilege: 'System.View' }] }),
		));

	it('is left by a logout when the read is aborted', () =>
		withMock(async (target) => {
			const controller = new AbortController();
			target.running.intercept = (method) => {
				if (method === 'RetrievePropertiesEx') controller.abort(new Error('SIGINT'));
				return false;
			};
			const failure = await failureOf(vcenter.read(address(target), options(target, { signal: controller.signal })));
			expect(failure.message).toBe('SIGINT');
			expect(target.running.received.at(-1)).toBe('Logout');
			expect(target.running.server.sessions.active).toBe(0);
		}, scenario()));

	it('that takes longer than the time-out is given up, and left', () =>
		withMock(async (target) => {
			target.running.intercept = async (method) => {
				if (method === 'RetrievePropertiesEx') await new Promise((resolve) => setTimeout(resolve, 2500));
				return false;
			};
			const connection = { ...options(target).connection, timeoutMs: 1500 };
			const failure = await failureOf(vcenter.read(address(target), options(target, { connection })));
			expect(failure.code).toBe('timeout');
			expect(failure.message).toContain('1.5 s');
			expect(target.running.received.at(-1)).toBe('Logout');
		}, scenario()));

	it('needs a user name', () =>
		withMock(async (target) => {
			const failure = await failureOf(vcenter.read(address(target, ''), options(target)));
			expect(failure.code).toBe('username-missing');
			expect(target.running.received).toEqual([]);
		}));

	it.each([
		['a password', 'https://ro:hunter2@vc.example.com', 'password-in-url'],
		['no TLS', 'http://ro@vc.example.com', 'address-invalid'],
		['no host', 'https://', 'address-invalid'],
	])('with %s in its address is refused without showing it', async (_, location, code) => {
		const failure = await failureOf(vcenter.read(location, options({ thumbprintSha256: '' } as MockVCenter)));
		expect(failure.code).toBe(code);
		expect(failure.message + failure.stack).not.toContain('hunter2');
	});

	it('is recognised by its scheme', async () => {
		expect(await vcenter.accepts('https://vc.example.com')).toBe(true);
		expect(await vcenter.accepts('exports/vc.xlsx')).toBe(false);
	});
});
