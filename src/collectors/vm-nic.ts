import type { VmNic } from '../model/inventory/vm.js';
import { defined } from '../shared/defined.js';
import { booleanAt, numberAt, textAt, type XmlValue } from '../shared/xml-value.js';
import {
	type Collector,
	part,
	type SheetContext,
	type SheetRow,
	type VimContext,
	type VimProperties,
} from './contract.js';
import { DEVICES, type Device, devicesOf, isNic } from './read/devices.js';
import { nameOf, refAt } from './read/vim.js';

const FIELDS = {
	label: 'NIC label',
	type: 'Adapter',
	networkName: 'Network',
	switchName: 'Switch',
	mac: 'Mac Address',
	macType: 'Type',
	connected: 'Connected',
	startConnected: 'Starts Connected',
	directPath: 'Direct Path IO',
};
const NOT_CONNECTED = 'not connected';
const IN_VINFO = Array.from({ length: 8 }, (_, index) => `Network #${index + 1}|Network ${index + 1}`);

/** `vmxnet3` from `VirtualVmxnet3` and from `Vmxnet3`, `sriov` from `VirtualSriovEthernetCard`. */
function adapterType(name: string | undefined): string | undefined {
	return name
		?.replace(/^Virtual/, '')
		.replace(/EthernetCard$/, '')
		.toLowerCase();
}

function vimNics(vm: VimProperties, context: VimContext): VmNic[] | undefined {
	return devicesOf(vm)
		?.filter(isNic)
		.map((device) => vimNic(device, context));
}

function vimNic(device: Device, context: VimContext): VmNic {
	const network = networkOf(device, context);
	return defined({
		id: device.key,
		label: device.label,
		type: adapterType(device.type),
		network: network.id,
		networkName: nameOf(context, network.id) ?? network.name,
		switchName: nameOf(context, textAt(context.property(network.id ?? '', 'config.distributedVirtualSwitch'))),
		mac: textAt(device.element, 'macAddress')?.toLowerCase(),
		macType: textAt(device.element, 'addressType')?.toLowerCase(),
		connected: device.connected,
		startConnected: device.startConnected,
		directPath: booleanAt(device.element, 'uptCompatibilityEnabled') === false ? false : undefined,
		unattached: device.backing === undefined || network.none === true ? true : undefined,
	}) as VmNic;
}

/** The network behind a NIC: by reference, by port group key, or by opaque network id. */
function networkOf({ backing }: Device, context: VimContext): { id?: string; name?: string; none?: boolean } {
	const byRef = refAt(backing, 'network');
	const key = textAt(backing, 'port.portgroupKey');
	const opaque = textAt(backing, 'opaqueNetworkId');
	const name = textAt(backing, 'deviceName');
	if (key !== undefined && key !== '') return { id: portgroupWithKey(key, context) ?? key };
	if (opaque !== undefined && opaque !== '') return opaqueNetwork(opaque, context);
	if (byRef !== undefined) return name === undefined ? { id: byRef } : { id: byRef, name };
	return name === undefined || name === '' ? { none: true } : { name };
}

/** A port group's key is its moRef but for imported ones. */
function portgroupWithKey(key: string, context: VimContext): string | undefined {
	if (context.typeOf(key) !== undefined) return key;
	return context.ids('DistributedVirtualPortgroup').find((id) => textAt(context.property(id, 'key')) === key);
}

function opaqueNetwork(opaqueId: string, context: VimContext): { id?: string; name?: string } {
	const same = (value: XmlValue | undefined): boolean => textAt(value) === opaqueId;
	const id =
		context.ids('OpaqueNetwork').find((one) => same(context.property(one, 'summary.opaqueNetworkId'))) ??
		context.ids('DistributedVirtualPortgroup').find((one) => same(context.property(one, 'config.logicalSwitchUuid')));
	return id === undefined ? {} : { id };
}

function sheetNics(rows: readonly SheetRow[], context: SheetContext): VmNic[] | undefined {
	if (rows.length === 0) return undefined;
	return rows.map((row, position) => sheetNic(`#${position + 1}`, row, context));
}

