import { softMin } from './numbers.js';
import { LINK, RATES, SETTINGS, SHAPE } from './parameters.js';

/** A network path between two hosts. Times in seconds, rates in byte/s. */
export interface NetworkPath {
	/** Parallel TCP connections. */
	readonly streams: number;
	readonly rtt: number;
	/** Share of lost packets, 0 to 1. */
	readonly loss: number;
	readonly mtu: number;
	/** Bytes in flight per connection; absent: the rule of ESXi (see `windowBytes`). */
	readonly window?: number;
	/** Rate of one stream helper; absent: 15 Gbps. */
	readonly streamHelper?: number;
}

/** Ethernet goodput: what headers leave of the line rate (94.1 % at MTU 1500, 99.0 % at 9000). */
export function mtuEfficiency(mtu: number): number {
	return (mtu - 52) / (mtu + 38);
}

/** Bytes in flight of one connection: a fixed buffer, from 4 ms on a window for 133 MiB/s whatever the distance. */
export function windowBytes(rtt: number): number {
	return rtt < SETTINGS.latencyThreshold ? SETTINGS.window : SETTINGS.expectedLineRate * rtt;
}

/** What windows and losses let through, all connections together. Infinite without distance and loss. */
export function transportCap({ streams, rtt, loss, mtu, window }: NetworkPath): number {
	if (rtt <= 0) return Number.POSITIVE_INFINITY;
	const byWindow = (streams * (window ?? windowBytes(rtt))) / rtt;
	const byLoss = loss <= 0 ? Number.POSITIVE_INFINITY : (streams * SHAPE.loss * (mtu - 52)) / (rtt * Math.sqrt(loss));
	return Math.min(byWindow, byLoss);
}

/** The rate of one migration that has `goodput` of the link to itself: wire against stream helpers. */
export function wireRate(path: NetworkPath, goodput: number): number {
	const wire = Math.min(goodput, transportCap(path));
	return softMin([path.streams * (path.streamHelper ?? RATES.streamHelper), wire], SHAPE.streams);
}

/** The rate of a disk copy: reading, wire and writing in one pipeline, and the cap of its protocol where it has one. */
export function copyRate(read: number, wire: number, write: number, cap = Number.POSITIVE_INFINITY): number {
	return softMin([read, wire, write, cap], SHAPE.pipeline);
}

/** Adapters with vMotion, times the helpers that the uplink needs from 7.0 U2 on (streams grow with the uplink). */
export function streamCount(adapters: number, autoscale: boolean, bitsPerSecond: number): number {
	const perAdapter = autoscale ? Math.max(1, Math.ceil(bitsPerSecond / (RATES.streamHelper * 8))) : 1;
	return Math.max(1, adapters) * perAdapter;
}

/** The least share of the line rate that a blind estimate reckons with: 85 % at 1 Gbps down to 12 % from 10 Gbps on. */
export function blindFloor(bitsPerSecond: number): number {
	const place = Math.min(1, Math.max(0, Math.log(bitsPerSecond / 1e9) / Math.log(10)));
	return Math.exp(Math.log(LINK.slow.low) + place * (Math.log(LINK.fast.low) - Math.log(LINK.slow.low)));
}
