import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/model/inventory/host.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Datastore } from '../../src/model/inventory/storage.js';
import type { Vm } from '../../src/model/inventory/vm.js';
import type { Plan } from '../../src/model/plan.js';
import { Timeline } from '../../src/model/timeline.js';
import type { SimulationInput } from '../../src/simulation/contract.js';
import { readInputs } from '../../src/simulation/inputs.js';
import { simulate } from '../../src/simulation/simulate.js';
import { defaultReplications } from '../../src/simulation/uncertainty.js';
import { GIB, scope } from '../facts/support.js';
import { expectGolden } from '../support/golden.js';

const host = (id: string, over: Partial<Host> = {}): Host => ({
	id,
	name: id,
	version: '8.0.3',
	connectionState: 'connected',
	maintenanceMode: false,
	vmotionAdapters: ['vmk1'],
	vmkernelAdapters: [{ device: 'vmk1', services: ['vmotion'] }],
	physicalNics: [{ device: 'vmnic0', linkUp: true, speedMbps: 10_000 }],
	...over,
});
const vm = (id: string, over: Partial<Vm> = {}): Vm => ({
	id,
	name: id,
	host: 'src-1',
	powerState: 'poweredOn',
	connectionState: 'connected',
	template: false,
	memoryBytes: 8 * GIB,
	usedBytes: 40 * GIB,
	disks: [{ id: '2000', capacityBytes: 60 * GIB, thin: true, datastore: 'ds-s' }],
	nics: [],
	snapshots: [],
	...over,
});
const datastore = (id: string, over: Partial<Datastore> = {}): Datastore => ({
	id,
	name: id,
	type: 'VMFS',
	accessible: true,
	capacityBytes: 4096 * GIB,
	freeBytes: 2000 * GIB,
	...over,
});

interface Parts {
	readonly vms?: readonly Vm[];
	readonly sourceHosts?: readonly Host[];
	readonly hosts?: readonly Host[];
	readonly datastores?: readonly Datastore[];
	readonly plan?: Partial<Plan>;
}
const input = (parts: Parts = {}, over: Partial<SimulationInput> = {}): SimulationInput => {
	const source: Partial<Inventory> = {
		hosts: [...(parts.sourceHosts ?? [host('src-1')])],
		datastores: [datastore('ds-s')],
		vms: [...(parts.vms ?? [vm('app-01')])],
	};
	const destination: Partial<Inventory> = {
		clusters: [{ id: 'c', name: 'Prod' }],
		hosts: (parts.hosts ?? [host('dst-1'), host('dst-2')]).map((one) => ({ ...one, cluster: 'c' })),
		datastores: [...(parts.datastores ?? [datastore('ds-d')])],
	};
	const plan = { link: { bandwidth: 10e9, rtt: 0.002, mtu: 9000, loss: 0 }, ...parts.plan };
	return { scope: scope(source, destination, plan), seed: 1, replications: 20, ...over };
};
const validate = new Ajv2020({ strict: false }).compile(Timeline);
const run = (parts: Parts = {}, over: Partial<SimulationInput> = {}): Timeline => {
	const timeline = simulate(input(parts, over));
	expect([validate(JSON.parse(JSON.stringify(timeline))), validate.errors]).toEqual([true, null]);
	return timeline;
};
const only = (timeline: Timeline): Timeline['moves'][number] => timeline.moves[0] as Timeline['moves'][number];

