import type { Judged } from './corpus.js';
import { lineOf } from './label.js';

/** How well a rule, or a kind of input, did. */
export interface Score {
	/** Pairs of a defect and a rule that must find it, and of a decoy and a rule that must not. */
	defects: number;
	decoys: number;
	/** Findings that are right, that no defect stands behind, that are missing. */
	right: number;
	wrong: number;
	missed: number;
}

export const precision = ({ right, wrong }: Score): number => (right + wrong === 0 ? 1 : right / (right + wrong));
export const recall = ({ right, missed }: Score): number => (right + missed === 0 ? 1 : right / (right + missed));

/** Scores by rule and by kind, and every finding that is wrong or missing, in words. */
export class Scores {
	readonly rules = new Map<string, Map<string, Score>>();
	readonly problems: string[] = [];
	/** @param labelled rules that the tables know; findings of others are not judged, and the table says which they are */
	constructor(readonly labelled: ReadonlySet<string>) {}

	add({ pair, expected, found, cases, report }: Judged): void {
		const wanted = new Map(expected.map((label) => [lineOf(label), label]));
		const seen = new Map(found.map((label) => [lineOf(label), label]));
		for (const [line, label] of seen) {
			if (!this.labelled.has(label.rule)) continue;
			const right = wanted.has(line);
			this.#score(label.rule, pair.column)[right ? 'right' : 'wrong']++;
			if (!right) this.problems.push(`${where(cases, pair.name)}: found ${line}`);
		}
		for (const [line, label] of wanted) {
			if (seen.has(line)) continue;
			this.#score(label.rule, pair.column).missed++;
			this.problems.push(`${where(cases, pair.name)}: missed ${line}`);
		}
		for (const { labels, decoyOf } of cases) {
			for (const rule of new Set(labels.map((label) => label.rule))) this.#score(rule, pair.column).defects++;
			for (const rule of decoyOf) this.#score(rule, pair.column).decoys++;
		}
		const broken = report.findings.filter(({ outcome }) => outcome === 'error').map(({ rule }) => rule);
		for (const rule of broken) this.problems.push(`${pair.name}: ${rule} is in error`);
	}

	#score(rule: string, column: string): Score {
		const columns = this.rules.get(rule) ?? new Map<string, Score>();
		this.rules.set(rule, columns);
		const score = columns.get(column) ?? { defects: 0, decoys: 0, right: 0, wrong: 0, missed: 0 };
		columns.set(column, score);
		return score;
	}

	/** All of one rule, or of one column. */
	total(choose: (rule: string, column: string) => boolean): Score {
		const sum: Score = { defects: 0, decoys: 0, right: 0, wrong: 0, missed: 0 };
		for (const [rule, columns] of this.rules)
			for (const [column, score] of columns)
				if (choose(rule, column)) for (const key of Object.keys(sum) as (keyof Score)[]) sum[key] += score[key];
		return sum;
	}
}

function where(cases: Judged['cases'], pair: string): string {
	const what = cases.map(({ instance }) => `${instance.datum.datum}=${JSON.stringify(instance.value.is)}`);
	return what.length === 1 ? `${pair} (${what[0]})` : pair;
}
