import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactResult, fact } from '../model/fact.js';
import type { Network } from '../model/inventory/network.js';
import type { Scope } from '../model/scope.js';
import { hasHiddenVlan, isNsx } from './network/nsx.js';
import { gapsOf, type Use, usesByNetwork } from './network/uses.js';
import { vlanText } from './network/vlan-text.js';
import { hostsOf } from './scope/networks.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

interface Value {
	/** A NIC on it has no destination network. */
	open?: boolean;
	/** The only destination network of the same VLAN, if there is one. */
	found?: boolean;
	name?: string;
	vlan?: string;
}
type ByVlan = ReadonlyMap<string, readonly Network[]>;

/**
 * The destination network that has the VLAN of a source network without a destination (requirements A9): worth proposing when there
 * is exactly one that a host of the placement sees. "No VLAN" on both ends is no likeness, and NSX networks have none.
 */
export default fact({
	subjects: ['network'],
	schema: Type.Object({
		open: o(Type.Boolean({ description: 'a NIC on it has no destination network' })),
		found: o(Type.Boolean({ description: 'exactly one destination network has its VLAN' })),
		name: o(Type.String({ description: 'that network' })),
		vlan: o(Type.String({ description: 'the VLAN as text' })),
	}),
	prepare: ({ scope }) => ({ uses: usesByNetwork(scope), byVlan: byVlan(scope.destination.inventory.networks) }),
	derive: ({ network }, { scope }, prepared): FactResult<Value> => {
		const uses = prepared.uses.get(network) ?? [];
		const without = uses.filter(({ target }) => target.candidates.length === 0);
		const gaps = gapsOf(without);
		if (without.length > 0 && gaps.length > 0) return result({}, { missing: { open: gaps, found: gaps } });
		if (without.length === 0) return result({ open: false, found: false });
		return suggest(network, without, scope, prepared.byVlan);
	},
});

function suggest(network: Network, uses: readonly Use[], scope: Scope, known: ByVlan): FactResult<Value> {
	if (isNsx(network) || network.vlan?.id === 0) return result({ open: true, found: false });
	if (network.vlan === undefined) {
		const gap: MissingDatum = { datum: 'network.vlan', reason: scope.source.reason('networks', network, 'vlan') };
		return result({ open: true }, { missing: { found: [gap] } });
	}
	const vlan = vlanText(network.vlan);
	const hosts = new Set(uses.flatMap(({ move }) => move.placement.allowedHosts.map(({ id }) => id)));
	const visible = (candidate: Network): boolean => {
		const seenBy = hostsOf(candidate, scope.destination);
		return seenBy === undefined || hosts.size === 0 || seenBy.some((id) => hosts.has(id));
	};
	const names = new Set((known.get(vlan) ?? []).filter(visible).map(({ name }) => name));
	const [name] = names;
	const { networks } = scope.destination.inventory;
	const hidden = names.size > 0 ? undefined : networks.find((one) => hasHiddenVlan(one) && visible(one));
	if (hidden) {
		const reason = scope.destination.reason('networks', hidden, 'vlan');
		return result({ open: true, vlan }, { missing: { found: [{ datum: 'destination.network.vlan', reason }] } });
	}
	return result({ open: true, vlan, found: names.size === 1, ...(names.size === 1 && name !== undefined && { name }) });
}

function byVlan(networks: readonly Network[]): ByVlan {
	const found = new Map<string, Network[]>();
	for (const network of networks) {
		if (network.vlan === undefined || network.uplink === true || isNsx(network)) continue;
		const text = vlanText(network.vlan);
		const list = found.get(text);
		if (list) list.push(network);
		else found.set(text, [network]);
	}
	return found;
}
