import { describe, expect, it } from 'vitest';
import nameResolution from '../../src/facts/name-resolution.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { DeclaredDns } from '../../src/model/plan.js';
import type { DnsResult, HostRun, ProbeResults } from '../../src/model/probes.js';
import type { Scope } from '../../src/model/scope.js';
import { derive, keyOf, lacks } from './fact-harness.js';
import { PROBED_AT as AT, run } from './probe-run.js';
import { scope } from './support.js';

const VC = ['vc-mi.example.com', 'vc-fr.example.com'];
const ESX = 'esx01.mi.example.com';
const PEER = 'esx11.fr.example.com';
const ALL = [...VC, ESX, PEER];

const answer = (resolver: string, asked: string, answers: string[]): DnsResult => ({
	resolver,
	question: /^[\d.]+$/.test(asked) ? 'reverse' : 'forward',
	asked,
	outcome: answers.length > 0 ? 'answered' : 'no-such-name',
	answers,
	at: AT,
});
const host = (id: string, name: string, ip: string, servers: string[] | undefined): Host => ({
	id,
	name,
	vmkernelAdapters: [{ device: 'vmk0', ip, services: ['management'] }],
	...(servers && { dns: { servers } }),
});
interface Made {
	readonly probes: readonly ProbeResults[];
	readonly servers?: string[] | undefined;
	readonly dns?: DeclaredDns[];
}
function made({ probes, servers = ['10.1.0.53', '10.1.0.54'], dns = [] }: Made): Scope {
	const plain = scope(
		{
			vcenter: { name: VC[0] as string },
			hosts: [host('h-1', ESX, '10.1.0.11', servers)],
			vms: [{ id: 'vm-1', name: 'app-01', host: 'h-1' }],
		},
		{ vcenter: { name: VC[1] as string }, hosts: [host('h-11', PEER, '10.2.0.11', ['10.2.0.53'])] },
		{ declared: { objects: [], firewall: [], dns } },
	);
	return { ...plain, probes };
}
const ADDRESSES: Readonly<Record<string, string>> = {
	[VC[0] as string]: '10.1.0.5',
	[VC[1] as string]: '10.2.0.5',
	[ESX]: '10.1.0.11',
	[PEER]: '10.2.0.11',
};
const good = (resolver: string) => ALL.map((name) => answer(resolver, name, [ADDRESSES[name] as string]));
const pair = (question: Made) => {
	const s = made(question);
	return derive(nameResolution, s, s);
};
const reverse = (question: Made) => {
	const s = made(question);
	return derive(nameResolution, { host: s.source.inventory.hosts[0] as Host, side: 'source' }, s);
};