function sheetNic(id: string, row: SheetRow, context: SheetContext): VmNic {
	const network = row.text(FIELDS.networkName);
	const switchName = row.text(FIELDS.switchName);
	const none = network?.toLowerCase() === NOT_CONNECTED;
	const networkName = none ? undefined : network;
	return defined({
		id,
		label: row.text(FIELDS.label),
		type: adapterType(row.text(FIELDS.type)),
		network: networkName === undefined ? undefined : networkId(networkName, switchName, row, context),
		networkName,
		switchName,
		mac: row.text(FIELDS.mac)?.toLowerCase(),
		macType: row.text(FIELDS.macType)?.toLowerCase(),
		connected: row.boolean(FIELDS.connected),
		startConnected: row.boolean(FIELDS.startConnected),
		directPath: row.boolean(FIELDS.directPath),
		unattached: none ? true : undefined,
	}) as VmNic;
}

/** Networks of one name are told apart by their switch, standard ones in several datacenters by that. */
function networkId(
	name: string,
	switchName: string | undefined,
	row: SheetRow,
	context: SheetContext,
): string | undefined {
	const bySwitch = context.idByName('networks', name, switchName);
	return bySwitch ?? context.idByName('networks', name, row.text('Datacenter'));
}

/** vInfo lists up to eight networks of a VM: one that no NIC of vNetwork has contradicts it (clarifications 5.9). */
function otherNetworks(value: unknown, rows: readonly SheetRow[]): string | undefined {
	const nics = value as VmNic[];
	if (nics.some(({ networkName, unattached }) => networkName === undefined && unattached !== true)) return undefined;
	const names = new Set(nics.map(({ networkName }) => networkName));
	const row = rows[0];
	for (const column of IN_VINFO) {
		const name = row?.text(column);
		if (name === undefined || name.toLowerCase() === NOT_CONNECTED || names.has(name)) continue;
		return `${name} (vInfo), ${[...names].join(', ')} (vNetwork)`;
	}
	return undefined;
}

/** Whether a NIC of the VM is of a kind; unknown while its devices are. */
const anyNic =
	(is: (nic: Device) => boolean) =>
	(vm: VimProperties): boolean | undefined =>
		devicesOf(vm)?.filter(isNic).some(is);

export default {
	concern: 'vm-nic',
	title: 'VM NICs: network, MAC address, connection, adapter type',
	parts: [
		part('vms', {
			nics: {
				vim: {
					paths: [DEVICES],
					weight: 'heavy',
					needs: [
						{ type: 'Network', paths: ['name'] },
						{ type: 'OpaqueNetwork', paths: ['name', 'summary.opaqueNetworkId'] },
						{
							type: 'DistributedVirtualPortgroup',
							paths: ['name', 'key', 'config.distributedVirtualSwitch', 'config.logicalSwitchUuid'],
						},
						{ type: 'VmwareDistributedVirtualSwitch', paths: ['name'] },
						{ type: 'DistributedVirtualSwitch', paths: ['name'] },
					],
					read: vimNics,
				},
				rvtools: {
					tab: 'vNetwork',
					columns: ['NIC label|Network|Mac Address|Adapter', ...Object.values(FIELDS)],
					fields: FIELDS,
					many: sheetNics,
				},
				witnesses: [{ tab: 'vInfo', columns: IN_VINFO, contradiction: otherNetworks }],
				items: ['type', 'networkName', 'mac', 'connected', 'startConnected'],
			},
			// vCenter names the ports that it makes when two NICs claim one `c-<n>`.
			conflictPort: {
				vim: {
					paths: [DEVICES],
					weight: 'heavy',
					read: anyNic(({ backing }) => /^c-\d/.test(textAt(backing, 'port.portKey') ?? '')),
				},
			},
			networkReservation: {
				vim: {
					paths: [DEVICES],
					weight: 'heavy',
					read: anyNic(({ element }) => (numberAt(element, 'resourceAllocation.reservation') ?? 0) > 0),
				},
			},
		}),
	],
} satisfies Collector;
