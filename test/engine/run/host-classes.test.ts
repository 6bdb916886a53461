import fc from 'fast-check';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/engine/evaluate.js';
import { type Fact, fact } from '../../../src/model/fact.js';
import { cluster, host, input, rule, scope, vm } from '../support/scope.js';

/** Counts how often it is derived. */
function counting(more: Partial<Fact>): { fact: Fact; count: () => number } {
	let derived = 0;
	const made = fact({
		subjects: ['vm-host'],
		schema: Type.Object({ ok: Type.Optional(Type.Boolean()) }),
		derive: (subject: { host: { version?: string } }) => {
			derived++;
			return { value: { ok: subject.host.version === '8.0.0' } };
		},
		...(more as object),
	});
	return { fact: made as unknown as Fact, count: () => derived };
}
const hosts = (n: number, version: (i: number) => string) =>
	Array.from({ length: n }, (_, i) => host(`d${i}`, { version: version(i) }));
const of = (destination: object[], vms = [vm('a')]) =>
	scope({ hosts: [host('host-1')], vms }, { clusters: [cluster], hosts: destination });

describe('hosts that a rule cannot tell apart', () => {
	const one = rule('r', { subject: 'vm-host', expect: 'probe.ok' });

	it('are asked once, by the data that the fact names', () => {
		const { fact: probe, count } = counting({ hostData: ['version'] });
		evaluate(input(of(hosts(50, () => '8.0.0')), [one], { facts: new Map([['probe', probe]]) }));
		expect(count()).toBe(1);
	});

	it('are asked each when the fact names no data', () => {
		const { fact: probe, count } = counting({});
		evaluate(input(of(hosts(50, () => '8.0.0')), [one], { facts: new Map([['probe', probe]]) }));
		expect(count()).toBe(50);
	});

	it('are told apart by the key that the fact gives', () => {
		const { fact: probe, count } = counting({ hostKey: (item) => String(item.version) });
		const result = evaluate(
			input(of(hosts(50, (i) => (i < 3 ? '7.0.0' : '8.0.0'))), [one], { facts: new Map([['probe', probe]]) }),
		);
		expect(result.findings.map((finding) => finding.subjects[0]?.name)).toEqual(['esx-d0', 'esx-d1', 'esx-d2']);
		expect(count()).toBeLessThan(10);
	});

	it('name each host in the message although they were asked once', () => {
		const named = rule('n', {
			subject: 'vm-host',
			expect: 'host.version == "8.0.0"',
			message: '{{host.name}} is old.',
		});
		const result = evaluate(input(of(hosts(4, (i) => (i < 2 ? '7.0.0' : '8.0.0'))), [named]));
		expect(result.findings.map((finding) => finding.message.split('.')[0])).toEqual(['esx-d0 is old', 'esx-d1 is old']);
	});

	it('are different when what is missing of them has another reason', () => {
		const destination = [host('d1', { gaps: { version: 'no-privilege' } }), host('d2', { gaps: { version: 'stale' } })];
		const named = rule('n', { subject: 'vm-host', expect: 'host.version == "8.0.0"' });
		const [finding] = evaluate(input(of(destination), [named])).findings;
		expect(finding?.missing).toEqual([{ datum: 'host.version', reason: 'no-privilege' }]);
	});

	it('come to the same as asking each host: a rule that also reads the name finds the same', () => {
		const version = fc.constantFrom('7.0.0', '8.0.0', undefined);
		const state = fc.record({
			version,
			adapters: fc.constantFrom<string[] | undefined>(['vmk1'], [], undefined),
			hot: fc.boolean(),
		});
		const classes = rule('r', {
			subject: 'vm-host',
			expect: 'versionAtLeast(host.version, "8.0.0") && host.vmotionAdapters.size() > 0',
		});
		const each = rule('r', {
			subject: 'vm-host',
			expect: 'versionAtLeast(host.version, "8.0.0") && host.vmotionAdapters.size() > 0 && host.name != host.id',
		});
		fc.assert(
			fc.property(fc.array(state, { minLength: 1, maxLength: 6 }), (states) => {
				const destination = states.map((data, i) =>
					host(`d${i}`, { version: data.version, vmotionAdapters: data.adapters }),
				);
				const vms = states.map((data, i) => vm(`v${i}`, { powerState: data.hot ? 'poweredOn' : 'poweredOff' }));
				const run = (asked: typeof classes) => {
					const result = evaluate(input(of(destination, vms), [asked]));
					return [
						result.vms.map((item) => item.verdict),
						result.findings.map(({ outcome, severity, subjects, missing }) => [outcome, severity, subjects, missing]),
					];
				};
				expect(run(classes)).toEqual(run(each));
			}),
			{ numRuns: 100 },
		);
	});
});