describe('names seen by probes', () => {
	it('resolve when the first name server of every host gives every name', () => {
		const found = pair({ probes: [run({ dns: [...good('10.1.0.53'), ...good('10.2.0.53')] })] });
		expect(found.value).toMatchObject({ forward: true, names: 4, openCount: 0 });
		expect(found.probed).toEqual([
			'answers of the name servers in the configuration of the hosts (10.1.0.53, 10.2.0.53), asked from jump01 at 2026-11-24T05:00Z',
		]);
		expect(found.assumptions).toEqual(['The vCenters resolve names as the hosts of their side do.']);
	});
	it('do not when one name server does not know one of them', () => {
		const others = good('10.2.0.53').filter(({ asked }) => asked !== ESX);
		const found = pair({ probes: [run({ dns: [...good('10.1.0.53'), ...others, answer('10.2.0.53', ESX, [])] })] });
		expect(found.value).toMatchObject({ forward: false, failing: [`${ESX} is not known at 10.2.0.53`], needed: true });
	});
	it('do not when the address is none of the host', () => {
		const others = good('10.2.0.53').filter(({ asked }) => asked !== ESX);
		const wrong = answer('10.2.0.53', ESX, ['10.9.9.9']);
		const found = pair({ probes: [run({ dns: [...good('10.1.0.53'), ...others, wrong] })] });
		expect(found.value.failing).toEqual([`${ESX} is 10.9.9.9 at 10.2.0.53, which is no address of the host`]);
	});
	it('stay open while a name server is silent, also when the second one answers', () => {
		const silent = ALL.map((asked): DnsResult => ({ ...answer('10.1.0.53', asked, []), outcome: 'time-out' }));
		const found = pair({ probes: [run({ dns: [...silent, ...good('10.1.0.54'), ...good('10.2.0.53')] })] });
		expect(found.value.forward).toBeUndefined();
		expect(found.value.openCount).toBe(4);
		expect(lacks(found, 'forward')).toEqual(['dns not-declared']);
	});
	it('stay open while the name servers of a host are not known', () => {
		const s = made({ probes: [run({ dns: [...good('10.1.0.53'), ...good('10.2.0.53')] })] });
		const [first] = s.source.inventory.hosts;
		const { dns: _, ...unknown } = first as Host;
		const found = derive(nameResolution, { ...s, sourceHosts: [unknown] }, { ...s, sourceHosts: [unknown] });
		expect(found.value.forward).toBeUndefined();
	});
	it('are not proven by the name servers of this machine or by others', () => {
		const found = pair({ probes: [run({ dns: [...good('system'), ...good('10.7.7.7')] })] });
		expect(found.value).toMatchObject({ openCount: 4 });
		expect(found.probed).toBeUndefined();
	});
	it('count before what somebody vouches for', () => {
		const vouched = [{ name: '*', forward: true, reverse: true, evidence: 'asked', where: 'declared.dns[0]' }];
		const others = good('10.2.0.53').filter(({ asked }) => asked !== ESX);
		const dns = [...good('10.1.0.53'), ...others, answer('10.2.0.53', ESX, [])];
		expect(pair({ probes: [run({ dns })], dns: vouched }).value.forward).toBe(false);
		expect(pair({ probes: [], dns: vouched }).value.forward).toBe(true);
	});
	it('leave what they did not see to what somebody vouches for', () => {
		const vouched = [{ name: PEER, forward: true, evidence: 'asked', where: 'declared.dns[0]' }];
		const without = (server: string) => good(server).filter(({ asked }) => asked !== PEER);
		const dns = [...without('10.1.0.53'), ...without('10.2.0.53')];
		const found = pair({ probes: [run({ dns })], dns: vouched });
		expect(found.value.forward).toBe(true);
		expect(found.declared).toEqual(['asked']);
	});
	it('are taken from the newest run', () => {
		const old = run({ vantage: 'old', dns: [answer('10.1.0.53', ESX, [])] });
		const now = run({ dns: [...good('10.1.0.53'), ...good('10.2.0.53')] });
		expect(pair({ probes: [now, old] }).value.forward).toBe(true);
	});
});

describe('look-ups on a host itself', () => {
	const onHost = (parts: Partial<HostRun>): HostRun => ({
		host: { side: 'source', type: 'host', name: ESX.toUpperCase() },
		startedAt: AT,
		complete: true,
		pings: [],
		ports: [],
		names: ALL.map((asked) => ({
			question: 'forward',
			asked,
			outcome: 'answered',
			answers: [ADDRESSES[asked] as string],
		})),
		...parts,
	});
	it('count instead of its name servers asked from elsewhere', () => {
		const silent = ALL.map((asked): DnsResult => ({ ...answer('10.1.0.53', asked, []), outcome: 'time-out' }));
		const found = pair({ probes: [run({ dns: [...silent, ...good('10.2.0.53')], hosts: [onHost({})] })] });
		expect(found.value.forward).toBe(true);
		expect(found.probed?.[1]).toContain(`name look-ups run on the hosts themselves: ${ESX}`);
	});
	it('leave open what a cut-off output does not hold', () => {
		const cut = onHost({ complete: false, names: onHost({}).names.slice(0, 2) });
		expect(pair({ probes: [run({ dns: good('10.2.0.53'), hosts: [cut] })] }).value.forward).toBeUndefined();
	});
});

describe('reverse records seen by probes', () => {
	const both = (asked: string, names: string[]) => ['10.1.0.53', '10.2.0.53'].map((one) => answer(one, asked, names));
	it('must give the name of the host back, at every first name server', () => {
		expect(reverse({ probes: [run({ dns: both('10.1.0.11', [`${ESX.toUpperCase()}.`]) })] }).value.reverse).toBe(true);
		const [first] = both('10.1.0.11', [ESX]);
		expect(reverse({ probes: [run({ dns: [first as DnsResult] })] }).value.reverse).toBeUndefined();
	});
	it('fail when they are missing or name another host', () => {
		expect(reverse({ probes: [run({ dns: both('10.1.0.11', []) })] }).value).toMatchObject({
			reverse: false,
			failing: ['no reverse record at 10.1.0.53'],
		});
		expect(reverse({ probes: [run({ dns: both('10.1.0.11', ['old.mi.example.com']) })] }).value.failing).toEqual([
			'the reverse record at 10.1.0.53 says old.mi.example.com',
		]);
	});
	it('tell hosts apart only by what was seen of them', () => {
		const s = made({ probes: [run({ dns: both('10.1.0.11', []) })] });
		expect(keyOf(nameResolution, 'source', 0, s)).not.toBe(keyOf(nameResolution, 'destination', 0, s));
	});
});
