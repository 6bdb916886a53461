import { describe, expect, it } from 'vitest';
import portEvidence from '../../src/facts/port-evidence.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { DeclaredFirewall, Plan } from '../../src/model/plan.js';
import { derive, keyOf, lacks } from './fact-harness.js';
import { scope } from './support.js';

const open = (from: string, to: string, port: number, more: Partial<DeclaredFirewall> = {}): DeclaredFirewall => ({
	from,
	to,
	port,
	protocol: 'tcp',
	open: true,
	both: true,
	evidence: `CHG ${from}`,
	where: 'declared.firewall[0]',
	...more,
});
const plan = (firewall: DeclaredFirewall[], dns: Plan['declared']['dns'] = []): Partial<Plan> => ({
	declared: { objects: [], firewall, dns },
});
const host = (name: string, vmotion?: string[], management?: string): Host => ({
	id: name,
	name,
	clusterName: 'Prod',
	datacenterName: 'DC1',
	...(vmotion && { vmotionAdapters: vmotion.map((_, i) => `vmk${i + 1}`) }),
	vmkernelAdapters: [
		...(management ? [{ device: 'vmk0', ip: management, services: ['management'] }] : []),
		...(vmotion ?? []).map((ip, i) => ({ device: `vmk${i + 1}`, ip, services: ['vmotion'] })),
	],
});
const ESX01 = host('esx01.mi', ['10.1.0.11'], '192.0.2.11');
const ESX11 = host('esx11.fr', ['10.2.0.11'], '198.51.100.11');

function between(a: Host, b: Host, parts: Partial<Plan>) {
	const s = scope({ hosts: [a] }, { hosts: [b] }, parts);
	return derive(portEvidence, { sourceHost: a, destinationHost: b }, s);
}

describe('TCP 8000 between vMotion addresses', () => {
	it('is vouched for by networks that hold both addresses', () => {
		const result = between(ESX01, ESX11, plan([open('10.1.0.0/24', '10.2.0.0/24', 8000)]));
		expect(result.value.vmotion).toBe(true);
		expect(result.declared).toEqual(['CHG 10.1.0.0/24']);
	});
	it('is unknown without a declaration, and says what is missing', () => {
		expect(lacks(between(ESX01, ESX11, {}), 'vmotion')).toEqual(['firewall.8000/tcp not-declared']);
	});
	it('needs both directions', () => {
		const one = open('10.1.0.0/24', '10.2.0.0/24', 8000, { both: false });
		expect(between(ESX01, ESX11, plan([one])).value.vmotion).toBeUndefined();
		const back = open('10.2.0.0/24', '10.1.0.0/24', 8000, { both: false });
		expect(between(ESX01, ESX11, plan([one, back])).value.vmotion).toBe(true);
	});
	it('takes an expired entry as absent', () => {
		const expired = open('10.1.0.0/24', '10.2.0.0/24', 8000, { expires: '2026-11-23' });
		expect(between(ESX01, ESX11, plan([expired])).value.vmotion).toBeUndefined();
	});
	it('ignores entries about another port or protocol', () => {
		const other = [open('*', '*', 902), open('*', '*', 8000, { protocol: 'udp' })];
		expect(between(ESX01, ESX11, plan(other)).value.vmotion).toBeUndefined();
	});
	it('is closed when one entry says so, whatever others say', () => {
		const entries = [open('*', '*', 8000), open('10.1.0.11', '10.2.0.11', 8000, { open: false })];
		expect(between(ESX01, ESX11, plan(entries)).value.vmotion).toBe(false);
	});
	it('must cover every vMotion address of a host', () => {
		const two = host('esx01.mi', ['10.1.0.11', '10.9.0.11']);
		const entry = open('10.1.0.0/24', '10.2.0.0/24', 8000);
		expect(between(two, ESX11, plan([entry])).value.vmotion).toBeUndefined();
		expect(between(two, ESX11, plan([entry, open('10.9.0.0/24', '10.2.0.0/24', 8000)])).value.vmotion).toBe(true);
	});
	it('is not vouched for by the management network', () => {
		expect(between(ESX01, ESX11, plan([open('192.0.2.0/24', '198.51.100.0/24', 8000)])).value.vmotion).toBeUndefined();
	});
	it('matches names, globs and cluster paths also where addresses are unknown', () => {
		const [a, b] = [host('esx01.mi'), host('esx11.fr')];
		expect(between(a, b, plan([open('*.mi', '*.fr', 8000)])).value.vmotion).toBe(true);
		expect(between(a, b, plan([open('DC1/Prod', 'Prod', 8000)])).value.vmotion).toBe(true);
		expect(between(a, b, plan([open('esx02.mi', '*.fr', 8000)])).value.vmotion).toBeUndefined();
		expect(between(a, b, plan([open('10.1.0.0/24', '10.2.0.0/24', 8000)])).value.vmotion).toBeUndefined();
	});
	it('pairs only addresses of one family', () => {
		const a = host('esx01.mi', ['10.1.0.11', '2001:db8:1::b']);
		const entries = [open('10.1.0.0/24', '10.2.0.0/24', 8000)];
		expect(between(a, ESX11, plan(entries)).value.vmotion).toBe(true);
	});
});

