import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { Report } from '../../src/model/report.js';
import json from '../../src/reporters/json.js';
import { expectGolden } from '../support/golden.js';
import { findingOf, reportOf } from '../support/report-builder.js';
import { clean, mixed, unknown } from '../support/reports.js';

const pieces = (report: Report): string[] => [...json.render(report, { width: 80, colour: false })];

describe('the report as JSON', () => {
	it.each([
		['clean', clean],
		['mixed', mixed],
		['unknown', unknown],
	])('is the report itself, valid against its schema, as reviewed: %s', (name, report) => {
		const text = pieces(report).join('');
		expect(JSON.parse(text)).toEqual(report);
		const validate = new Ajv2020({ strict: false }).compile(Report);
		expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null]);
		expectGolden(`json/${name}.json`, text);
	});

	it('gives the same bytes whatever the order in which keys were set', () => {
		const shuffled = (value: unknown): unknown => {
			if (Array.isArray(value)) return value.map(shuffled);
			if (typeof value !== 'object' || value === null) return value;
			return Object.fromEntries(
				Object.entries(value)
					.reverse()
					.map(([key, item]) => [key, shuffled(item)]),
			);
		};
		const report = { ...(shuffled(mixed) as Report), rules: mixed.rules };
		expect(pieces(report).join('')).toBe(pieces(mixed).join(''));
	});

	it('leaves out what is undefined', () => {
		const report = reportOf({
			findings: [findingOf({ rule: 'x', expected: undefined, observed: { a: undefined, b: null } })],
		});
		const text = pieces({ ...report, timeline: undefined } as Report).join('');
		expect(text).not.toContain('"expected"');
		expect(text).toContain('"observed":{"b":null}');
		expect(text).not.toContain('"timeline"');
	});

	it('comes in small pieces however large the report is', () => {
		const vms = Array.from({ length: 40_000 }, (_, i) => ({
			id: `vm-${i}`,
			name: `app-${i}`,
			verdict: 'ready' as const,
			findings: [0],
		}));
		const moves = vms.map(({ id, name }) => ({ vm: { id, name }, phases: [], waits: [], outcome: 'moved' as const }));
		const parts = pieces({
			...clean,
			vms,
			timeline: { ...(clean.timeline as NonNullable<Report['timeline']>), moves },
		});
		expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(2000);
		expect(JSON.parse(parts.join('')).timeline.moves).toHaveLength(40_000);
	});

	it('keeps one line per element, so that two reports compare line by line', () => {
		const lines = pieces(mixed).join('').split('\n');
		expect(lines.filter((line) => line.startsWith('{"rule":"mac-conflict-destination"'))).toHaveLength(5);
	});
});
