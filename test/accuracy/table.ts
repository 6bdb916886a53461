import { KINDS } from './kinds.js';
import { precision, recall, type Score, type Scores } from './score.js';

const COLUMNS = [...KINDS, 'mixed'] as const;
const two = (share: number) => share.toFixed(2);

/** Precision and recall by kind of input, then by rule, as Markdown. `rules` are all that the catalogue has. */
export function accuracyTable(scores: Scores, rules: readonly string[]): string {
	const kinds = COLUMNS.map((kind) => row([kind, ...figures(scores.total((_, column) => column === kind))]));
	const known = [...new Set([...rules, ...scores.rules.keys()])].sort();
	const covered = known.filter((rule) => scores.total((one) => one === rule).defects > 0);
	const bare = known.filter((rule) => !covered.includes(rule));
	return [
		`${covered.length} of ${known.length} rules have labelled cases. Each case is a defect that must be found, or a decoy that must not, in`,
		"files and servers that are read as a user's are. `5 + 3` is five defects and three decoys.",
		'',
		...table(['input', 'defects', 'decoys', 'precision', 'recall'], kinds),
		'',
		`<details><summary>By rule</summary>`,
		'',
		...table(
			['rule', 'precision', 'recall', ...COLUMNS],
			covered.map((rule) => {
				const all = scores.total((one) => one === rule);
				return row([
					rule,
					two(precision(all)),
					two(recall(all)),
					...COLUMNS.map((kind) => cell(scores.rules.get(rule)?.get(kind))),
				]);
			}),
		),
		...(bare.length === 0 ? [] : ['', `No labelled cases: ${bare.join(', ')}.`]),
		'',
		'</details>',
	].join('\n');
}

function table(head: readonly string[], rows: readonly string[]): string[] {
	return [row(head), row(head.map(() => '---')), ...rows];
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const figures = (score: Score) => [
	String(score.defects),
	String(score.decoys),
	two(precision(score)),
	two(recall(score)),
];

function cell(score: Score | undefined): string {
	if (score === undefined || score.defects + score.decoys === 0) return '–';
	const count = `${score.defects} + ${score.decoys}`;
	const whole = precision(score) === 1 && recall(score) === 1;
	return whole ? count : `${count} (${two(precision(score))}, ${two(recall(score))})`;
}
