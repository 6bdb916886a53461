import { describe, expect, it } from 'vitest';
import { hintsFor } from '../../src/mock-vcenter/hints.js';
import { loopback } from '../../src/mock-vcenter/loopback.js';

const one = {
	name: 'vc-a.example.com',
	side: 'source',
	url: 'https://127.0.0.1:8443',
	username: 'ro@a.local',
	password: "it's $ecret",
	thumbprintSha256: 'AA:BB',
};

describe('what a user types to reach a mock vCenter', () => {
	it('is shown for govc, pyVmomi and xvcheck, quoted for a shell', () => {
		expect(hintsFor([one]).split('\n')).toEqual([
			'vc-a.example.com (source)',
			"  govc:    GOVC_INSECURE=1 GOVC_URL='https://ro%40a.local:it'\\''s%20%24ecret@127.0.0.1:8443/sdk' govc find / -type m",
			`  pyVmomi: python3 -c 'from pyVim.connect import SmartConnect; print(SmartConnect(host="127.0.0.1", port=8443, user="ro@a.local", pwd="it'\\''s $ecret", disableSslCertValidation=True).content.about.fullName)'`,
			"  xvcheck: XVCHECK_PASSWORD='it'\\''s $ecret' xvcheck collect vcenter:https://127.0.0.1:8443 --username ro@a.local --thumbprint AA:BB --output source.json",
		]);
	});

	it('names which of them are linked: those of one SSO domain', () => {
		const two = { ...one, name: 'vc-b.example.com' };
		const sso = { ssoDomain: 'vsphere.local' };
		expect(hintsFor([one, two])).not.toContain('linked');
		expect(hintsFor([{ ...one, ...sso }, two])).not.toContain('linked');
		expect(
			hintsFor([
				{ ...one, ssoDomain: 'a.local' },
				{ ...two, ssoDomain: 'b.local' },
			]),
		).not.toContain('linked');
		expect(
			hintsFor([
				{ ...one, ...sso },
				{ ...two, ...sso },
			]),
		).toMatch(/\nlinked by the SSO domain vsphere.local: vc-a.example.com, vc-b.example.com$/);
	});
});

describe('the address to listen on', () => {
	it.each([
		['127.0.0.1', '127.0.0.1'],
		['127.9.9.9', '127.9.9.9'],
		['localhost', '127.0.0.1'],
		['::1', '::1'],
		['::ffff:127.0.0.1', '127.0.0.1'],
	])('may be %s', (given, address) => {
		expect(loopback(given)).toBe(address);
	});

	it.each(['0.0.0.0', '::', '10.0.0.1', '192.168.1.5', 'vc.example.com', '', '127.1.1.1.1'])('is not %j', (given) => {
		expect(() => loopback(given)).toThrow(/served on loopback only/);
	});
});
