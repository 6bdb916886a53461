import { describe, expect, it } from 'vitest';
import esxiServices from '../../src/facts/esxi-services.js';
import keyServers from '../../src/facts/key-servers.js';
import remoteHosts from '../../src/facts/remote-hosts.js';
import storagePorts from '../../src/facts/storage-ports.js';
import type { FirewallRuleset, Host } from '../../src/model/inventory/host.js';
import type { Datastore } from '../../src/model/inventory/storage.js';
import type { DeclaredFirewall, Plan } from '../../src/model/plan.js';
import { moveOf } from './derive.js';
import { derive, keyOf, lacks } from './fact-harness.js';
import { scope } from './support.js';

const ruleset = (key: string, more: Partial<FirewallRuleset> = {}): FirewallRuleset => ({
	key,
	enabled: true,
	allIp: true,
	allowed: [],
	...more,
});
const ALL = ['vSphereClient', 'vpxHeartbeats', 'dns', 'ntpClient'].map((key) => ruleset(key));
const open = (port: number, to: string, more: Partial<DeclaredFirewall> = {}): DeclaredFirewall => ({
	from: 'vc*',
	to,
	port,
	protocol: 'tcp',
	open: true,
	both: false,
	evidence: 'CHG',
	where: 'declared.firewall[0]',
	...more,
});
const declare = (...firewall: DeclaredFirewall[]): Partial<Plan> => ({ declared: { objects: [], dns: [], firewall } });

function services(host: Partial<Host>) {
	const s = scope({ hosts: [{ id: 'h-1', name: 'esx01', ...host }] }, {});
	return derive(esxiServices, { host: s.source.inventory.hosts[0] as Host, side: 'source' }, s);
}

describe('what a host lives on', () => {
	it('is open when every ruleset is', () => {
		expect(services({ firewall: { rulesets: ALL } }).value).toMatchObject({ client: true, dns: true, ntp: true });
	});
	it('is closed when one ruleset is disabled or leaves the vCenter out', () => {
		const rulesets = [
			ruleset('vSphereClient', { allIp: false, allowed: ['192.0.2.0/24'] }),
			ruleset('vpxHeartbeats'),
			ruleset('dns', { enabled: false }),
			ruleset('ntpClient'),
		];
		expect(services({ firewall: { rulesets }, managementServerIp: '10.1.1.5' }).value).toEqual({
			client: false,
			dns: false,
			ntp: true,
			clientClosed: ['vSphereClient does not allow 10.1.1.5'],
			serviceClosed: ['dns is disabled'],
		});
	});
	it('is proved for vCenter by a connection, and for nothing else', () => {
		const result = services({ connectionState: 'connected' });
		expect(result.value.client).toBe(true);
		expect(result.assumptions).toEqual(['A host that is connected lets its vCenter in']);
		expect(lacks(result, 'dns')).toEqual(['host.firewall.dns not-reported']);
		expect(services({}).value.client).toBeUndefined();
	});
	it('does not need a ruleset for servers that the host does not have', () => {
		const closed = { rulesets: [ruleset('dns', { enabled: false }), ruleset('ntpClient', { enabled: false })] };
		expect(services({ firewall: closed, dns: { servers: [] }, time: { protocol: 'ptp' } }).value).toMatchObject({
			dns: true,
			ntp: true,
		});
	});
	it('tells hosts apart by their state and rulesets, not by their names', () => {
		const s = scope(
			{
				hosts: [
					{ id: 'a', name: 'a', connectionState: 'connected' },
					{ id: 'b', name: 'b', connectionState: 'connected' },
					{ id: 'c', name: 'c' },
				],
			},
			{},
		);
		expect(keyOf(esxiServices, 'source', 0, s)).toBe(keyOf(esxiServices, 'source', 1, s));
		expect(keyOf(esxiServices, 'source', 0, s)).not.toBe(keyOf(esxiServices, 'source', 2, s));
	});
});

describe('the hosts of the other side', () => {
	const remote = (plan: Partial<Plan>) => {
		const s = scope(
			{
				vcenter: { name: 'vc-mi' },
				vms: [{ id: 'vm-1', name: 'app', host: 'h-1' }],
				hosts: [{ id: 'h-1', name: 'esx01' }],
			},
			{ vcenter: { name: 'vc-fr' }, hosts: [{ id: 'h-11', name: 'esx11' }] },
			plan,
		);
		return derive(remoteHosts, s, s);
	};
	it('matter when the client starts the move', () => {
		expect(remote({}).value.used).toBe(false);
		const result = remote({ driver: { side: 'source', by: 'ui' } });
		expect(result.value).toEqual({ used: true, closed: [], driver: 'vc-mi' });
		expect(lacks(result, 'reached')).toEqual(['firewall.443/tcp not-declared', 'firewall.902/tcp not-declared']);
	});
	it('are reached when both ports are vouched for in one direction', () => {
		expect(remote(declare(open(443, 'esx11'), open(902, 'esx11'))).value.reached).toBe(true);
		expect(remote(declare(open(443, 'esx11'), open(902, 'esx11', { from: 'vc-fr' }))).value.reached).toBeUndefined();
	});
	it('are not reached once one port is said to be closed, whoever starts the move', () => {
		expect(remote(declare(open(902, 'esx*', { open: false }))).value).toEqual({
			used: true,
			closed: ['esx11 (902/tcp)'],
			driver: 'vc-mi',
			reached: false,
		});
	});
});

