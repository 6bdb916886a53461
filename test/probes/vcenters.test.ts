import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockSite, type MockVCenter, serveSource } from '../../src/mock-vcenter/start-mock.js';
import type { LiveSide, RelocateRequest } from '../../src/probes/contract.js';
import vcenters from '../../src/probes/vcenters.js';
import { targets, tools } from './support.js';

let site: MockSite;
let source: MockVCenter;
let destination: MockVCenter;
beforeAll(async () => {
	site = await serveSource('fixtures/scenarios/demo.yaml');
	[source, destination] = site.vcenters as [MockVCenter, MockVCenter];
});
afterAll(() => site.close());

const side = (vcenter: MockVCenter, parts: Partial<LiveSide> = {}): LiveSide => ({
	target: { side: vcenter.side as 'source', type: 'vcenter', name: vcenter.name },
	url: new URL(vcenter.url),
	username: vcenter.username,
	password: async () => vcenter.password,
	trust: { thumbprint: vcenter.thumbprintSha256 },
	environment: {},
	hosts: [],
	...parts,
});
const request = (parts: Partial<RelocateRequest> = {}): RelocateRequest => ({
	vm: { id: 'vm-1', name: 'app-01' },
	disks: [],
	nics: [],
	open: [],
	...parts,
});

describe('the probe of vCenters', () => {
	it('logs in once per side, reads both clocks, and logs out', async () => {
		const logins = () => site.vcenters.map(({ running }) => running.received.filter((name) => name === 'Login').length);
		const before = logins();
		const found = await vcenters.run(
			targets({ live: { source: side(source), destination: side(destination) } }),
			tools(),
		);
		expect(found.logins?.map(({ target, outcome }) => [target.name, outcome])).toEqual([
			['vc-fr.example.com', 'accepted'],
			['vc-mi.example.com', 'accepted'],
		]);
		expect(found.clocks?.map(({ method, outcome }) => [method, outcome])).toEqual([
			['CurrentTime', 'read'],
			['CurrentTime', 'read'],
		]);
		for (const { offsetSeconds = 99, errorSeconds = 99 } of found.clocks ?? []) {
			expect(Math.abs(offsetSeconds)).toBeLessThan(2);
			expect(errorSeconds).toBeLessThan(2);
		}
		expect(logins()).toEqual(before.map((count) => count + 1));
		expect(site.vcenters.map(({ running }) => running.server.sessions.active)).toEqual([0, 0]);
		expect(source.running.received).not.toContain('CheckRelocate_Task');
	});
	it('reads the clock of a host through its vCenter, and says where there is none', async () => {
		const hosts = ['host-nowhere'].map((id) => ({ side: 'source' as const, type: 'host' as const, id, name: id }));
		const found = await vcenters.run(targets({ live: { source: side(source, { hosts }) } }), tools());
		expect(found.clocks?.[1]).toMatchObject({
			outcome: 'no-answer',
			method: 'QueryDateTime',
			detail: 'its vCenter names no clock of this host',
		});
	});
	it('tells a refused login from a server that is not there, and tries once', async () => {
		const wrong = side(source, { password: async () => 'wr0ng' });
		const gone = side(destination, { url: new URL('https://127.0.0.1:9/sdk') });
		const found = await vcenters.run(targets({ live: { source: wrong, destination: gone } }), tools());
		expect(found.logins?.map(({ target, outcome }) => [target.name, outcome])).toEqual([
			['vc-fr.example.com', 'no-connection'],
			['vc-mi.example.com', 'refused'],
		]);
		expect(JSON.stringify(found)).not.toContain('wr0ng');
	});
	it('sends no password to a vCenter with another certificate than the pinned one', async () => {
		const before = source.running.received.length;
		const found = await vcenters.run(
			targets({ live: { source: side(source, { trust: { thumbprint: '00'.repeat(32) } }) } }),
			tools(),
		);
		expect(found.logins).toMatchObject([{ outcome: 'no-connection' }]);
		expect(source.running.received.length).toBe(before);
	});
});

describe('CheckRelocate', () => {
	const live = () => ({ source: side(source), destination: side(destination) });
	it('asks the source vCenter, which asks the destination, and brings the faults back', async () => {
		const found = await vcenters.run(targets({ live: live(), relocates: [request()] }), tools());
		const [result] = found.checkRelocate ?? [];
		expect(result).toMatchObject({ vm: { name: 'app-01' } });
		expect(['checked', 'failed', 'not-sent']).toContain(result?.outcome);
	});
	it('is not sent without a session at both sides, and says why', async () => {
		const one = await vcenters.run(targets({ live: { source: side(source) }, relocates: [request()] }), tools());
		expect(one.checkRelocate?.[0]?.detail).toContain('no session at the destination vCenter');
		const other = await vcenters.run(
			targets({ live: { destination: side(destination) }, relocates: [request()] }),
			tools(),
		);
		expect(other.checkRelocate?.[0]).toMatchObject({
			outcome: 'not-sent',
			detail: 'the plan names no live source vCenter',
		});
		expect(source.running.received).not.toContain('RelocateVM_Task');
	});
	it('hands on no session of somebody else', async () => {
		const destinationSide = side(destination, {
			credential: { kind: 'session', cookie: 'a'.repeat(40) },
		});
		const found = await vcenters.run(
			targets({ live: { source: side(source), destination: destinationSide }, relocates: [request()] }),
			tools(),
		);
		expect(found.checkRelocate?.[0]?.outcome).toBe('not-sent');
	});
	it('does not find a VM that the source does not have', async () => {
		const vm = { id: 'vm-99999', name: 'gone' };
		const found = await vcenters.run(targets({ live: live(), relocates: [request({ vm })] }), tools());
		expect(found.checkRelocate?.[0]).toMatchObject({
			outcome: 'not-sent',
			detail: 'the source vCenter does not have this VM, or not its devices',
		});
	});
});
