import type { HostEntity, VmEntity } from '../../estate/entities.js';
import { ipOf } from './host-vmkernel.js';
import { powerOf } from './vm-figures.js';

/** The name that a guest tells while it runs, or a host's. */
export function dnsNameOf(object: VmEntity | HostEntity): string | undefined {
	if (object.type === 'HostSystem') return object.name;
	return powerOf(object) === 'poweredOn' ? object.name : undefined;
}

/** Addresses of a host's VMkernel adapters; guests tell none. */
export function addressesOf(object: VmEntity | HostEntity): string[] {
	return object.type === 'HostSystem' ? object.group.vmkernel.map((adapter) => ipOf(object, adapter)) : [];
}
