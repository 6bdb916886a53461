import { describe, expect, it } from 'vitest';
import moveKinds from '../../src/facts/move-kinds.js';
import { derive, keyOf, lacks } from './fact-harness.js';
import { scope } from './support.js';

const s = scope(
	{
		hosts: [
			{ id: 'h-1', name: 'esx01' },
			{ id: 'h-2', name: 'esx02' },
			{ id: 'h-3', name: 'esx03' },
		],
		vms: [
			{ id: 'vm-1', name: 'on', host: 'h-1', powerState: 'poweredOn' },
			{ id: 'vm-2', name: 'off', host: 'h-2', powerState: 'poweredOff' },
			{ id: 'vm-3', name: 'unknown', host: 'h-3' },
		],
	},
	{ hosts: [{ id: 'd-1', name: 'esx11' }], clusters: [] },
);
const hosts = s.source.inventory.hosts;
const onHost = (index: number) => derive(moveKinds, { host: hosts[index]!, side: 'source' }, s);

describe('kinds of moves', () => {
	it('are those of the VMs on a source host', () => {
		expect(onHost(0).value).toEqual({ hot: true, cold: false });
		expect(onHost(1).value).toEqual({ hot: false, cold: true });
	});
	it('are unknown while the only power state is', () => {
		expect(onHost(2).value).toEqual({});
		expect(lacks(onHost(2), 'hot')).toEqual(['vm.powerState not-reported']);
	});
	it('of the pair are certain once one VM is', () => {
		expect(derive(moveKinds, s, s).value).toEqual({ hot: true, cold: true });
	});
	it('of a destination host are those of all VMs that may land there', () => {
		const host = s.destination.inventory.hosts[0]!;
		expect(derive(moveKinds, { host, side: 'destination' }, s).value).toEqual({ hot: true, cold: true });
	});
	it('of one VM on a candidate are its own', () => {
		const move = s.moves[1]!;
		const host = s.destination.inventory.hosts[0]!;
		expect(derive(moveKinds, { move, host }, s).value).toEqual({ hot: false, cold: true });
	});
	it('tell hosts apart only by their kinds', () => {
		expect(keyOf(moveKinds, 'source', 0, s)).not.toBe(keyOf(moveKinds, 'source', 1, s));
	});
});
