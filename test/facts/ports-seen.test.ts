import { describe, expect, it } from 'vitest';
import portEvidence from '../../src/facts/port-evidence.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { DeclaredFirewall } from '../../src/model/plan.js';
import type { HostRun, ProbeResults, RelocateResult, TcpResult } from '../../src/model/probes.js';
import type { Scope } from '../../src/model/scope.js';
import { derive, keyOf } from './fact-harness.js';
import { PROBED_AT, run } from './probe-run.js';
import { scope } from './support.js';

const host = (id: string, name: string, net: string, last: number): Host => ({
	id,
	name,
	vmkernelAdapters: [
		{ device: 'vmk0', ip: `${net}.0.${last}`, services: ['management'] },
		{ device: 'vmk1', ip: `${net}.2.${last}`, services: ['vmotion'] },
	],
	vmotionAdapters: ['vmk1'],
});
const A = host('h-1', 'a.mi', '10.1', 11);
const B = host('h-2', 'b.mi', '10.1', 12);
const X = host('h-11', 'x.fr', '10.2', 11);

function made(probes: readonly ProbeResults[], firewall: DeclaredFirewall[] = []): Scope {
	const vms = [
		{ id: 'vm-1', name: 'app-01', host: 'h-1' },
		{ id: 'vm-2', name: 'app-02', host: 'h-2' },
	];
	const plain = scope(
		{ vcenter: { name: 'vc-mi' }, hosts: [A, B], vms },
		{ vcenter: { name: 'vc-fr' }, hosts: [X] },
		{ declared: { objects: [], firewall, dns: [] } },
	);
	return { ...plain, probes };
}
type Outcome = HostRun['ports'][number]['outcome'];
const onHost = (
	own: Host,
	side: 'source' | 'destination',
	peers: readonly Host[],
	outcome: Outcome = 'open',
): HostRun => ({
	host: { side, type: 'host', name: own.name },
	startedAt: PROBED_AT,
	complete: true,
	pings: [],
	names: [],
	ports: peers.flatMap((peer) =>
		[0, 1].map((at) => ({
			from: own.vmkernelAdapters?.[at]?.ip as string,
			to: peer.vmkernelAdapters?.[at]?.ip as string,
			peer: peer.name,
			port: at === 0 ? 902 : 8000,
			purpose: at === 0 ? 'nfc' : 'vmotion',
			outcome,
		})),
	),
});
const between = (probes: readonly ProbeResults[], firewall: DeclaredFirewall[] = []) => {
	const s = made(probes, firewall);
	return derive(portEvidence, { sourceHost: A, destinationHost: X }, s);
};
const declared = (open: boolean): DeclaredFirewall => ({
	from: '*',
	to: '*',
	port: 8000,
	protocol: 'tcp',
	open,
	both: true,
	evidence: 'CHG-1',
	where: 'declared.firewall[0]',
});

describe('ports between hosts', () => {
	it('are open when scripts on both hosts reached each other', () => {
		const found = between([run({ hosts: [onHost(A, 'source', [X]), onHost(X, 'destination', [A])] })]);
		expect(found.value).toMatchObject({ vmotion: true, nfc: true, closed: '' });
		expect(found.probed).toEqual([
			'a script run on a.mi at 2026-11-24T05:00Z (jump01)',
			'a script run on x.fr at 2026-11-24T05:00Z (jump01)',
		]);
	});
	it('are not known while only one direction was tried, or one try proved nothing', () => {
		expect(between([run({ hosts: [onHost(A, 'source', [X])] })]).value).toEqual({ closed: '' });
		const nothing = [onHost(A, 'source', [X]), onHost(X, 'destination', [A], 'error')];
		expect(between([run({ hosts: nothing })]).value.vmotion).toBeUndefined();
	});
	it('are closed when one script on a host says so, whatever somebody vouches for', () => {
		const hosts = [onHost(A, 'source', [X]), onHost(X, 'destination', [A], 'closed')];
		const found = between([run({ hosts })], [declared(true)]);
		expect(found.value).toMatchObject({
			vmotion: false,
			closed: 'x.fr to 10.1.2.11: closed; x.fr to 10.1.0.11: closed',
		});
		expect(found.declared).toBeUndefined();
	});
	it('rest on what somebody vouches for where no script ran', () => {
		expect(between([run({ hosts: [onHost(B, 'source', [X])] })], [declared(true)]).value.vmotion).toBe(true);
		expect(between([], [declared(false)]).value).toMatchObject({ vmotion: false, closed: 'said to be closed' });
	});
	it('are never proven by a connection from the machine that runs xvcheck', () => {
		const tcp = [X, A].map(
			(one): TcpResult => ({
				target: { side: 'destination', type: 'host', name: one.name },
				address: one.vmkernelAdapters?.[1]?.ip as string,
				port: 8000,
				purpose: 'vmotion',
				outcome: 'open',
				at: PROBED_AT,
			}),
		);
		expect(between([run({ tcp })]).value.vmotion).toBeUndefined();
		const refused = tcp.map((one): TcpResult => ({ ...one, outcome: 'refused' }));
		expect(between([run({ tcp: refused })]).value.vmotion).toBeUndefined();
	});
	it('tell hosts apart only where their results differ', () => {
		const alike = made([run({ hosts: [onHost(A, 'source', [X]), onHost(B, 'source', [X])] })]);
		expect(keyOf(portEvidence, 'source', 0, alike)).toBe(keyOf(portEvidence, 'source', 1, alike));
		const differ = made([run({ hosts: [onHost(A, 'source', [X]), onHost(B, 'source', [X], 'closed')] })]);
		expect(keyOf(portEvidence, 'source', 0, differ)).not.toBe(keyOf(portEvidence, 'source', 1, differ));
		const seen = made([run({ hosts: [onHost(X, 'destination', [A])] })]);
		expect(keyOf(portEvidence, 'source', 0, seen)).not.toBe(keyOf(portEvidence, 'source', 1, seen));
	});
});

describe('443 between the vCenters', () => {
	const checked = (reached: boolean | undefined): RelocateResult => ({
		vm: { id: 'vm-1', name: 'app-01' },
		outcome: 'checked',
		open: [],
		errors: [],
		warnings: [],
		at: PROBED_AT,
		...(reached === undefined ? {} : { reached }),
	});
	const pair = (checkRelocate: RelocateResult[]) => {
		const s = made([run({ checkRelocate })]);
		return derive(portEvidence, s, s);
	};
	it('is proven by a CheckRelocate that reached the destination', () => {
		const found = pair([checked(true)]);
		expect(found.value).toMatchObject({ vcenter: true });
		expect(found.probed).toEqual(['CheckRelocate of app-01, sent from jump01 at 2026-11-24T05:00Z']);
		expect(found.assumptions?.[0]).toContain('CheckRelocate goes one way');
	});
	it('fails when it did not, and stays open while nobody can tell', () => {
		expect(pair([checked(false)]).value).toMatchObject({ vcenter: false });
		expect(pair([checked(undefined)]).value.vcenter).toBeUndefined();
	});
});
