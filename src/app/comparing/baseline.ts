import type { Finding } from '../../model/finding.js';
import type { Report } from '../../model/report.js';
import { UserError } from '../../shared/errors.js';
import { otherVcenter } from './comparable.js';
import { pairings, wasKnown } from './match.js';

/** A report whose findings do not count for the gate. */
export interface Baseline {
	readonly location: string;
	readonly report: Report;
}

/**
 * The report with what the baseline had marked, so that the gate looks at what is new only. Outcomes, severities and verdicts
 * stay as they are.
 * @throws UserError `baseline-other-vcenter` when the baseline is about other vCenters: equal names would hide what is new.
 */
export function withBaseline(report: Report, { location, report: old }: Baseline): Report {
	for (const side of ['source', 'destination'] as const) {
		const other = otherVcenter(side, old, report);
		if (other !== undefined)
			throw new UserError('baseline-other-vcenter', `Could not use the baseline ${location}: ${other}`, {
				suggestions: ['Name a report of the same pair of vCenters.'],
			});
	}
	const marks = new Map<Finding, { known: number; fresh: number; firstNew?: string }>();
	let fixed = 0;
	for (const pair of pairings(old, report)) {
		const { is } = pair;
		if (is === undefined) {
			fixed++;
			continue;
		}
		const mark = marks.get(is.finding) ?? { known: 0, fresh: 0 };
		marks.set(is.finding, mark);
		const count = is.unlisted ?? 1;
		if (wasKnown(pair)) mark.known += count;
		else {
			mark.fresh += count;
			mark.firstNew ??= is.subject.name;
		}
	}
	const sum = (key: 'known' | 'fresh') => [...marks.values()].reduce((total, mark) => total + mark[key], 0);
	return {
		...report,
		baseline: { location, evaluatedAt: old.evaluatedAt, known: sum('known'), fresh: sum('fresh'), fixed },
		findings: report.findings.map((finding) => marked(finding, marks.get(finding))),
	};
}

function marked(finding: Finding, mark: { known: number; firstNew?: string } | undefined): Finding {
	if (mark === undefined || mark.known === 0) return finding;
	const { known, firstNew } = mark;
	return { ...finding, baseline: { known, ...(firstNew !== undefined && { firstNew }) } };
}
