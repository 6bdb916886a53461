import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, xvcheck } from './support.js';

const blocked = join(root, 'fixtures/plans/blocked.yaml');
interface Route {
	readonly vm: string;
	readonly route: string;
	readonly conditions: readonly string[];
	readonly unknown: readonly string[];
}

describe('advice for blocked VMs', () => {
	it('offers what goes around all blockers of a VM, and nothing whose conditions fail', async () => {
		const { stdout, code } = await xvcheck(['check', blocked, '--json']);
		expect(code).toBe(1);
		const routes: Route[] = JSON.parse(stdout).routes;
		const of = (vm: string) => routes.filter((one) => one.vm === vm).map(({ route }) => route);
		expect(of('web-01')).toEqual(['cold-migration+map-elsewhere', 'hcx', 'replication']);
		// Encrypted, with a virtual TPM: decryption would lose its secrets, and nobody may convert it.
		expect(of('crypt-01')).not.toContain('decrypt-first');
		expect(of('rdm-01')).toEqual([]);
		expect(of('share-01')).not.toContain('hcx');
		expect(routes.find(({ route }) => route === 'hcx')?.unknown).toContain(
			'whether HCX supports the releases of both sites',
		);
		expect(routes.some(({ route }) => route.startsWith('v2v'))).toBe(false);
	});

	it('tells other platforms when asked for all, and shows them by route', async () => {
		const { stdout } = await xvcheck(['check', blocked, '--advice', 'all', '--show', 'routes']);
		expect(stdout).toContain('Other ways');
		for (const platform of ['Microsoft Hyper-V', 'Proxmox VE', 'oVirt', 'XCP-ng', 'XenServer', 'OpenStack'])
			expect(stdout).toContain(`Agentless V2V from a backup to ${platform}`);
		expect(stdout).toContain('? whether Proxmox VE supports the guest');
	});

	it('refuses another kind of advice', async () => {
		const { code, stderr } = await xvcheck(['check', blocked, '--advice', 'none']);
		expect(code).toBe(2);
		expect(stderr).toContain('--advice');
	});
});
