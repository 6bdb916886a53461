import type { Network } from '../../model/inventory/network.js';

/**
 * Networks that NSX makes: opaque ones, distributed port groups backed by NSX, and NSX-V logical switches, which show only in
 * the name of their port group. The VLAN that vCenter shows for them (0) says nothing (clarifications 6.9).
 */
export function isNsx(network: Network): boolean {
	return (
		network.kind === 'opaque' || network.nsxBacked === true || /^vxw-dvs-.*-virtualwire-.*-sid-/i.test(network.name)
	);
}

/** A network that may have any VLAN: nobody tells its own. */
export function hasHiddenVlan(network: Network): boolean {
	return network.vlan === undefined && network.uplink !== true && !isNsx(network);
}
