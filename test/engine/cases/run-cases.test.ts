import { describe, expect, it } from 'vitest';
import { runCases } from '../../../src/engine/cases/run-cases.js';
import type { LoadedCases } from '../../../src/engine/contract.js';
import { makeSite } from '../../../src/facts/site/site.js';
import type { RuleCase } from '../../../src/model/rule.js';
import { messageOf } from '../../../src/shared/errors.js';
import { rule } from '../support/scope.js';

const nic = rule('nic', {
	subject: 'vm-nic',
	when: 'nic.connected',
	expect: 'destination.networksNamed(nic.networkName).size() == 1',
	message: '{{nic.label}} of {{vm.name}}: {{nic.networkName}}.',
});
const loaded = (...cases: RuleCase[]): LoadedCases => ({
	rule: 'nic',
	file: 'rules/network/nic.cases.yaml',
	cases: cases.map((one, index) => ({ case: one, line: 3 + index })),
});
const given = { vm: { name: 'app' }, nic: { label: 'NIC 1', networkName: 'A', connected: true } };
const destination = { networks: [{ name: 'A', hosts: ['h'] }] };
const problems = (...cases: RuleCase[]) =>
	runCases(nic, loaded(...cases), { facts: new Map(), makeSite }).map((result) => result.problems);
const refused = (one: unknown) => {
	try {
		problems(one as RuleCase);
		return 'accepted';
	} catch (thrown) {
		return messageOf(thrown);
	}
};

describe('a case', () => {
	it('holds when outcome, severity, observed, missing and message are as expected', () => {
		expect(
			problems(
				{ name: 'there', given: { ...given, destination }, expect: { outcome: 'pass' } },
				{
					name: 'not there',
					given,
					expect: {
						outcome: 'fail',
						severity: 'blocker',
						observed: { 'destination.networksNamed(nic.networkName)': [], 'nic.networkName': 'A' },
						message: 'NIC 1 of app: A.',
					},
				},
				{ name: 'disconnected', given: { nic: { connected: false } }, expect: { outcome: 'not-applicable' } },
				{
					name: 'unknown',
					given: { nic: { connected: true } },
					expect: { outcome: 'unknown', missing: ['nic.networkName'] },
				},
			),
		).toEqual([[], [], [], []]);
	});

	it('over a destination whose list is incomplete is unknown, not failed', () => {
		const incomplete = {
			networks: [],
			coverage: [{ collection: 'networks', datum: '*', reason: 'not-in-source', count: 1, examples: [] }],
		};
		expect(
			problems({
				name: 'x',
				given: { ...given, destination: incomplete },
				expect: { outcome: 'unknown', missing: ['destination.networksNamed(nic.networkName)'] },
			}),
		).toEqual([[]]);
	});

	it('that differs says in what', () => {
		expect(
			problems({
				name: 'x',
				given,
				expect: {
					outcome: 'pass',
					severity: 'info',
					observed: { 'nic.networkName': 'B' },
					missing: ['a.b'],
					message: 'm',
				},
			}),
		).toEqual([
			[
				'the outcome is fail, expected pass',
				'the severity is blocker, expected info',
				'observed nic.networkName is "A", expected "B"',
				'missing is [], expected [a.b]',
				'the message is "NIC 1 of app: A.", expected "m"',
			],
		]);
	});

	it('is refused when it gives what the rule cannot see, or what does not fit', () => {
		const expected = { outcome: 'pass' };
		expect(refused({ name: 'x', given: { host: {} }, expect: expected })).toContain(
			'rules/network/nic.cases.yaml:3: case "x": the rule cannot see "host"',
		);
		expect(refused({ name: 'x', given: { vmm: {} }, expect: expected })).toContain('did you mean "vm"?');
		expect(refused({ name: 'x', given: { vm: { nam: 'a' } }, expect: expected })).toContain(
			'given.vm: nam is not known',
		);
		expect(refused({ name: 'x', given: { nic: { connected: 'yes' } }, expect: expected })).toContain(
			'given.nic: connected must be boolean',
		);
		expect(refused({ name: 'x', given: { destination: { netwroks: [] } }, expect: expected })).toContain(
			'given.destination: netwroks is not known',
		);
		expect(refused({ name: 'x', subject: 'host', given: {}, expect: expected })).toContain(
			'the rule has no subject "host"',
		);
	});
});
