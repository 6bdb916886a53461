import { describe, expect, it } from 'vitest';
import vcenter from '../../src/inputs/vcenter.js';
import { hintsFor } from '../../src/mock-vcenter/hints.js';
import { serve } from '../../src/mock-vcenter/start-mock.js';
import { silent } from '../../src/shared/progress.js';
import { smallScenario } from '../support/vim-client.js';

const own = (name: string, change: object) => ({ ...smallScenario(2).vcenters[0]!, name, ...change });

describe('several vCenters of one scenario', () => {
	it('are served side by side, each with its SSO domain, certificate and account, and tell which are linked', async () => {
		const site = await serve({
			version: 1,
			vcenters: [
				own('vc-a.example.com', { ssoDomain: 'corp.local' }),
				own('vc-b.example.com', { ssoDomain: 'corp.local', side: 'destination' }),
				own('vc-c.example.com', { side: 'destination', username: 'reader@other.local', password: 'another' }),
			],
		});
		try {
			expect(new Set(site.vcenters.map(({ url }) => url)).size).toBe(3);
			expect(new Set(site.vcenters.map(({ thumbprintSha256 }) => thumbprintSha256)).size).toBe(3);
			expect(hintsFor(site.vcenters)).toMatch(
				/linked by the SSO domain corp.local: vc-a.example.com, vc-b.example.com$/,
			);
			const domains = [];
			for (const { url, username, password, thumbprintSha256: thumbprint } of site.vcenters) {
				const connection = { username, password: async () => password, thumbprint };
				const options = { now: '2026-11-24T12:00:00Z', toolVersion: '0', progress: silent, connection };
				const inventory = await vcenter.read(url, options);
				domains.push([inventory.vcenter.name, username, inventory.vcenter.ssoDomain]);
			}
			expect(domains).toEqual([
				['vc-a.example.com', 'ro@corp.local', 'corp.local'],
				['vc-b.example.com', 'ro@corp.local', 'corp.local'],
				['vc-c.example.com', 'reader@other.local', undefined],
			]);
		} finally {
			await site.close();
		}
	});
});