describe('a rehearsal', () => {
	it('takes a hot VM through connection, disks, memory and cutover', () => {
		const timeline = run();
		const move = only(timeline);
		expect(move.outcome).toBe('moved');
		expect(move.phases.map((phase) => phase.name)).toEqual(['connect', 'disks', 'memory', 'cutover']);
		expect(move.phases.at(-1)?.end).toBe(move.end);
		expect(timeline.makespan?.p50).toBe(move.end);
		expect(timeline.makespan?.p5).toBeLessThan(timeline.makespan?.p95 as number);
		expect(timeline.unknown).toEqual([]);
		expect(timeline.probability).toEqual({ sdps: 0, stunOver1s: expect.any(Number), fail: 0 });
		// 40 GiB used less 8 GiB of swap is copied, and what the guest writes meanwhile.
		expect(move.phases[1]?.bytes).toBeGreaterThan(32 * GIB);
		expect(move.phases[1]?.bytes).toBeLessThan(40 * GIB);
	});

	it('always names its assumptions and what was never validated', () => {
		const timeline = run();
		expect(timeline.assumptions[0]).toBe('datastores read and write 450 MB/s (unmeasured)');
		expect(timeline.notValidated).toContain('SDPS');
		expect(run({ plan: { link: { bandwidth: 1e9 } } }).assumptions).toContain('round trip 0.5 ms (not declared)');
	});

	it('gives the same bytes for the same seed, others for another', () => {
		const parts = { vms: ['a', 'b', 'c'].map((id) => vm(id)) };
		expect(JSON.stringify(run(parts))).toBe(JSON.stringify(run(parts)));
		expect(JSON.stringify(run(parts, { seed: 2 }))).not.toBe(JSON.stringify(run(parts)));
	});

	it('gives the bytes that were reviewed, whatever the release of Node', () => {
		const vms = ['a', 'b', 'c'].map((id, i) => vm(id, { memoryBytes: (4 + 8 * i) * GIB }));
		const timeline = run({ vms: [...vms, vm('off', { powerState: 'poweredOff' })] }, { replications: 100 });
		expectGolden('timeline/four-vms.json', `${JSON.stringify(timeline, null, 1)}\n`);
	});

	it('rounds every figure to 1e-6', () => {
		const numbers = JSON.stringify(run()).match(/\d+\.\d+/g) ?? [];
		expect(numbers.filter((text) => (text.split('.')[1] as string).length > 6)).toEqual([]);
	});

	it('is measured when a throughput was, and then narrower', () => {
		const blind = run({}, { replications: 200 });
		const measured = run({ plan: { link: { bandwidth: 10e9, measured: 4e8, rtt: 0.002 } } }, { replications: 200 });
		expect([blind.mode, measured.mode]).toEqual(['blind', 'measured']);
		const width = ({ makespan }: Timeline): number => (makespan?.p95 as number) / (makespan?.p5 as number);
		expect(width(measured)).toBeLessThan(width(blind));
	});

	it('can be timed by a measured throughput alone', () => {
		expect(run({ plan: { link: { measured: 4e8 } } }).makespan?.p50).toBeGreaterThan(60);
	});

	it('rehearses only the VMs that it is asked for', () => {
		const vms = ['a', 'b', 'c'].map((id) => vm(id));
		expect(run({ vms }, { vms: new Set(['b']) }).moves.map(({ vm: { id } }) => id)).toEqual(['b']);
	});

	it('says how often the window is missed, and when it begins', () => {
		const policy = { profile: 'faq', datastoreHeadroom: 0.15, maxAge: 604_800, windowStart: '2026-11-28T22:00:00Z' };
		const within = run({ plan: { policy: { ...policy, windowEnd: '2026-11-29T22:00:00Z' } } });
		expect([within.windowStart, within.probability?.outsideWindow]).toEqual(['2026-11-28T22:00:00Z', 0]);
		const tight = run({ plan: { policy: { ...policy, windowEnd: '2026-11-28T22:00:10Z' } } });
		expect(tight.probability?.outsideWindow).toBe(1);
	});

	it('runs two at a time per host, and names the host that the others wait for', () => {
		const timeline = run({ vms: ['a', 'b', 'c', 'd', 'e'].map((id) => vm(id)) });
		expect(timeline.bottleneck?.resource).toBe('2 at a time on host src-1');
		expect(timeline.bottleneck?.share).toBeGreaterThan(0.9);
		expect(timeline.moves[4]?.waits[0]?.resource).toBe('host src-1');
		expect(timeline.moves[4]?.phases[0]).toEqual({ name: 'wait', start: 0, end: timeline.moves[4]?.start });
	});

	it('names no bottleneck when hardly any VM waits', () => {
		expect(run({ vms: [vm('a'), vm('b')] }).bottleneck).toBeUndefined();
	});

	it('holds to the concurrency that the plan allows', () => {
		const policy = { profile: 'faq', datastoreHeadroom: 0.15, maxAge: 604_800, concurrency: 1 };
		const { moves } = run({ vms: ['a', 'b'].map((id) => vm(id)), plan: { policy } });
		expect(moves[1]?.start).toBe(moves[0]?.end);
		expect(moves[1]?.waits[0]?.resource).toBe('planned concurrency');
	});

	it('shows the link as shares of its capacity', () => {
		const [link] = run({ vms: ['a', 'b', 'c'].map((id) => vm(id)) }).links;
		expect(link?.utilisation).toHaveLength(24);
		expect(Math.max(...(link?.utilisation ?? []))).toBeLessThanOrEqual(1);
		expect(Math.max(...(link?.utilisation ?? []))).toBeGreaterThan(0);
	});

	it('spends as many replications as the plan has room for', () => {
		expect([1, 20, 21, 1000, 40_000].map(defaultReplications)).toEqual([1000, 1000, 952, 20, 1]);
		expect(run({}, { replications: undefined } as Partial<SimulationInput>).replications).toBe(1000);
	});

	it('has nothing to say about an empty selection, and says it', () => {
		expect(run({}, { vms: new Set() })).toMatchObject({ moves: [], bytes: 0, links: [] });
	});
});

