import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Site } from '../model/site.js';
import type { Side } from '../model/site-pair.js';
import { provisioningAddresses, vmotionAddresses } from './shared/addresses.js';
import { result } from './shared/agreed.js';
import { declaredHostDatum } from './shared/declared.js';
import { type Peers, rulesetState } from './shared/ruleset.js';

const o = Type.Optional;

interface EsxiFirewall {
	/** `open` | `disabled` | `restricted` */
	vmotion?: string;
	nfc?: string;
	/** A peer that a restricted ruleset leaves out. */
	vmotionPeer?: string;
	nfcPeer?: string;
}
const PORTS = [
	{ field: 'vmotion', ruleset: 'vMotion', addresses: vmotionAddresses, datum: 'firewall.vmotion' },
	{ field: 'nfc', ruleset: 'NFC', addresses: provisioningAddresses, datum: 'firewall.nfc' },
] as const;

/**
 * Whether a host's own firewall lets vMotion and NFC through to the other side: from a source host to all hosts where its
 * VMs may land, from a candidate to the host that runs the VM. It says nothing about firewalls in between.
 */
export default fact({
	subjects: ['host', 'vm-host'],
	schema: Type.Object({
		vmotion: o(Type.String()),
		nfc: o(Type.String()),
		vmotionPeer: o(Type.String()),
		nfcPeer: o(Type.String()),
	}),
	prepare: ({ scope }) => {
		const all = (hosts: readonly Host[]) => ({
			vmotion: peersOf(hosts, vmotionAddresses),
			nfc: peersOf(hosts, provisioningAddresses),
		});
		const single = new WeakMap<Host, { vmotion: Peers; nfc: Peers }>();
		return {
			peersOfSide: { source: all(scope.destinationHosts), destination: all(scope.sourceHosts) },
			peersOfHost: (host: Host) => {
				const made = single.get(host) ?? all([host]);
				single.set(host, made);
				return made;
			},
			restricted: scope.destination.inventory.hosts.some(isRestricted),
			declared: {
				vmotion: declaredHostDatum(scope, 'firewall.vmotion'),
				nfc: declaredHostDatum(scope, 'firewall.nfc'),
			},
		};
	},
	// The peer, which is the host that runs the VM, matters to a ruleset that is open to some addresses only.
	vmKey: (move, _context, { restricted }) => (restricted ? move.sourceHost : undefined),
	hostKey: (host, side, _context, { declared }) =>
		JSON.stringify([
			host.firewall?.incomingBlocked,
			host.firewall?.outgoingBlocked,
			PORTS.map(({ ruleset }) => host.firewall?.rulesets.find(({ key }) => key === ruleset)),
			PORTS.map(({ field }) => declared[field](side, host)),
			host.gaps?.['firewall'],
		]),
	derive: (subject, { scope }, { peersOfSide, peersOfHost, declared }) => {
		const side: Side = 'side' in subject ? subject.side : 'destination';
		const site: Site = side === 'source' ? scope.source : scope.destination;
		const { host } = subject;
		const sourceHost = 'move' in subject ? subject.move.sourceHost : undefined;
		const peers = sourceHost ? peersOfHost(sourceHost) : peersOfSide[side];
		const value: EsxiFirewall = {};
		const missing: Record<string, MissingDatum[]> = {};
		const notes: { declared: string[]; assumptions: string[] } = { declared: [], assumptions: [] };
		for (const { field, ruleset, datum } of PORTS) {
			const { state, peer, off } = rulesetState(host.firewall, ruleset, peers[field]);
			const vouched = state === undefined && !knowsRuleset(host, ruleset) ? declared[field](side, host) : undefined;
			if (state !== undefined) value[field] = state;
			else if (vouched) {
				value[field] = vouched.value === true ? 'open' : 'disabled';
				notes.declared.push(vouched.evidence);
			} else missing[field] = lacking(host, site, ruleset, datum, peers[field]);
			const filled = state === undefined ? undefined : host.declared?.['firewall'];
			if (filled !== undefined && !notes.declared.includes(filled)) notes.declared.push(filled);
			if (off) notes.assumptions.push(`The firewall of ${host.name} is off, so nothing is blocked there`);
			const refused = `${field}Peer` as const;
			if (peer !== undefined) value[refused] = peer;
			else missing[refused] = [{ datum: 'host.firewall', reason: 'not-reported' }];
		}
		return result(value, { missing, ...notes });
	},
});

/** True when a ruleset that is asked about is open to some addresses only. */
function isRestricted({ firewall }: Host): boolean {
	return PORTS.some(({ ruleset }) =>
		firewall?.rulesets.some(({ key, enabled, allIp }) => key === ruleset && enabled && !allIp),
	);
}

const knowsRuleset = (host: Host, key: string): boolean =>
	host.firewall?.rulesets.some((ruleset) => ruleset.key === key) === true;

/** What would tell: the peers' addresses where the ruleset is restricted, else the rulesets of the host. */
function lacking(host: Host, site: Site, ruleset: string, datum: string, peers: Peers): MissingDatum[] {
	if (knowsRuleset(host, ruleset) && !peers.complete)
		return [
			{
				datum: `${site.side === 'source' ? 'destinationHost' : 'sourceHost'}.vmkernelAdapters`,
				reason: 'not-reported',
			},
		];
	return [{ datum: `host.${datum}`, reason: site.reason('hosts', host, 'firewall') }];
}

function peersOf(hosts: readonly Host[], addressesOf: (host: Host) => readonly string[] | undefined): Peers {
	const addresses = new Set<string>();
	let complete = true;
	for (const host of hosts) {
		const known = addressesOf(host);
		if (known === undefined) complete = false;
		for (const address of known ?? []) addresses.add(address);
	}
	return { addresses: [...addresses], complete };
}
