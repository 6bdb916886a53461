import { listAt, textAt, typeOf, type XmlValue } from '../../shared/xml-value.js';
import type { Read, Reader } from './reader.js';
import { asReference, refAt } from './spec.js';

/** A network that a host sees, with its distributed switch where it is a port group of one. */
export interface Attachment {
	readonly network: Read;
	readonly switch: Read | undefined;
}

/** What a virtual NIC is plugged into, in its own words. */
export type Backing =
	| { readonly kind: 'distributed'; readonly switchUuid: string; readonly key: string }
	| { readonly kind: 'standard'; readonly name: string; readonly network: string | undefined }
	| { readonly kind: 'opaque'; readonly id: string }
	| { readonly kind: 'unknown' };

/** Reads the networks of a host: all that it sees, in three questions. */
export async function attachmentsOf(reader: Reader, host: Read): Promise<Attachment[]> {
	const seen = listAt(host.properties.get('network')).flatMap((item) => asReference(item) ?? []);
	const plain = await reader.read(
		seen.filter(({ type }) => type !== 'DistributedVirtualPortgroup'),
		['name', 'summary'],
	);
	const groups = await reader.read(
		seen.filter(({ type }) => type === 'DistributedVirtualPortgroup'),
		['name', 'key', 'config.uplink', 'config.distributedVirtualSwitch', 'config.defaultPortConfig'],
	);
	const owners = [...groups.values()].flatMap((group) => switchOf(group) ?? []);
	const unique = [...new Map(owners.map((owner) => [owner.id, owner])).values()];
	const switches = await reader.read(unique, ['name', 'uuid', 'summary.productInfo']);
	return [
		...[...plain.values()].map((network) => ({ network, switch: undefined })),
		...[...groups.values()].map((network) => ({ network, switch: switches.get(switchOf(network)?.id ?? '') })),
	];
}

function switchOf(group: Read) {
	return refAt(group.properties.get('config.distributedVirtualSwitch'));
}

export function isEthernetCard(device: XmlValue): boolean {
	return /^Virtual(Vmxnet\w*|E1000e?|PCNet32|SriovEthernetCard|EthernetCard)$/.test(typeOf(device));
}

export function backingOf(device: XmlValue): Backing {
	const backing = typeof device === 'string' || Array.isArray(device) ? undefined : device.backing;
	switch (typeOf(backing)) {
		case 'VirtualEthernetCardDistributedVirtualPortBackingInfo':
			return {
				kind: 'distributed',
				switchUuid: textAt(backing, 'port.switchUuid') ?? '',
				key: textAt(backing, 'port.portgroupKey') ?? '',
			};
		case 'VirtualEthernetCardNetworkBackingInfo':
			return { kind: 'standard', name: textAt(backing, 'deviceName') ?? '', network: textAt(backing, 'network') };
		case 'VirtualEthernetCardOpaqueNetworkBackingInfo':
			return { kind: 'opaque', id: textAt(backing, 'opaqueNetworkId') ?? '' };
		default:
			return { kind: 'unknown' };
	}
}

/** The network of a host that a backing names; undefined when the host sees none such. */
export function networkFor(backing: Backing, attachments: readonly Attachment[]): Attachment | undefined {
	switch (backing.kind) {
		case 'distributed':
			return attachments.find(
				({ network, switch: own }) =>
					textAt(network.properties.get('key')) === backing.key &&
					textAt(own?.properties.get('uuid')) === backing.switchUuid,
			);
		case 'standard':
			return attachments.find(
				({ network }) =>
					network.type === 'Network' &&
					(backing.network === undefined
						? textAt(network.properties.get('name')) === backing.name
						: network.id === backing.network),
			);
		case 'opaque':
			return attachments.find(
				({ network }) => textAt(network.properties.get('summary'), 'opaqueNetworkId') === backing.id,
			);
		default:
			return undefined;
	}
}

/** How a fault names what a NIC is plugged into. */
export function backingName(backing: Backing, attachment: Attachment | undefined): string {
	const name = textAt(attachment?.network.properties.get('name'));
	if (name !== undefined) return name;
	if (backing.kind === 'standard') return backing.name;
	return backing.kind === 'distributed' ? backing.key : backing.kind === 'opaque' ? backing.id : '';
}
