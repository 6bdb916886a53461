import { describe, expect, it } from 'vitest';
import { runOnce } from '../../src/simulation/run.js';
import { diskGroup, drawsOf, simMove, simPlan, wireByHand } from '../support/sim-plan.js';

/** Agreement of a simulated figure with one worked out on paper. */
const close = (actual: number | undefined, expected: number): void => {
	expect(Math.abs((actual as number) - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(1e-9);
};

describe('systems solved by hand, to 1e-9', () => {
	it('1: one powered-off disk of 10 GB on a 100 MB/s link takes connection, S/R and the end of the task', () => {
		const plan = simPlan({ moves: [simMove('a', { disks: [diskGroup(1e10)] })] });
		const [move] = runOnce(plan, drawsOf(plan, { fixed: 5 })).moves;
		close(move?.connectEnd, 3);
		close(move?.disksEnd, 3 + 1e10 / wireByHand(1e8));
		close(move?.end, 5 + 1e10 / wireByHand(1e8));
		close(move?.diskBytes, 1e10);
	});

	it('2: a guest that writes m = 20 MB/s makes 20 GB at R take -(S/m) ln(1 - m/R), and all of it crosses the link', () => {
		const plan = simPlan({ moves: [simMove('a', { hot: true, disks: [diskGroup(2e10)] })] });
		const [move] = runOnce(plan, drawsOf(plan, { guest: 4 })).moves;
		const rate = wireByHand(1e8);
		close(move?.disksEnd, -(2e10 / 2e7) * Math.log(1 - 2e7 / rate));
		close(move?.diskBytes, rate * (move?.disksEnd as number));
	});

	it('3: two disks in groups of 5 and 15 GB take as long as one of 20 GB under the same writes', () => {
		const split = simPlan({ moves: [simMove('a', { hot: true, disks: [diskGroup(5e9), diskGroup(15e9)] })] });
		const [move] = runOnce(split, drawsOf(split, { guest: 4 })).moves;
		close(move?.disksEnd, -(2e10 / 2e7) * Math.log(1 - 2e7 / wireByHand(1e8)));
	});

	it('4: copies of 1 and 3 GB share the link in halves until the short one is through', () => {
		const plan = simPlan({
			moves: [simMove('a', { disks: [diskGroup(1e9)] }), simMove('b', { disks: [diskGroup(3e9)] })],
		});
		const [a, b] = runOnce(plan, drawsOf(plan)).moves;
		close(a?.disksEnd, 20);
		close(b?.disksEnd, 20 + 2e9 / wireByHand(1e8));
	});

	it('5: read 132 MB/s, wire 117.7 MB/s and write 189 MB/s work as a pipeline with q = 2.33', () => {
		const links = [
			{ name: 'r', kind: 'read', capacity: 132e6 },
			{ name: 'w', kind: 'write', capacity: 189e6 },
		] as const;
		const disk = diskGroup(1e10, { read: 1, write: 2 });
		const plan = simPlan({ goodput: 117.7e6, links, moves: [simMove('a', { disks: [disk] })] });
		const stages = [132e6, wireByHand(117.7e6), 189e6];
		const rate = stages.reduce((sum, stage) => sum + (stage / 1e6) ** -2.33, 0) ** (-1 / 2.33) * 1e6;
		close(runOnce(plan, drawsOf(plan)).moves[0]?.disksEnd, 1e10 / rate);
	});

	it('6: a hot set of 240 MB that fills in 10 s and 5 MB/s beyond it shrink round by round until they fit 500 ms', () => {
		const plan = simPlan({ goodput: 5e7, moves: [simMove('a', { hot: true, memory: 8e9 })] });
		const draws = drawsOf(plan, { guest: 1 });
		const [move] = runOnce(plan, draws).moves;
		const rate = wireByHand(5e7);
		const dirtied = (t: number): number => Math.min(8e9, 2.4e8 * (1 - Math.exp(-t / 10)) + 5e6 * t);
		// Round 0: zero scan of 8 GB at 20 GB/s, then all of it.
		const t0 = (8e9 * 1.01) / rate;
		const b1 = dirtied(0.4 + t0);
		const t1 = (b1 * 1.01) / rate;
		const b2 = dirtied(t1);
		const t2 = (b2 * 1.01) / rate;
		const b3 = dirtied(t2);
		expect(b1 > 0.5 * rate && b2 > 0.5 * rate).toBe(true);
		expect(8e9 / b1 > 1.3 && b1 / b2 > 1.3 && b2 / b3 > 1.3).toBe(true);
		const rounds = [t0, t1, t2];
		let last = b3;
		while (last > 0.5 * rate) {
			rounds.push((last * 1.01) / rate);
			last = dirtied((last * 1.01) / rate);
		}
		expect(move?.rounds).toBe(rounds.length);
		close(move?.memoryEnd, 0.4 + rounds.reduce((sum, t) => sum + t, 0));
		close(move?.stun, last / rate);
		expect(move?.slowest).toBe(1);
	});

	it('7: an idle guest is through after one round, and the pause is device state, trips and disks', () => {
		const network = { rtt: 0.001 };
		const plan = simPlan({ network, moves: [simMove('a', { hot: true, memory: 1e9, diskCount: 2 })] });
		const [move] = runOnce(plan, drawsOf(plan, { checkpoint: 0.1, roundTrips: 5 })).moves;
		close(move?.memoryEnd, 0.05 + 1.01e9 / wireByHand(1e8));
		close(move?.stun, 0.1 + 5 * 0.001 + 2 * 0.01);
		close(move?.end, (move?.memoryEnd as number) + 0.125);
		expect(move?.rounds).toBe(1);
	});

	it('8: a host that takes two at a time starts the third when the first ends, and the wait is booked on it', () => {
		const costs = [{ resource: 0, cost: 8 }];
		const move = (id: string, bytes: number) => simMove(id, { disks: [diskGroup(bytes)], costs });
		const plan = simPlan({
			moves: [move('a', 1e9), move('b', 3e9), move('c', 1e9)],
			resources: [{ name: 'host esx01', max: 16 }],
		});
		const { moves, makespan } = runOnce(plan, drawsOf(plan));
		close(moves[2]?.start, 20);
		expect([...(moves[2]?.waits ?? [])]).toEqual([[0, moves[2]?.start]]);
		// From 20 s on b (2 GB left) and c (1 GB) share: c ends at 40 s, then b has the link to itself with 1 GB left.
		close(moves[2]?.end, 40);
		close(makespan, 40 + 1e9 / wireByHand(1e8));
	});

	it('9: tasks start one after another: the n-th at 0.9 s times n', () => {
		const moves = ['a', 'b', 'c', 'd'].map((id) => simMove(id));
		const plan = simPlan({ moves, dispatch: 0.9 });
		for (const [n, move] of runOnce(plan, drawsOf(plan)).moves.entries()) close(move.start, 0.9 * n);
	});

	it('10: NFC takes 1.3 Gbps at most, however fast the link', () => {
		const nfc = diskGroup(1e10, { protocol: 'nfc', cap: 1.625e8 });
		const plan = simPlan({ goodput: 1.2e9, moves: [simMove('a', { disks: [nfc] })] });
		const stages = [wireByHand(1.2e9), 1.625e8];
		const rate = stages.reduce((sum, stage) => sum + (stage / 1e6) ** -2.33, 0) ** (-1 / 2.33) * 1e6;
		close(runOnce(plan, drawsOf(plan)).moves[0]?.disksEnd, 1e10 / rate);
	});

	it('11: at 20 ms one connection carries 133 MiB/s whatever the link, and at 1 ms its window allows 562 MB/s', () => {
		for (const [rtt, cap] of [
			[0.02, 133 * 1_048_576],
			[0.001, 562_540_000],
		] as const) {
			const plan = simPlan({ goodput: 1.2e9, network: { rtt }, moves: [simMove('a', { disks: [diskGroup(1e10)] })] });
			close(runOnce(plan, drawsOf(plan)).moves[0]?.disksEnd, 1e10 / wireByHand(cap));
		}
	});

	it('12: the second VM finds the datastore full and fails at the start; the space of the first stays taken', () => {
		const move = (id: string) => simMove(id, { disks: [diskGroup(6e9)], space: [{ datastore: 0, bytes: 6e9 }] });
		const plan = simPlan({ moves: [move('a'), move('b')], datastores: [{ id: 'ds', name: 'ds', free: 1e10 }] });
		const { moves, datastores } = runOnce(plan, drawsOf(plan));
		expect(moves[1]?.failure).toBe('datastore ds has 3.73 GB free, 5.59 GB needed');
		expect(datastores).toEqual([{ after: 4e9, lowest: 4e9, lowestAt: 0 }]);
		close(moves[0]?.end, 6e9 / wireByHand(1e8));
	});
});