describe('TCP 902 between hosts', () => {
	it('runs over management when there is no provisioning stack', () => {
		expect(between(ESX01, ESX11, plan([open('192.0.2.0/24', '198.51.100.0/24', 902)])).value.nfc).toBe(true);
	});
	it('runs over the provisioning adapters when there are any', () => {
		const a: Host = {
			...ESX01,
			vmkernelAdapters: [
				{ device: 'vmk0', ip: '192.0.2.11', services: ['management'] },
				{ device: 'vmk5', ip: '10.8.0.11', stack: 'vSphereProvisioning' },
			],
		};
		expect(between(a, ESX11, plan([open('192.0.2.0/24', '198.51.100.0/24', 902)])).value.nfc).toBeUndefined();
		expect(between(a, ESX11, plan([open('10.8.0.0/24', '198.51.100.0/24', 902)])).value.nfc).toBe(true);
	});
});

describe('TCP 443 between the vCenters', () => {
	const vcenters = (parts: Partial<Plan>) => {
		const s = scope({ vcenter: { name: 'vc-mi.example.com' } }, { vcenter: { name: 'vc-fr.example.com' } }, parts);
		return derive(portEvidence, s, s);
	};
	it('is vouched for by name', () => {
		expect(vcenters(plan([open('vc-mi.example.com', 'VC-FR.example.com', 443)])).value.vcenter).toBe(true);
	});
	it('is vouched for by network when DNS entries declare the addresses', () => {
		const networks = [open('192.0.2.0/24', '198.51.100.0/24', 443)];
		expect(vcenters(plan(networks)).value.vcenter).toBeUndefined();
		const dns = [
			{ name: 'vc-mi.example.com', address: '192.0.2.5', evidence: 'dns', where: 'declared.dns[0]' },
			{ name: 'vc-fr.example.com', address: '198.51.100.5', evidence: 'dns', where: 'declared.dns[1]' },
		];
		expect(vcenters(plan(networks, dns)).value.vcenter).toBe(true);
	});
	it('is unknown without a declaration', () => {
		expect(lacks(vcenters({}), 'vcenter')).toEqual(['firewall.443/tcp not-declared']);
	});
});

describe('classes of hosts', () => {
	it('are equal when the same entries cover them', () => {
		const hosts = [ESX01, host('esx02.mi', ['10.1.0.12'], '192.0.2.12'), host('esx03.mi', ['10.7.0.13'], '192.0.2.13')];
		const s = scope({ hosts }, {}, plan([open('10.1.0.0/24', '10.2.0.0/24', 8000), open('192.0.2.0/24', '*', 902)]));
		expect(keyOf(portEvidence, 'source', 0, s)).toBe(keyOf(portEvidence, 'source', 1, s));
		expect(keyOf(portEvidence, 'source', 0, s)).not.toBe(keyOf(portEvidence, 'source', 2, s));
	});
});
