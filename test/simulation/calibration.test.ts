import { describe, expect, it } from 'vitest';
import { copyRate, mtuEfficiency, wireRate } from '../../src/simulation/path.js';
import { stunSeconds } from '../../src/simulation/phases/cutover.js';

/** Relative difference of a prediction from a published measurement. */
const error = (predicted: number, measured: number): number => Math.abs(predicted / measured - 1);
const path = { streams: 1, rtt: 0, loss: 0, mtu: 1500 };

describe('the ESXi data mover, copies of 19.0 GiB (cipeople.github.io/esx-migration)', () => {
	// byte/s of the devices, fitted over all rows at once: the source names models, not speeds.
	const read = { HDD: 132e6, SSD: 302e6 };
	const write = { HDD: 189e6, NVMe: 1962e6 };
	it.each([
		['S01', 'HDD', 'HDD', 1, 1500, 236],
		['S02', 'HDD', 'HDD', 1, 9000, 227],
		['S04', 'HDD', 'NVMe', 1, 9000, 226],
		['S05', 'HDD', 'HDD', 25, 1500, 176],
		['S07', 'HDD', 'NVMe', 25, 1500, 158],
		['S08', 'HDD', 'NVMe', 25, 9000, 152],
		['S10', 'SSD', 'HDD', 1, 9000, 189],
		['S11', 'SSD', 'NVMe', 1, 1500, 197],
		['S13', 'SSD', 'HDD', 25, 1500, 125],
		['S14', 'SSD', 'HDD', 25, 9000, 123],
		['S16', 'SSD', 'NVMe', 25, 9000, 67],
	] as const)('%s: %s to %s, %d Gbps, MTU %d took %d s, within 12 %%', (_id, from, to, gbps, mtu, measured) => {
		const wire = wireRate({ ...path, mtu }, (gbps * 1e9 * mtuEfficiency(mtu)) / 8);
		const predicted = 20_373_831_680 / copyRate(read[from], wire, write[to]);
		expect(error(predicted, measured)).toBeLessThan(0.12);
	});
});

describe('vMotion', () => {
	const gigabit = (1e9 * mtuEfficiency(1500)) / 8;
	/** Fitted on V01 and V02 together: the size of the VM was not published. */
	const sent = 4.45e9;

	it('V01: 20 ms over 1 Gbps took 158 s, the window of 562,540 bytes being the limit (blogs.vmware.com/vsphere, 2010-02)', () => {
		expect(error(sent / wireRate({ ...path, rtt: 0.02, window: 562_540 }, gigabit), 158)).toBeLessThan(0.12);
	});
	it('V02: with the window limit removed it took 38 s', () => {
		expect(error(sent / wireRate(path, gigabit), 38)).toBeLessThan(0.12);
	});
	it.each([
		['V05', 1, 18],
		['V07', 3, 36],
	])('%s: 40GbE with %d adapters reached %d Gbps (KB 323379)', (_id, streams, gbps) => {
		const rate = wireRate({ ...path, streams, streamHelper: 18.9e9 / 8 }, (40e9 * mtuEfficiency(1500)) / 8);
		expect(error((rate * 8) / 1e9, gbps)).toBeLessThan(0.12);
	});
	it('V08: 1,296 pages at 145.4 MB/s were sent within 53 ms (KB 436882), 15 ms of it by hand', () => {
		const stun = stunSeconds({
			rest: 1296 * 4096,
			rate: 145_404_000,
			checkpoint: 0.015,
			roundTrips: 0,
			rtt: 0,
			disks: 0,
		});
		expect(error(stun, 0.053)).toBeLessThan(0.12);
	});
});
