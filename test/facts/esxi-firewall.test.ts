import { describe, expect, it } from 'vitest';
import esxiFirewall from '../../src/facts/esxi-firewall.js';
import type { FirewallRuleset, Host } from '../../src/model/inventory/host.js';
import type { Plan } from '../../src/model/plan.js';
import { derive, keyOf, lacks } from './fact-harness.js';
import { scope } from './support.js';

const ruleset = (key: string, more: Partial<FirewallRuleset> = {}): FirewallRuleset => ({
	key,
	enabled: true,
	allIp: true,
	allowed: [],
	...more,
});
const peer = (ip?: string): Host => ({
	id: 'h-11',
	name: 'esx11.fr',
	vmotionAdapters: ['vmk1'],
	vmkernelAdapters: [{ device: 'vmk1', services: ['vmotion'], ...(ip && { ip }) }],
});
function firewall(
	rulesets: FirewallRuleset[] | undefined,
	options: { host?: Partial<Host>; peer?: Host; plan?: Partial<Plan> } = {},
) {
	const host: Host = { id: 'h-1', name: 'esx01.mi', ...(rulesets && { firewall: { rulesets } }), ...options.host };
	const s = scope(
		{ hosts: [host], vms: [{ id: 'vm-1', name: 'app', host: 'h-1', powerState: 'poweredOn' }] },
		{ hosts: [options.peer ?? peer('10.2.0.11')] },
		options.plan,
	);
	return derive(esxiFirewall, { host: s.source.inventory.hosts[0]!, side: 'source' }, s);
}
const declared = (value: boolean): Partial<Plan> => ({
	declared: {
		firewall: [],
		dns: [],
		objects: [
			{
				side: 'source',
				collection: 'hosts',
				names: ['esx*'],
				data: { firewall: { vmotion: value } },
				evidence: 'profile',
				where: 'declared.hosts[0]',
			},
		],
	},
});

describe('the firewall of a host', () => {
	it('is open when the ruleset is enabled for all addresses or for those of the peers', () => {
		expect(firewall([ruleset('vMotion')]).value.vmotion).toBe('open');
		expect(firewall([ruleset('vMotion', { allIp: false, allowed: ['10.2.0.0/24'] })]).value.vmotion).toBe('open');
	});
	it('is disabled or restricted otherwise, and names the peer that is left out', () => {
		expect(firewall([ruleset('vMotion', { enabled: false })]).value.vmotion).toBe('disabled');
		const restricted = firewall([ruleset('vMotion', { allIp: false, allowed: ['10.1.0.0/24'] })]);
		expect(restricted.value).toMatchObject({ vmotion: 'restricted', vmotionPeer: '10.2.0.11' });
	});
	it('is unknown towards a peer without readable address only when it is restricted', () => {
		const rules = [ruleset('vMotion', { allIp: false, allowed: ['10.2.0.0/24'] })];
		expect(lacks(firewall(rules, { peer: peer() }), 'vmotion')).toEqual([
			'destinationHost.vmkernelAdapters not-reported',
		]);
		expect(firewall([ruleset('vMotion')], { peer: peer() }).value.vmotion).toBe('open');
	});
	it('is unknown when the source does not tell or lacks the ruleset', () => {
		expect(lacks(firewall(undefined), 'vmotion')).toEqual(['host.firewall.vmotion not-reported']);
		expect(firewall([ruleset('NFC')]).value).toMatchObject({ nfc: 'open' });
		expect(firewall([ruleset('NFC')]).value.vmotion).toBeUndefined();
	});
	it('passes with a note when it is off', () => {
		const result = firewall(undefined, {
			host: {
				firewall: {
					rulesets: [ruleset('vMotion', { enabled: false })],
					incomingBlocked: false,
					outgoingBlocked: false,
				},
			},
		});
		expect(result.value.vmotion).toBe('open');
		expect(result.assumptions?.[0]).toContain('off');
	});
	it('is what was declared where no source tells, never where one does', () => {
		expect(firewall(undefined, { plan: declared(true) })).toMatchObject({
			value: { vmotion: 'open' },
			declared: ['profile'],
		});
		expect(firewall(undefined, { plan: declared(false) }).value.vmotion).toBe('disabled');
		const seen = firewall([ruleset('vMotion', { enabled: false })], { plan: declared(true) });
		expect(seen.value.vmotion).toBe('disabled');
		expect(seen.declared).toBeUndefined();
	});
	it('of a candidate must let the host of the VM through', () => {
		const destination: Host = {
			id: 'h-11',
			name: 'esx11',
			firewall: { rulesets: [ruleset('vMotion', { allIp: false, allowed: ['10.1.0.0/24'] })] },
		};
		const s = scope(
			{
				hosts: [
					{ ...peer('10.1.0.11'), id: 'h-1', name: 'esx01' },
					{ ...peer('10.9.0.12'), id: 'h-2', name: 'esx02' },
				],
				vms: [
					{ id: 'vm-1', name: 'a', host: 'h-1' },
					{ id: 'vm-2', name: 'b', host: 'h-2' },
				],
			},
			{ hosts: [destination] },
		);
		const states = s.moves.map((move) => derive(esxiFirewall, { move, host: destination }, s).value.vmotion);
		expect(states).toEqual(['open', 'restricted']);
	});
	it('tells hosts apart by their rulesets only', () => {
		const hosts: Host[] = [
			{ id: 'h-1', name: 'a', firewall: { rulesets: [ruleset('vMotion'), ruleset('sshServer')] } },
			{ id: 'h-2', name: 'b', firewall: { rulesets: [ruleset('vMotion')] } },
			{ id: 'h-3', name: 'c', firewall: { rulesets: [ruleset('vMotion', { enabled: false })] } },
		];
		const s = scope({ hosts }, {});
		expect(keyOf(esxiFirewall, 'source', 0, s)).toBe(keyOf(esxiFirewall, 'source', 1, s));
		expect(keyOf(esxiFirewall, 'source', 0, s)).not.toBe(keyOf(esxiFirewall, 'source', 2, s));
	});
});
