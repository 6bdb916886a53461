import { describe, expect, it } from 'vitest';
import hostCertificate from '../../src/facts/host-certificate.js';
import managedRelease from '../../src/facts/managed-release.js';
import relocateSpec from '../../src/facts/relocate-spec.js';
import vcenterAddress from '../../src/facts/vcenter-address.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { Plan } from '../../src/model/plan.js';
import type { DnsResult, ProbeResults } from '../../src/model/probes.js';
import { derive, lacks } from './fact-harness.js';
import { PROBED_AT, run } from './probe-run.js';
import { scope } from './support.js';

const host = (parts: Partial<Host> = {}): Host => ({ id: 'h', name: 'esx', connectionState: 'connected', ...parts });
const made = (of: Host, vcenter: object = {}, plan: Partial<Plan> = {}, probes: ProbeResults[] = []) => ({
	...scope(
		{ vcenter, hosts: [of], vms: [{ id: 'vm-1', name: 'a', host: 'h', powerState: 'poweredOn' }] },
		{ vcenter: { name: 'vc-b', instanceUuid: 'u' } },
		plan,
	),
	probes,
});
const ofHost = (fact: unknown, ...parts: Parameters<typeof made>) =>
	derive(fact as never, { host: parts[0], side: 'source' } as never, made(...parts)) as {
		value: Record<string, unknown>;
	};
const ofPair = (fact: unknown, ...parts: Parameters<typeof made>) => {
	const s = made(...parts);
	return derive(fact as never, s as never, s) as { value: Record<string, unknown>; declared?: string[] };
};

describe('the release of a host', () => {
	it.each([
		['8.0.3', '8.0.3', true],
		['8.0.3', '8.0.2', false],
		['6.7.0', '8.0.0', true],
		['6.5.0', '8.0.0', false],
		['7.0.3', '9.0.0', false],
		['8.0.0', '9.0.0', true],
		['6.0.0', '7.0.3', true],
	])('%s under vCenter %s is managed: %s', (version, vcenter, within) => {
		expect(ofHost(managedRelease, host({ version }), { version: vcenter }).value['within']).toBe(within);
	});
	it('is not judged while one of the two is not told', () => {
		const found = ofHost(managedRelease, host({ version: '8.0.3' }));
		expect(lacks(found as never, 'within')).toEqual(['source.vcenter.version not-reported']);
	});
});

describe('the certificate of a host', () => {
	it.each([
		['2029-01-01T00:00:00Z', true],
		['2026-12-10T00:00:00Z', false],
		['2026-11-01T00:00:00Z', false],
	])('that ends at %s lasts 30 days beyond the move: %s', (expires, lasts) => {
		expect(ofHost(hostCertificate, host({ certificate: { expires } })).value['lasts']).toBe(lasts);
	});
	it('is missing where nobody tells it', () => {
		expect(lacks(ofHost(hostCertificate, host()) as never, 'lasts')).toEqual(['host.certificate.expires not-reported']);
	});
});

describe('the address by which hosts know their vCenter', () => {
	const answer = (answers: string[]): DnsResult => ({
		question: 'forward',
		asked: 'vc-a',
		resolver: 'system',
		outcome: 'answered',
		answers,
		at: PROBED_AT,
	});
	const known = host({ managementServerIp: '10.1.0.5' });
	const vcenter = { name: 'vc-a' };
	it('is compared with what its name stands for', () => {
		const own = ofPair(vcenterAddress, known, vcenter, {}, [run({ dns: [answer(['10.1.0.5'])] })]);
		expect(own.value).toEqual({ own: true, strange: [] });
		const strange = ofPair(vcenterAddress, known, vcenter, {}, [run({ dns: [answer(['192.0.2.9'])] })]);
		expect(strange.value).toMatchObject({ own: false });
		expect(strange.value['strange']).toEqual([
			expect.stringContaining('know vc-a as 10.1.0.5, which is none of 192.0.2.9'),
		]);
	});
	it('proves nothing while nobody looked the name up, or only in the other family', () => {
		expect(lacks(ofPair(vcenterAddress, known, vcenter) as never, 'own')).toEqual(['names not-probed']);
		const six = ofPair(vcenterAddress, known, vcenter, {}, [run({ dns: [answer(['2001:db8::5'])] })]);
		expect(lacks(six as never, 'own')).toEqual(['names not-probed']);
	});
	it('may be vouched for', () => {
		const pair = { nat: 'none' as const, evidence: 'network plan', where: 'declared.pair' };
		const found = ofPair(vcenterAddress, known, vcenter, { declared: { pair, objects: [], firewall: [], dns: [] } });
		expect(found.value).toEqual({ own: true, strange: [] });
		expect(found.declared).toEqual(['network plan']);
	});
});

describe('what a relocation must name', () => {
	it('is taken to mean the root folder where the plan names none', () => {
		expect(ofPair(relocateSpec, host())).toMatchObject({
			assumptions: ['The plan names no folder: vCenter takes the root folder of the datacenter'],
		});
	});
	it('is not complete while the destination does not tell its UUID', () => {
		const s = { ...scope({}, { vcenter: { name: 'vc-b' } }), probes: [] };
		const found = derive(relocateSpec as never, s as never, s);
		expect(lacks(found as never, 'complete')).toContain('destination.vcenter.instanceUuid not-reported');
	});
	it('is asked by the wizard of the client itself', () => {
		const found = ofPair(relocateSpec, host(), {}, { driver: { side: 'source', by: 'ui' } });
		expect(found.value['written']).toBe(false);
	});
});
