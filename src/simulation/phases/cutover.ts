import { SETTINGS, TIMES } from '../parameters.js';

/** What the hand-over of one VM needs. Bytes, byte/s, seconds. */
export interface Cutover {
	readonly rest: number;
	readonly rate: number;
	/** Device state and resuming. */
	readonly checkpoint: number;
	readonly roundTrips: number;
	readonly rtt: number;
	readonly disks: number;
}

/** Seconds during which the VM runs nowhere: device state, the last dirty pages, round trips, reopening the disks. */
export function stunSeconds({ rest, rate, checkpoint, roundTrips, rtt, disks }: Cutover): number {
	return checkpoint + (rest === 0 ? 0 : rest / rate) + roundTrips * rtt + disks * TIMES.diskReopen;
}

/** Beyond 100 s the host gives up on purpose and the VM goes on at the source, after that pause (KB 2141355, KB 1010045). */
export function exceedsSwitchover(stun: number): boolean {
	return stun > SETTINGS.maxSwitchover;
}
