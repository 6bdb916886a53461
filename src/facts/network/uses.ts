import type { MissingDatum } from '../../model/coverage.js';
import type { Network } from '../../model/inventory/network.js';
import type { VmNic } from '../../model/inventory/vm.js';
import type { Move, NetworkTarget, Scope } from '../../model/scope.js';

/** One NIC of a selected VM on a network, and where it goes. */
export interface Use {
	readonly move: Move;
	readonly target: NetworkTarget;
}

/** All uses by source network, in plan order. */
export function usesByNetwork(scope: Scope): ReadonlyMap<Network, readonly Use[]> {
	const uses = new Map<Network, Use[]>();
	for (const move of scope.moves) {
		for (const target of move.placement.networks.values()) {
			if (!target.source) continue;
			const list = uses.get(target.source);
			if (list) list.push({ move, target });
			else uses.set(target.source, [{ move, target }]);
		}
	}
	return uses;
}

/** True when the plan maps it itself and exactly one destination network is meant (clarifications 4.4). */
export function isExplicit(target: NetworkTarget): boolean {
	return (target.by === 'map' || target.by === 'vlan') && target.candidates.length === 1;
}

/**
 * Whether the NIC has a destination: a network of the name that the plan asks for, even if several bear it; by VLAN exactly
 * one. Undefined while the source does not tell the network, the destination lists none, or a VLAN of it is not told.
 */
export function isMapped(target: NetworkTarget): boolean | undefined {
	if (target.candidates.length > 0 && target.by !== 'vlan') return true;
	if (target.candidates.length > 1) return false;
	return target.missing ? undefined : target.candidates.length === 1;
}

/** For a powered-off VM "connected" means connected at power on (clarifications 6.5); undefined when the source does not tell. */
export function isConnected({ mode, vm }: Move, nic: VmNic): boolean | undefined {
	if (mode === 'hot') return nic.connected;
	if (mode === 'cold' && vm.powerState !== 'poweredOn') return nic.startConnected;
	return nic.connected === nic.startConnected ? nic.connected : undefined;
}

/** True if any is, undefined if one may be, else false. */
export function any(values: readonly (boolean | undefined)[]): boolean | undefined {
	if (values.includes(true)) return true;
	return values.includes(undefined) ? undefined : false;
}

/** Data that the uses lack, each once. */
export function gapsOf(uses: readonly Use[]): MissingDatum[] {
	const gaps = new Map<string, MissingDatum>();
	for (const { target } of uses) if (target.missing) gaps.set(target.missing.datum, target.missing);
	return [...gaps.values()];
}

/** Destination networks of the uses, each once. */
export function destinations(uses: readonly Use[]): Network[] {
	return [...new Set(uses.flatMap(({ target }) => target.candidates))];
}
