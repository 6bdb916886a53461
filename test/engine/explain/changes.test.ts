import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../src/engine/explain/changes.js';
import type { ExplainedPart } from '../../../src/model/explanation.js';

const leaf = (text: string, value: ExplainedPart['value']): ExplainedPart => ({ text, value });
const all = (value: ExplainedPart['value'], ...parts: ExplainedPart[]): ExplainedPart => ({
	text: parts.map(({ text }) => text).join(' && '),
	value,
	joins: '&&',
	parts,
});
const any = (value: ExplainedPart['value'], ...parts: ExplainedPart[]): ExplainedPart => ({
	text: parts.map(({ text }) => text).join(' || '),
	value,
	joins: '||',
	parts,
});

describe('what would change a verdict', () => {
	it('is every part of a conjunction that does not hold, and any part of a disjunction', () => {
		const expected = all(
			'false',
			leaf('a', 'true'),
			leaf('b', 'false'),
			any('false', leaf('c', 'false'), leaf('d', 'false')),
		);
		expect(changesOf('fail', undefined, expected, [])).toEqual(['It would pass if b', 'It would pass if c, or d']);
	});
	it('is any part of a conjunction that would break a pass, and the condition that is not met', () => {
		expect(changesOf('pass', undefined, all('true', leaf('a', 'true'), leaf('b', 'true')), [])).toEqual([
			'It would fail if not a, or b',
		]);
		expect(changesOf('not-applicable', leaf('hot', 'false'), undefined, [])).toEqual(['It would be asked if hot']);
	});
	it('is the data that are missing, and what gives another severity', () => {
		const open: ExplainedPart = {
			...leaf('a > 1', 'unknown'),
			reads: [{ datum: 'vm.a', reason: 'not-in-source', from: 'inventory' }],
		};
		const steps = [
			{ severity: 'info' as const, when: leaf('cold', 'false'), applies: false },
			{ severity: 'blocker' as const, applies: true },
		];
		expect(changesOf('unknown', undefined, open, steps)).toEqual([
			'It would be decided by vm.a',
			'It would be info if cold',
		]);
		expect(changesOf('error', undefined, open, steps)).toEqual([]);
	});
});
