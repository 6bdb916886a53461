import type { Report, ReportInput } from '../../model/report.js';
import { columnsOf } from '../../shared/columns.js';
import { escapeText } from '../../shared/escape.js';
import { placeName } from '../../shared/place-name.js';
import { counted, formatAge, formatBytes, formatCount } from '../../shared/units.js';
import type { Page } from './page.js';
import { kindWord } from './words.js';

/** What was asked, of which vCenters, with inputs of which age. */
export function* renderHeader(page: Page, report: Report): Iterable<string> {
	const { tool, rulePack, plan, summary } = report;
	const checked = `checked ${rulePack.rules} of ${rulePack.documented} documented checks (rules ${rulePack.hash.slice(0, 8)})`;
	const when = `${report.evaluatedAt.slice(0, 16).replace('T', ' ')} UTC`;
	yield* page.flow([`${tool.name} ${tool.version}`, checked].map(escapeText));
	const move = `${plan.move}, ${plan.storage === 'move' ? 'storage moves' : 'storage stays'}`;
	const name = plan.name ?? plan.file;
	yield* page.flow([
		...(name === undefined ? [] : [escapeText(name)]),
		`profile ${report.profile}`,
		move,
		escapeText(when),
	]);
	const [source, destination] = [vcenterOf(report, 'source'), vcenterOf(report, 'destination')];
	if (columnsOf(escapeText(source)) + columnsOf(escapeText(destination)) + 6 <= page.width) {
		yield* page.wrap(`${source}  ->  ${destination}`, 0);
	} else {
		yield* page.wrap(source, 0);
		yield* page.wrap(destination, 0, '->  ');
	}
	const size = summary.bytes === undefined ? '' : `, ${formatBytes(summary.bytes)}`;
	const hosts = `${counted(summary.hosts.source, 'host')} -> ${counted(summary.hosts.destination, 'host')}`;
	const stale = new Set(report.staleInputs ?? []);
	const inputs = report.inputs.map((input, i) => inputWords(input, report.evaluatedAt, stale.has(i)));
	yield* page.flow([`${counted(summary.vms.total, 'VM')}, ${hosts}${size}`, ...inputs]);
	for (const input of report.inputs) {
		if (input.collectedAtFrom === undefined) continue;
		yield* page.wrap(`age of ${placeName(input.location)} taken from ${input.collectedAtFrom}`, 2);
	}
	for (const input of report.inputs) yield* filledIn(page, input, report.evaluatedAt);
	for (const { side, partial } of report.inputs)
		for (const why of partial ?? []) yield* page.wrap(`PARTIAL: only a part of the ${side} was read. ${why}`, 2);
	if (stale.size > 0)
		yield* page.wrap('An old input counts for configuration only; what changes by the hour is unknown.', 2);
}

/** What an input tells where better ones of the same vCenter do not, and how old it is. */
function* filledIn(
	page: Page,
	{ kind, location, filled, collectedAt }: ReportInput,
	evaluatedAt: string,
): Iterable<string> {
	if (filled === undefined) return;
	const age = formatAge((Date.parse(evaluatedAt) - Date.parse(collectedAt)) / 1000);
	const data = filled.map(({ collection, datum, count }) =>
		datum === '*' ? `${collection} (${formatCount(count)})` : `${collection}.${datum} (${formatCount(count)})`,
	);
	const shown = page.all ? data : data.slice(0, 8);
	const rest = data.length > shown.length ? ` and ${data.length - shown.length} more (--all)` : '';
	const text = `from ${kindWord(kind)} ${placeName(location)} (${age} old): ${shown.join(', ')}${rest}`;
	yield* page.wrap(text, 2);
}

function vcenterOf(report: Report, side: ReportInput['side']): string {
	const input = report.inputs.find((one) => one.side === side);
	if (input === undefined) return `${side} not read`;
	const { name, version, build } = input.vcenter;
	const release = version === undefined ? '(version unknown)' : version;
	return `${name ?? placeName(input.location)} ${release}${build === undefined ? '' : ` build ${build}`}`;
}

function inputWords(input: ReportInput, evaluatedAt: string, stale: boolean): string {
	const age = (Date.parse(evaluatedAt) - Date.parse(input.collectedAt)) / 1000;
	const words = Number.isFinite(age) ? formatAge(age) : 'age unknown';
	return `${input.side} ${escapeText(kindWord(input.kind))}, ${words}${stale ? ' (OLD)' : ''}`;
}
