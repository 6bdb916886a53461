import { describe, expect, it } from 'vitest';
import { canTellOf } from '../../src/app/can-tell.js';
import { loadCollectors } from '../../src/app/extensions.js';
import { inventory } from '../facts/support.js';

const of = (kind: string, ...more: string[]) =>
	[kind, ...more].map((each) => inventory({ source: { kind: each, location: each } }));

describe('what a kind of source can tell', () => {
	it('follows the declarations of the collectors', async () => {
		const collectors = (await loadCollectors()).values();
		const tells = canTellOf(collectors, { source: of('rvtools'), destination: of('vcenter') });
		expect(tells('source', 'vms', 'powerState')).toBe(true);
		expect(tells('source', 'vms', 'encrypted')).toBe(false);
		expect(tells('destination', 'vms', 'encrypted')).toBe(true);
		expect(tells('source', 'hosts', 'firewall')).toBe(false);
		expect(tells('destination', 'hosts', 'firewall')).toBe(true);
		expect(tells('source', 'hosts', 'cpu')).toBe(true);
		expect(tells('destination', 'hosts', 'weather')).toBe(false);
	});

	it('has a column for a field of a list, whether or not one export has it: without it there is a gap, no question', async () => {
		const [lacking] = of('rvtools');
		const coverage = ['disks.sharing', 'disks.encrypted'].map((datum) => ({
			collection: 'vms' as const,
			datum,
			reason: 'not-in-source' as const,
			count: 1,
			examples: [],
		}));
		const source = lacking ? [{ ...lacking, coverage }] : [];
		const tells = canTellOf((await loadCollectors()).values(), { source, destination: [] });
		expect(tells('source', 'vms', 'disks.sharing')).toBe(true);
		expect(tells('source', 'vms', 'disks.encrypted')).toBe(false);
	});

	it('is told by any of several inputs of a side', async () => {
		const tells = canTellOf((await loadCollectors()).values(), { source: of('rvtools', 'govc'), destination: [] });
		expect(tells('source', 'hosts', 'firewall')).toBe(true);
	});
});