describe('kinds of moves', () => {
	it('moves a powered-off VM by NFC, without memory, pause or SDPS', () => {
		const timeline = run({ vms: [vm('off', { powerState: 'poweredOff' })] });
		const move = only(timeline);
		expect(move.phases.map((phase) => phase.name)).toEqual(['connect', 'disks', 'cutover']);
		expect([move.stun, move.rounds, move.sdps]).toEqual([undefined, undefined, undefined]);
		const disks = move.phases[1] as { start: number; end: number; bytes: number };
		expect(disks.bytes).toBe(40 * GIB);
		expect(disks.bytes / (disks.end - disks.start)).toBeLessThan(1.3e9 / 8);
		expect(timeline.assumptions.join()).toContain('by NFC (1.3 Gbps each)');
	});

	it('uses UDT where both hosts are known to have it', () => {
		const provisioning = { vmkernelAdapters: [{ device: 'vmk2', services: ['vSphereProvisioning'] }] };
		const vms = [vm('off', { powerState: 'poweredOff' })];
		const both = { sourceHosts: [host('src-1', provisioning)], hosts: [host('dst-1', provisioning)], vms };
		expect(run(both).assumptions.join()).toContain('by UDT');
		expect(run(both).makespan?.p50).toBeLessThan(run({ vms }).makespan?.p50 as number);
		const old = { ...both, hosts: [host('dst-1', { ...provisioning, version: '7.0.3' })] };
		expect(run(old).assumptions.join()).toContain('by NFC');
	});

	it('takes the saved memory of a suspended VM along', () => {
		const [move] = run({ vms: [vm('asleep', { powerState: 'suspended' })] }).moves;
		expect(move?.phases[1]?.bytes).toBe(48 * GIB);
	});

	it('copies no disk when storage stays, and runs eight at a time then', () => {
		const vms = Array.from({ length: 9 }, (_, i) => vm(`a${i}`));
		const { moves, bottleneck } = run({ vms, plan: { storage: 'keep' } });
		expect(moves[0]?.phases.map((phase) => phase.name)).toEqual(['connect', 'memory', 'cutover']);
		expect(bottleneck?.resource ?? '').toMatch(/^8 at a time on (host src-1|vMotion network of src-1)|start of tasks/);
	});

	it('leaves a disk where it is when both sides see the same datastore', () => {
		const shared = { backingId: 'vmfs-1' };
		const one = input({ datastores: [datastore('ds-d', shared)] });
		const source = one.scope.source.inventory.datastores[0] as Datastore;
		Object.assign(source, shared);
		expect(simulate(one).moves[0]?.phases.map((phase) => phase.name)).toEqual(['connect', 'memory', 'cutover']);
	});

	it('does not copy what a raw device mapping points at', () => {
		const disks = [
			{ id: '1', capacityBytes: 10 * GIB, thin: false, datastore: 'ds-s' },
			{ id: '2', capacityBytes: 900 * GIB, raw: true, datastore: 'ds-s' },
		];
		const [move] = run({ vms: [vm('a', { disks, powerState: 'poweredOff' })] }).moves;
		expect(move?.phases[1]?.bytes).toBe(10 * GIB);
	});

	it('sends snapshots and copies between unlike datastores by NFC', () => {
		const snapshots = [{ id: 's', memory: false }];
		expect(run({ vms: [vm('a', { snapshots })] }).assumptions.join()).toContain('NFC');
		expect(run({ datastores: [datastore('ds-d', { type: 'vsan' })] }).assumptions.join()).toContain('NFC');
		expect(run({ datastores: [datastore('ds-d', { type: 'VMFS' })] }).assumptions.join()).not.toContain('NFC');
	});

	it('leaves placeholders of a recovery product out', () => {
		expect(run({ vms: [vm('a'), vm('p', { srmPlaceholder: true })] }).moves).toHaveLength(1);
	});
});

