import { at, booleanAt, textAt, type XmlValue } from '../../shared/xml-value.js';
import type { VimProperties } from '../contract.js';
import type { Device } from './devices.js';

/** Backings that can have a parent; on others (raw mappings, NVDIMM) a disk is never a linked clone. */
const CHAINED = /^VirtualDisk(FlatVer2|FlatVer1|SeSparse|SparseVer2|SparseVer1|LocalPMem)BackingInfo$/;

/**
 * True when a disk's chain starts in another VM's directory, or when it has a parent although its VM has no snapshot, or when
 * it is a native linked clone (clarifications 5.4). Undefined when the backing is not reported.
 */
export function linkedClone(device: Device, vm: VimProperties): boolean | undefined {
	const { backing, backingType } = device;
	if (backing === undefined) return undefined;
	if (booleanAt(device.element, 'nativeUnmanagedLinkedClone') === true) return true;
	if (!CHAINED.test(backingType)) return false;
	const parent = at(backing, 'parent');
	if (parent === undefined) return false;
	if (vm.get('snapshot') === undefined) return true;
	return directory(root(parent)) !== directory(backing);
}

function root(backing: XmlValue): XmlValue {
	let current = backing;
	for (let depth = 0; depth < 256; depth++) {
		const parent = at(current, 'parent');
		if (parent === undefined) break;
		current = parent;
	}
	return current;
}

function directory(backing: XmlValue): string | undefined {
	const file = textAt(backing, 'fileName');
	return file?.slice(0, file.lastIndexOf('/'));
}
