import { TIMES } from '../parameters.js';

/** Seconds before the first byte: trust, the destination's shell of the VM, the TCP connections of the streams. */
export function connectSeconds(fixed: number): number {
	return fixed * TIMES.prepareShare;
}

/** Seconds after the VM runs at the destination until the task ends and its costs are released. */
export function finishSeconds(fixed: number): number {
	return fixed * (1 - TIMES.prepareShare);
}