describe('placement and space', () => {
	it('spreads VMs over the usable hosts, fewest moves first, in the order of the inventory', () => {
		const vms = ['a', 'b', 'c', 'd'].map((id) => vm(id));
		const { plan } = readInputs(input({ vms }));
		const landing = plan.moves.map((move) => plan.links[move.links[2] as number]?.name);
		expect(landing).toEqual(['uplink of dst-1', 'uplink of dst-2', 'uplink of dst-1', 'uplink of dst-2']);
	});

	it('follows the free space of a datastore from before to after', () => {
		const [line] = run({ vms: [vm('a'), vm('b')] }).datastores;
		// Used 32 GiB of the disk, 8 GiB swap, 100 MiB small files, twice.
		const each = 32 * GIB + 8 * GIB + 100 * 1_048_576;
		expect(line).toMatchObject({ name: 'ds-d', freeBefore: 2000 * GIB, freeAfter: 2000 * GIB - 2 * each });
		expect(line?.lowest).toBe(line?.freeAfter);
		expect(line?.lowestAt).toBeGreaterThan(0);
	});

	it('counts vSAN by the redundancy that the plan names', () => {
		const placement = { networkMatch: 'name', diskFormat: 'thick', redundancy: 'raid1-ftt1' };
		const [line] = run({ datastores: [datastore('ds-d', { type: 'vsan' })], plan: { placement } }).datastores;
		expect(line?.freeAfter).toBe(2000 * GIB - 2 * (60 * GIB + 8 * GIB + 100 * 1_048_576));
	});

	it('fails the move that finds no room, and the rest goes on', () => {
		const { moves, probability } = run({
			vms: [vm('a'), vm('b')],
			datastores: [datastore('ds-d', { freeBytes: 50 * GIB })],
		});
		expect(moves.map(({ outcome }) => outcome)).toEqual(['moved', 'failed']);
		expect(moves[1]?.cause).toContain('datastore ds-d has 9.9');
		expect(probability?.fail).toBe(1);
	});

	it('takes a thin disk as full when nobody tells what it uses, and says so', () => {
		const { usedBytes, ...rest } = vm('a', { powerState: 'poweredOff' });
		expect(usedBytes).toBeDefined();
		const timeline = run({ vms: [rest] });
		expect(only(timeline).phases[1]?.bytes).toBe(60 * GIB);
		expect(timeline.assumptions.join()).toContain('thin disks full where their used space is not known');
	});
});