describe('the key servers', () => {
	const kms = (vm: object, providers: object[], plan: Partial<Plan> = {}) => {
		const s = scope(
			{ vms: [{ id: 'vm-1', name: 'app', ...vm }] },
			{ vcenter: { name: 'vc-fr' }, keyProviders: providers as never },
			plan,
		);
		return derive(keyServers, s, s);
	};
	const standard = { id: 'kms', kind: 'vCenter', servers: [{ name: 'kms01', port: 5697 }] };
	it('are needed for encrypted VMs of a standard provider alone', () => {
		expect(kms({ encrypted: false }, []).value.needed).toBe(false);
		expect(kms({ encrypted: true, keyProvider: 'nkp' }, [{ id: 'nkp', kind: 'nativeProvider' }]).value.needed).toBe(
			false,
		);
		expect(kms({ encrypted: true, keyProvider: 'kms' }, [standard]).value.needed).toBe(true);
		expect(lacks(kms({}, []), 'needed')).toEqual(['vm.encrypted not-reported']);
	});
	it('are asked for on the port that they use', () => {
		const vm = { encrypted: true, keyProvider: 'kms' };
		expect(kms(vm, [standard], declare(open(5697, 'kms*'))).value.reached).toBe(true);
		expect(kms(vm, [standard], declare(open(5696, 'kms*'))).value.reached).toBeUndefined();
		expect(kms(vm, [standard], declare(open(5697, 'kms01', { open: false }))).value).toMatchObject({
			reached: false,
			closed: ['kms01'],
		});
	});
	it('may be any that a declaration names while nobody lists them', () => {
		const vm = { encrypted: true, keyProvider: 'kms' };
		expect(kms(vm, [], declare(open(5696, 'kms.example.com'))).value.reached).toBe(true);
		expect(kms(vm, [], declare(open(5696, 'kms.example.com', { from: 'other' }))).value.reached).toBeUndefined();
	});
});

describe('the storage of a candidate host', () => {
	const reach = (datastore: Partial<Datastore>, firewall?: FirewallRuleset[]) => {
		const host: Host = { id: 'h-11', name: 'esx11', ...(firewall && { firewall: { rulesets: firewall } }) };
		const s = scope(
			{ vms: [{ id: 'vm-1', name: 'app', disks: [{ id: 'd', datastoreName: 'x' }] }] },
			{ hosts: [host], datastores: [{ id: 'ds-1', name: 'ds', ...datastore }] },
		);
		return derive(storagePorts, { move: moveOf(s, 'app'), host }, s);
	};
	it('is reached when the host mounts an accessible datastore', () => {
		expect(reach({ type: 'NFS', hosts: ['h-11'], accessible: true }).value).toEqual({
			applies: true,
			reached: true,
			unreached: [],
		});
		expect(lacks(reach({ type: 'NFS', hosts: ['h-11'] }), 'reached')).toEqual([
			'destination.datastores.accessible not-reported',
		]);
	});
	it('is not reached when this host lost it, and names the port and a closed ruleset', () => {
		const nfs = { type: 'NFS', hosts: ['h-11'], accessible: true, unreachedBy: ['h-11'] };
		expect(reach(nfs, [ruleset('nfsClient', { enabled: false })]).value).toMatchObject({
			reached: false,
			unreached: ['ds (TCP 2049, ruleset nfsClient is disabled)'],
		});
		expect(reach({ ...nfs, type: 'VMFS' }).value.unreached).toEqual(['ds (if over iSCSI: TCP 3260)']);
	});
	it('is another matter on vSAN, where the host does not mount it, and where nobody reaches it', () => {
		expect(reach({ type: 'vsan', hosts: ['h-11'], unreachedBy: ['h-11'] }).value.applies).toBe(false);
		expect(reach({ type: 'NFS', hosts: [] }).value.applies).toBe(false);
		expect(reach({ type: 'NFS', hosts: ['h-11'], accessible: false }).value.applies).toBe(false);
	});
});
