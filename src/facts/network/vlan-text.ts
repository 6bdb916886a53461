import type { Vlan } from '../../model/inventory/network.js';

/** A VLAN setting in words; equal settings give equal texts. */
export function vlanText(vlan: Vlan): string {
	if (vlan.private !== undefined) return `private VLAN ${vlan.private}`;
	if (vlan.trunk) {
		const ranges = [...vlan.trunk].sort((a, b) => a.from - b.from || a.to - b.to);
		return `VLAN trunk ${ranges.map(({ from, to }) => (from === to ? from : `${from}-${to}`)).join(', ')}`;
	}
	return vlan.id === 0 ? 'no VLAN' : `VLAN ${vlan.id}`;
}
