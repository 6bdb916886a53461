import fc from 'fast-check';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/engine/evaluate.js';
import { type Fact, fact } from '../../../src/model/fact.js';
import type { Move } from '../../../src/model/scope.js';
import { cluster, host, input, rule, scope, vm } from '../support/scope.js';

/** Passes VMs with 4 CPUs, and counts how often it is derived. */
function counting(more: Partial<Fact>): { facts: ReadonlyMap<string, Fact>; count: () => number } {
	let derived = 0;
	const made = fact({
		subjects: ['vm', 'vm-host', 'placement'],
		schema: Type.Object({ ok: Type.Optional(Type.Boolean()) }),
		derive: ({ move }: { move: Move }) => {
			derived++;
			return { value: { ok: move.vm.cpus === 4 } };
		},
		...(more as object),
	});
	return { facts: new Map([['probe', made as unknown as Fact]]), count: () => derived };
}
const many = (n: number, data: (i: number) => object) => Array.from({ length: n }, (_, i) => vm(`v${i}`, data(i)));
const of = (vms: object[], hosts = [host('d1')]) =>
	scope({ hosts: [host('host-1')], vms }, { clusters: [cluster], hosts });

describe('VMs that a rule cannot tell apart', () => {
	const vms = many(50, (i) => ({ cpus: i < 3 ? 8 : 4 }));

	it.each(['vm', 'vm-host', 'placement'] as const)('are asked once, by the data that the fact names: %s', (subject) => {
		const { facts, count } = counting({ vmData: ['cpus'] });
		const result = evaluate(input(of(vms), [rule('r', { subject, expect: 'probe.ok' })], { facts }));
		expect(result.findings.map((finding) => finding.subjects[0]?.name)).toEqual(['v0', 'v1', 'v2']);
		expect(result.counts).toMatchObject({ pass: 47, fail: 3 });
		expect(count()).toBeLessThan(10);
	});

	it('are asked each when the fact names no data', () => {
		const { facts, count } = counting({});
		evaluate(input(of(vms), [rule('r', { subject: 'vm', expect: 'probe.ok' })], { facts }));
		expect(count()).toBeGreaterThanOrEqual(50);
	});

	it('are told apart by the key that the fact gives', () => {
		const { facts, count } = counting({ vmKey: (move) => (move.vm.cpus === 4 ? 'four' : move) });
		const result = evaluate(input(of(vms), [rule('r', { subject: 'vm', expect: 'probe.ok' })], { facts }));
		expect(result.counts).toMatchObject({ pass: 47, fail: 3 });
		expect(count()).toBeLessThan(10);
	});

	it('are told apart by what a needed fact reads', () => {
		const needed = fact({
			subjects: ['vm'],
			schema: Type.Object({ ok: Type.Boolean() }),
			vmData: ['cpus'],
			derive: ({ move }) => ({ value: { ok: move.vm.cpus === 4 } }),
		});
		const asking = fact({
			subjects: ['vm'],
			schema: Type.Object({ ok: Type.Boolean() }),
			needs: ['needed'],
			vmData: [],
			derive: (subject, context) => context.fact<{ ok: boolean }>('needed', 'vm', subject),
		});
		const facts = new Map<string, unknown>([
			['needed', needed],
			['asking', asking],
		]) as ReadonlyMap<string, Fact>;
		const result = evaluate(input(of(vms), [rule('r', { subject: 'vm', expect: 'asking.ok' })], { facts }));
		expect(result.counts).toMatchObject({ pass: 47, fail: 3 });
	});

	it('name each VM in the message although they were asked once', () => {
		const named = rule('n', { subject: 'vm', expect: 'vm.cpus == 4', message: '{{vm.name}} has {{vm.cpus}} CPUs.' });
		const { findings } = evaluate(input(of(vms), [named]));
		expect(findings.map(({ message }) => message)).toEqual(['v0 has 8 CPUs.', 'v1 has 8 CPUs.', 'v2 has 8 CPUs.']);
	});

	it('are different when what is missing of them has another reason, and one finding per reason lists them', () => {
		const reasons = ['no-privilege', 'stale', 'no-privilege'] as const;
		const gaps = many(3, (i) => ({ gaps: { cpus: reasons[i] } }));
		const { findings } = evaluate(input(of(gaps), [rule('r', { subject: 'vm', expect: 'vm.cpus == 4' })]));
		expect(findings.map(({ missing, subjects }) => [missing?.[0]?.reason, subjects.map(({ name }) => name)])).toEqual([
			['no-privilege', ['v0', 'v2']],
			['stale', ['v1']],
		]);
	});

	it('are different when somebody vouches for one of them', () => {
		const vouched = many(2, (i) => ({ encrypted: true, ...(i === 1 && { declared: { encrypted: 'CHG-1' } }) }));
		const one = rule('r', { subject: 'vm', expect: 'vm.encrypted == true' });
		const { findings } = evaluate(input(of(vouched), [one], { allFindings: true }));
		expect(findings.map(({ declared, subjects }) => [declared, subjects.length])).toEqual([[['CHG-1'], 2]]);
	});

	it('are told apart by what a loop reads of the items of a list, and by how many there are', () => {
		const disks = many(4, (i) => ({
			disks: [
				{ id: '1', raw: i === 1, label: `disk of ${i}` },
				...(i === 3 ? [{ id: '2', raw: false, label: 'second' }] : []),
			],
		}));
		const read = (expect: string) => evaluate(input(of(disks), [rule('r', { subject: 'vm', expect })])).counts;
		expect(read('vm.disks.all(d, !d.raw)')).toMatchObject({ pass: 3, fail: 1 });
		expect(read('vm.disks.map(d, d).exists(e, e.label == "disk of 2")')).toMatchObject({ pass: 1, fail: 3 });
		expect(read('vm.disks.exists(d, true) && size(vm.disks) == 1')).toMatchObject({ pass: 3, fail: 1 });
		expect(read('vm.disks.map(d, d.label) == ["disk of 2"]')).toMatchObject({ pass: 1, fail: 3 });
		expect(read('vm.disks.filter(d, !d.raw).map(d, d.label) == ["disk of 2"]')).toMatchObject({ pass: 1, fail: 3 });
		expect(read('vm.disks.exists(d, vm.disks.exists(e, e.label == "disk of 0"))')).toMatchObject({ pass: 1, fail: 3 });
	});

	const state = fc.record({
		powerState: fc.constantFrom('poweredOn', 'poweredOff', undefined),
		encrypted: fc.constantFrom(true, false, undefined),
		cpus: fc.constantFrom(4, 8),
		gaps: fc.constantFrom<Record<string, string> | undefined>(
			undefined,
			{ encrypted: 'stale' },
			{ powerState: 'stale' },
		),
		on: fc.constantFrom('host-1', 'host-2', undefined),
	});
	const target = fc.record({
		version: fc.constantFrom('7.0.0', '8.0.0', undefined),
		adapters: fc.constantFrom<string[] | undefined>(['vmk1'], [], undefined),
	});
	/** The second of each pair also reads what tells every VM apart. */
	const pairs = (
		[
			['vm', 'vm.encrypted == false || vm.mode == "cold"', ' && vm.id != vm.name'],
			['vm-host', 'versionAtLeast(host.version, "8.0.0") || vm.mode == "cold"', ' && vm.id != vm.name'],
			['vm-host', 'host.vmotionAdapters.size() > 0 && vm.encrypted == false', ' && vm.id != vm.name'],
			['placement', 'vm.cpus == 4 && vm.encrypted == false', ' && vm.id != vm.name'],
		] as const
	).map(([subject, expect, more], i) => [
		rule(`r${i}`, { subject, expect }),
		rule(`r${i}`, { subject, expect: `(${expect})${more}` }),
	]);

	it('come to the same as asking each VM: rules that also read the id find the same', () => {
		fc.assert(
			fc.property(
				fc.array(state, { minLength: 1, maxLength: 8 }),
				fc.array(target, { minLength: 1, maxLength: 4 }),
				fc.boolean(),
				(states, targets, allFindings) => {
					const moving = states.map(({ on, ...data }, i) => vm(`v${i}`, { ...data, host: on } as object));
					const hosts = targets.map((data, i) =>
						host(`d${i}`, { version: data.version, vmotionAdapters: data.adapters }),
					);
					const run = (which: 0 | 1) => {
						const rules = pairs.map((pair) => pair[which]!);
						const result = evaluate(input(of(moving, hosts), rules, { allFindings }));
						const findings = result.findings.map(({ fingerprint: _, expected: __, observed: ___, ...rest }) => rest);
						return { ...result, findings };
					};
					expect(run(0)).toEqual(run(1));
				},
			),
			{ numRuns: 60 },
		);
	});
});
