import { placeHosts } from '../facts/scope/hosts.js';
import { select } from '../facts/scope/select.js';
import { makeSite } from '../facts/site/site.js';
import type { Needed } from '../inputs/contract.js';
import type { Inventory } from '../model/inventory/inventory.js';
import type { Plan } from '../model/plan.js';
import type { Side } from '../model/site-pair.js';

/**
 * Whose details some plans need of one side: at the source the VMs that they select and the hosts that run them, at the
 * destination the hosts where they may land, and all VMs, whose addresses must not be taken. Undefined: of all.
 */
export function neededDetails(plans: readonly Plan[], side: Side): ((light: Inventory) => Needed) | undefined {
	if (side === 'source') return plans.every(({ select: keys }) => narrows(keys)) ? ofSource(plans) : undefined;
	return plans.every(({ placement }) => PLACES.some((key) => placement[key] !== undefined))
		? ofDestination(plans)
		: undefined;
}

const PLACES = ['host', 'cluster', 'resourcePool'] as const;

/** Tags are not told by a vCenter itself, but by another input of the same side. */
function narrows({ vms, list, folders, clusters, tags }: Plan['select']): boolean {
	return tags === undefined && [vms, list, folders, clusters].some((key) => key !== undefined);
}

function ofSource(plans: readonly Plan[]): (light: Inventory) => Needed {
	return (light) => {
		const source = makeSite('source', light);
		const nowhere = makeSite('destination', { ...light, vms: [] });
		const selected = plans.flatMap((plan) => select(plan.select, source, nowhere).vms);
		return {
			vms: new Set(selected.map(({ id }) => id)),
			hosts: new Set(selected.flatMap(({ host }) => host ?? [])),
		};
	};
}

function ofDestination(plans: readonly Plan[]): (light: Inventory) => Needed {
	return (light) => {
		const site = makeSite('destination', light);
		const hosts = plans.flatMap(({ placement, overrides }) => [
			...placeHosts(placement, site).allowedHosts,
			...overrides.flatMap(({ host }) => (host === undefined ? [] : site.hostsNamed(host))),
		]);
		return { hosts: new Set(hosts.map(({ id }) => id)), movers: new Set() };
	};
}
