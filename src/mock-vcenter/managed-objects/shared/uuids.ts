import type { HostEntity, VmEntity } from '../../estate/entities.js';
import { hostUuid } from './host-hardware.js';
import { biosUuidOf, instanceUuidOf } from './vm-figures.js';

/** BIOS UUID of a VM or host, or with `instance` the one that vCenter gave a VM; in lower case. */
export function uuidOfObject(object: VmEntity | HostEntity, instance: boolean): string {
	if (object.type === 'HostSystem') return hostUuid(object).toLowerCase();
	return (instance ? instanceUuidOf(object) : biosUuidOf(object)).toLowerCase();
}
