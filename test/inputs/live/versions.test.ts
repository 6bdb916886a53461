import { describe, expect, it } from 'vitest';
import vcenter from '../../../src/inputs/vcenter.js';
import type { Inventory } from '../../../src/model/inventory/inventory.js';
import { silent } from '../../../src/shared/progress.js';
import { smallScenario, withMock } from '../../support/vim-client.js';

/** A vCenter of each release that is read, and the API that it speaks. */
const RELEASES = [
	['6.5.0', '6.5'],
	['6.7.0', '6.7.3'],
	['7.0.3', '7.0.3.0'],
	['8.0.3', '8.0.3.0'],
	['9.0.0', '9.0.0.0'],
] as const;

const read = (version: string, apiVersion: string): Promise<Inventory> =>
	withMock(
		(target) =>
			vcenter.read(target.url.replace('https://', 'https://ro@'), {
				now: '2026-11-24T12:00:00Z',
				toolVersion: '0',
				progress: silent,
				connection: {
					thumbprint: target.thumbprintSha256,
					username: target.username,
					password: async () => target.password,
				},
			}),
		smallScenario(3, { version, apiVersion }),
	);

describe('a vCenter', () => {
	it.each(RELEASES)(
		'%s (API %s) is read whole; what its API does not know yet is no gap of the account',
		async (version, api) => {
			const inventory = await read(version, api);
			expect(inventory.vcenter).toMatchObject({ version, apiVersion: api });
			expect(inventory.partial).toBeUndefined();
			expect(inventory.hosts.map(({ vmotionAdapters }) => vmotionAdapters)).toEqual([['vmk0'], ['vmk0']]);
			expect(inventory.vms.map(({ disks, nics }) => [disks?.length, nics?.length])).toEqual([
				[1, 1],
				[1, 1],
				[1, 1],
			]);
			expect(inventory.vms.every(({ encrypted }) => encrypted === false)).toBe(true);
			const reasons = new Set(inventory.coverage.map(({ reason }) => reason));
			for (const reason of ['no-privilege', 'read-error', 'conflicting'] as const)
				expect(reasons).not.toContain(reason);
		},
	);

	it('tells the more the newer it is', async () => {
		const [oldest, newest] = [await read('6.5.0', '6.5'), await read('9.0.0', '9.0.0.0')];
		expect(oldest.coverage.length).toBeGreaterThan(newest.coverage.length);
	});
});
