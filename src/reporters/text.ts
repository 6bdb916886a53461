import type { Report } from '../model/report.js';
import { breakCommands } from '../shared/escape.js';
import type { RenderOptions, Reporter } from './contract.js';
import {
	renderChangedRules,
	renderDecision,
	renderDeclared,
	renderFaq,
	renderGround,
	renderNotSimulated,
	renderProbes,
} from './text/closing.js';
import { renderDryRun } from './text/dry-run.js';
import { renderHeader } from './text/header.js';
import { renderHeadline } from './text/headline.js';
import { Page } from './text/page.js';
import { renderCounts, renderSections, sortFindings } from './text/sections.js';

function* lines(report: Report, options: RenderOptions): Iterable<string> {
	const page = new Page(options);
	const sorted = sortFindings(report);
	yield* renderHeader(page, report);
	yield '';
	yield* renderHeadline(page, report);
	yield '';
	yield* renderSections(page, report, sorted);
	yield* renderCounts(page, report, sorted);
	yield '';
	yield* renderFaq(page, report);
	yield* renderGround(page, report);
	yield* renderDeclared(page, report);
	yield* renderProbes(page, report);
	yield* renderChangedRules(page, report);
	yield* renderDecision(page, report);
	if (report.timeline === undefined) yield* renderNotSimulated(page, report);
	else {
		yield '';
		yield* renderDryRun(page, report.timeline, report.plan, report.data);
	}
}

/** The report for a terminal: the verdict first, causes before objects, evidence before advice. */
const text: Reporter = {
	mediaType: 'text/plain; charset=utf-8',
	description: 'text for a terminal, 80 columns',
	*render(report, options) {
		for (const line of lines(report, options)) yield `${breakCommands(line)}\n`;
	},
};
export default text;
