import type { FirewallRuleset, Host } from '../../model/inventory/host.js';
import { inNetwork, parseNetwork } from '../../shared/network-address.js';

/** `open`, or why it is not: the ruleset is `disabled`, or `restricted` to addresses without the peer. */
export type RulesetState = 'open' | 'disabled' | 'restricted';

/** Addresses of the peers, and whether some peer's addresses are unknown. */
export interface Peers {
	readonly addresses: readonly string[];
	readonly complete: boolean;
}

/**
 * What a host's firewall does with a ruleset towards its peers (vsphere-data 6.1): effective only when enabled and open to
 * all addresses or to the peer's. Undefined while the rulesets or a peer's address are unknown and that matters.
 */
export function rulesetState(
	firewall: Host['firewall'],
	key: string,
	peers: Peers,
): { state?: RulesetState; peer?: string; off?: boolean } {
	if (!firewall) return {};
	if (firewall.incomingBlocked === false && firewall.outgoingBlocked === false) return { state: 'open', off: true };
	const ruleset = firewall.rulesets.find((candidate) => candidate.key === key);
	if (!ruleset) return {};
	if (!ruleset.enabled) return { state: 'disabled' };
	if (ruleset.allIp) return { state: 'open' };
	const refused = firstRefused(ruleset, peers.addresses);
	if (refused !== undefined) return { state: 'restricted', peer: refused };
	return peers.complete ? { state: 'open' } : {};
}

const REFUSED = new WeakMap<readonly string[], Map<string, string | undefined>>();

/** The first peer that a ruleset does not let through. Rulesets with equal lists are asked once per list of peers. */
function firstRefused({ allowed }: FirewallRuleset, addresses: readonly string[]): string | undefined {
	const known = REFUSED.get(addresses) ?? new Map<string, string | undefined>();
	REFUSED.set(addresses, known);
	const key = allowed.join(' ');
	if (!known.has(key)) {
		const networks = allowed.map(parseNetwork).filter((network) => network !== undefined);
		known.set(
			key,
			addresses.find((address) => !networks.some((network) => inNetwork(address, network))),
		);
	}
	return known.get(key);
}
