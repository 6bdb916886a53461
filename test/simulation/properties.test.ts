import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COSTS } from '../../src/simulation/admission.js';
import { nominalDraws, sampledDraws } from '../../src/simulation/draws.js';
import type { SimMove, SimPlan } from '../../src/simulation/model.js';
import { runOnce } from '../../src/simulation/run.js';
import { studyPlan } from '../../src/simulation/uncertainty.js';
import { diskGroup, simMove, simPlan } from '../support/sim-plan.js';

/** Two hosts with uplinks and two datastores per side: links 1 to 4 uplinks, 5 to 8 datastores; resources in the same order. */
const RESOURCES = [
	...['s0', 's1', 'd0', 'd1'].map((name) => ({ name: `host ${name}`, max: 16 })),
	...['s0', 's1', 'd0', 'd1'].map((name) => ({ name: `datastore ${name}`, max: 128 })),
];
const LINKS = [
	...['s0', 's1', 'd0', 'd1'].map((name) => ({ name: `uplink ${name}`, kind: 'nic' as const, capacity: 1.2e8 })),
	...['s0', 's1'].map((name) => ({ name: `reading ${name}`, kind: 'read' as const })),
	...['d0', 'd1'].map((name) => ({ name: `writing ${name}`, kind: 'write' as const })),
];

const drawn = fc.record({
	kind: fc.constantFrom('both', 'compute', 'cold'),
	gigabytes: fc.integer({ min: 1, max: 60 }),
	memory: fc.integer({ min: 1, max: 16 }),
	hosts: fc.tuple(fc.nat(1), fc.nat(1)),
	stores: fc.tuple(fc.nat(1), fc.nat(1)),
	nfc: fc.boolean(),
});
const plans = fc.array(drawn, { minLength: 1, maxLength: 14 }).map((moves): SimPlan => {
	const built = moves.map(({ kind, gigabytes, memory, hosts, stores, nfc }, i): SimMove => {
		const cost = COSTS[kind as keyof typeof COSTS];
		const [from, to] = [hosts[0], 2 + hosts[1]];
		const [read, write] = [5 + stores[0], 7 + stores[1]];
		const disk = diskGroup(gigabytes * 1e9, {
			read,
			write,
			...(nfc ? { protocol: 'nfc' as const, cap: 1.625e8 } : {}),
		});
		return simMove(`vm-${i}`, {
			hot: kind !== 'cold',
			memory: kind === 'cold' ? 0 : memory * 1e9,
			disks: kind === 'compute' ? [] : [disk],
			links: [0, 1 + from, 1 + to],
			costs: [
				{ resource: from, cost: cost.host },
				{ resource: to, cost: cost.host },
				{ resource: 4 + stores[0], cost: cost.datastore },
				{ resource: 6 + stores[1], cost: cost.datastore },
			].filter((one) => one.cost > 0),
			space: [{ datastore: stores[1], bytes: gigabytes * 1e9 }],
		});
	});
	return simPlan({
		moves: built,
		links: LINKS,
		resources: RESOURCES,
		goodput: 5e8,
		network: { rtt: 0.002 },
		dispatch: 0.9,
		datastores: [
			{ id: 'd0', name: 'd0', free: 2e11 },
			{ id: 'd1', name: 'd1' },
		],
	});
});

describe('whatever the plan', () => {
	it('no resource is ever used beyond its highest cost', () => {
		fc.assert(
			fc.property(plans, fc.nat(), (plan, seed) => {
				const { moves } = runOnce(plan, sampledDraws(plan, seed, 0));
				for (const [resource, { max }] of RESOURCES.entries()) {
					const costOf = (i: number): number =>
						plan.moves[i]?.costs.filter((one) => one.resource === resource).reduce((sum, one) => sum + one.cost, 0) ??
						0;
					for (const at of moves.map((move) => move.start)) {
						const used = moves.reduce((sum, move, i) => sum + (move.start <= at && at < move.end ? costOf(i) : 0), 0);
						expect(used).toBeLessThanOrEqual(max);
					}
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('what leaves the sources arrives at the destinations, and all of it crosses the link', () => {
		fc.assert(
			fc.property(plans, fc.nat(), (plan, seed) => {
				const { moves, linkBytes } = runOnce(plan, sampledDraws(plan, seed, 0));
				const sent = moves.reduce((sum, move) => sum + move.diskBytes + move.memoryBytes, 0);
				const [wan, s0, s1, d0, d1, r0, r1, w0, w1] = linkBytes as [number, ...number[]] as number[];
				const same = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-6 * Math.max(1, b));
				same(wan as number, sent);
				same((s0 as number) + (s1 as number), sent);
				same((d0 as number) + (d1 as number), sent);
				same((r0 as number) + (r1 as number), (w0 as number) + (w1 as number));
			}),
			{ numRuns: 60 },
		);
	});

	it('phases follow each other, every move ends, and waiting explains every late start', () => {
		fc.assert(
			fc.property(plans, fc.nat(), (plan, seed) => {
				for (const move of runOnce(plan, sampledDraws(plan, seed, 0)).moves) {
					const moments = [0, move.start, move.connectEnd, move.disksEnd, move.memoryEnd, move.end];
					expect(moments).toEqual([...moments].sort((a, b) => a - b));
					expect(move.end).toBeGreaterThan(move.start);
					const waited = [...move.waits.values()].reduce((sum, seconds) => sum + seconds, 0);
					expect(waited).toBeCloseTo(move.start, 6);
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('a move never starts before one that stands earlier in the plan and needs the same', () => {
		fc.assert(
			fc.property(plans, fc.nat(), (plan, seed) => {
				const { moves } = runOnce(plan, sampledDraws(plan, seed, 0));
				for (let late = 1; late < moves.length; late++) {
					for (let early = 0; early < late; early++) {
						if (JSON.stringify(plan.moves[early]?.costs) !== JSON.stringify(plan.moves[late]?.costs)) continue;
						expect(moves[late]?.start).toBeGreaterThan(moves[early]?.start as number);
					}
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('the same seed gives the same study, another seed another one', () => {
		fc.assert(
			fc.property(plans, fc.nat(), (plan, seed) => {
				const once = JSON.stringify(studyPlan(plan, seed, 5, 600));
				expect(JSON.stringify(studyPlan(plan, seed, 5, 600))).toBe(once);
				expect(JSON.stringify(studyPlan(plan, seed + 1, 5, 600))).not.toBe(once);
			}),
			{ numRuns: 15 },
		);
	});

	it('for a single move more bandwidth never ends later while SDPS is in the same state', () => {
		const single = fc.tuple(
			drawn,
			fc.double({ min: 1e7, max: 1e9, noNaN: true }),
			fc.double({ min: 1, max: 4, noNaN: true }),
		);
		fc.assert(
			fc.property(single, ([{ kind, gigabytes, memory }, slow, factor]) => {
				const at = (goodput: number) => {
					const disks = kind === 'compute' ? [] : [diskGroup(gigabytes * 1e9)];
					const hot = kind !== 'cold';
					const plan = simPlan({ goodput, moves: [simMove('a', { hot, memory: hot ? memory * 1e9 : 0, disks })] });
					return runOnce(plan, nominalDraws(plan)).moves[0];
				};
				const [before, after] = [at(slow), at(slow * factor)];
				if (before?.slowest !== 1 || after?.slowest !== 1) return;
				expect(after.end).toBeLessThanOrEqual(before.end + 1e-6);
			}),
			{ numRuns: 300 },
		);
	});
});