describe('what is missing', () => {
	const names = ['a', 'b', 'c', 'd', 'e'];

	it('without a bandwidth there are no times, but bytes and space, and the datum is named', () => {
		const timeline = run({ plan: { link: {} } });
		expect(timeline.unknown).toEqual([
			{ what: 'all times', missing: [{ datum: 'plan.link.bandwidth', reason: 'not-declared' }] },
		]);
		expect([timeline.makespan, timeline.probability, timeline.bottleneck]).toEqual([undefined, undefined, undefined]);
		expect(only(timeline)).toEqual({ vm: { id: 'app-01', name: 'app-01' }, phases: [], waits: [], outcome: 'unknown' });
		expect(timeline.bytes).toBe(32 * GIB + 8 * GIB);
		expect(timeline.datastores[0]?.freeAfter).toBeLessThan(2000 * GIB);
		expect(timeline.datastores[0]?.lowest).toBeUndefined();
	});

	it.each([
		['disks', 'vm.disks'],
		['memoryBytes', 'vm.memoryBytes'],
	] as const)('a VM without %s is unknown, named, and the rest is simulated', (key, datum) => {
		const broken = vm('broken');
		delete broken.usedBytes;
		delete broken[key];
		const timeline = run({ vms: [broken, vm('whole')] });
		expect(timeline.moves.map(({ outcome }) => outcome)).toEqual(['unknown', 'moved']);
		expect(timeline.unknown).toContainEqual({
			what: 'times and data of broken',
			missing: [{ datum, reason: 'not-reported' }],
		});
		expect(timeline.bytes).toBeUndefined();
		expect(timeline.probability?.outsideWindow).toBeUndefined();
	});

	it('used space stands in for disks that are not listed, and that is said', () => {
		const { disks, ...rest } = vm('a', { homeDatastoreName: 'ds-s' });
		expect(disks).toBeDefined();
		const timeline = run({ vms: [rest] });
		expect(only(timeline).phases[1]?.bytes).toBeGreaterThan(32 * GIB);
		expect(timeline.datastores[0]?.freeAfter).toBe(2000 * GIB - 40 * GIB - 100 * 1_048_576);
		expect(timeline.unknown).toEqual([
			{
				what: 'single disks (its used space moves as one) of a',
				missing: [{ datum: 'vm.disks', reason: 'not-reported' }],
			},
		]);
	});

	it('a VM of unknown power state moves as the plan says, and that is said', () => {
		const { powerState, ...rest } = vm('a');
		expect(powerState).toBeDefined();
		const timeline = run({ vms: [rest] });
		expect(only(timeline).phases).toHaveLength(4);
		expect(timeline.unknown[0]?.what).toBe('power state (taken as a hot move) of a');
	});

	it('snapshots that nobody tells of are named', () => {
		const { snapshots, ...rest } = vm('a');
		expect(snapshots).toBeDefined();
		expect(run({ vms: [rest] }).unknown.map(({ what }) => what)).toEqual(['size of snapshots of a']);
	});

	it('a disk of unknown size is no disk of size 0', () => {
		const { usedBytes, ...rest } = vm('a', { disks: [{ id: '1', datastore: 'ds-s' }] });
		expect(usedBytes).toBeDefined();
		const timeline = run({ vms: [rest] });
		expect(only(timeline).outcome).toBe('unknown');
		expect(timeline.unknown[0]?.missing).toEqual([{ datum: 'vm.disks.capacityBytes', reason: 'not-reported' }]);
	});

	it('counts equal gaps once, with three names', () => {
		const vms = names.map((id) => {
			const { memoryBytes, ...rest } = vm(id);
			expect(memoryBytes).toBeDefined();
			return rest;
		});
		expect(run({ vms }).unknown.map(({ what }) => what)).toEqual(['times and data of a, b, c and 2 more']);
	});

	it('an open host or datastore is named, since its limits could not be counted', () => {
		const noHosts = run({ hosts: [] });
		expect(noHosts.unknown.map(({ what }) => what)).toContain('limits of the destination host of app-01');
		const open = run({ datastores: [datastore('d1'), datastore('d2')] });
		expect(open.unknown.map(({ what }) => what)).toContain('space and limits of the destination datastore of app-01');
		expect(only(open).outcome).toBe('moved');
	});

	it('a datastore of unknown free space has no figures', () => {
		const { freeBytes, ...rest } = datastore('ds-d');
		expect(freeBytes).toBeDefined();
		const timeline = run({ datastores: [rest] });
		expect(timeline.datastores).toEqual([{ id: 'ds-d', name: 'ds-d' }]);
		expect(timeline.unknown.map(({ what }) => what)).toEqual(['free space of ds-d']);
	});

	it('a source host that nobody names costs no wrong figure: it is said', () => {
		const { host: gone, ...rest } = vm('a');
		expect(gone).toBeDefined();
		expect(run({ vms: [rest] }).unknown.map(({ what }) => what)).toEqual(['limits of the source host of a']);
	});
});
