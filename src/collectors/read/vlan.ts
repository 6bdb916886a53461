import type { Vlan } from '../../model/inventory/network.js';
import { listAt, numberAt, typeOf, type XmlValue } from '../../shared/xml-value.js';

/** VLAN 4095 on a standard port group passes every VLAN to the guest. */
export const ALL_VLANS = 4095;
const EVERY: Vlan = { trunk: [{ from: 0, to: 4094 }] };

/** A VLAN number of a standard port group. */
export function standardVlan(id: number): Vlan {
	return id === ALL_VLANS ? EVERY : { id };
}

/** `vlan` of a VMwareDVSPortSetting: one id, a trunk, or a private VLAN, told apart by type. */
export function distributedVlan(vlan: XmlValue | undefined): Vlan | undefined {
	const type = typeOf(vlan);
	if (type.endsWith('VlanIdSpec')) {
		const id = numberAt(vlan, 'vlanId');
		return id === undefined ? undefined : { id };
	}
	if (type.endsWith('PvlanSpec')) {
		const id = numberAt(vlan, 'pvlanId');
		return id === undefined ? undefined : { private: id };
	}
	if (!type.endsWith('TrunkVlanSpec')) return undefined;
	const trunk = listAt(vlan, 'vlanId').map((range) => ({
		from: numberAt(range, 'start') ?? 0,
		to: numberAt(range, 'end') ?? 4094,
	}));
	return { trunk };
}

/**
 * A VLAN as RVTools writes it: a number, ranges of a trunk (`0-4094`, `10, 20-29`), a private VLAN. Undefined for what is none
 * of these.
 */
export function writtenVlan(text: string): Vlan | undefined {
	if (/^\d+$/.test(text)) return Number(text) <= 4095 ? standardVlan(Number(text)) : undefined;
	const isolated = /^(?:pvlan|private)\D*(\d+)$/i.exec(text);
	if (isolated !== null) return { private: Number(isolated[1]) };
	const ranges = text.split(/[,;]/).map((range) => /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(range));
	if (ranges.some((range) => range === null)) return undefined;
	return { trunk: ranges.map((range) => ({ from: Number(range![1]), to: Number(range![2] ?? range![1]) })) };
}
