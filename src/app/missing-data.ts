import type { Collector } from '../collectors/contract.js';
import type { MissingDatum } from '../model/coverage.js';
import type { Report, ReportInput } from '../model/report.js';
import type { Side } from '../model/site-pair.js';
import { nameOf } from './datum-names.js';
import { baseOf, originOf } from './datum-origin.js';
import { type PlacesOf, placesOf } from './datum-places.js';

type Told = NonNullable<Report['data']>[string];
type Kinds = Readonly<Record<Side, ReadonlySet<string>>>;

/**
 * The report with what people call the data that it misses, and what would have told each: findings name data as rules read
 * them.
 */
export function withMissingData(report: Report, collectors: Iterable<Collector>): Report {
	const missing = [...report.findings, ...(report.timeline?.unknown ?? [])].flatMap((one) => one.missing ?? []);
	if (missing.length === 0) return report;
	return { ...report, data: missingData(missing, report.inputs, collectors) };
}

/** The same for any missing data of sites that these inputs tell of. */
export function missingData(
	missing: Iterable<MissingDatum>,
	inputs: readonly Pick<ReportInput, 'side' | 'kind'>[],
	collectors: Iterable<Collector>,
): NonNullable<Report['data']> {
	const places = placesOf(collectors);
	const kinds: Kinds = { source: kindsOf(inputs, 'source'), destination: kindsOf(inputs, 'destination') };
	const data = new Map<string, Told>();
	for (const { datum, reason } of missing) {
		const known = data.get(datum)?.told ?? [];
		const more = toldBy(datum, reason, kinds, places);
		const fresh = more.filter((one) => !known.some(({ side, by }) => side === one.side && by === one.by));
		data.set(datum, { name: nameOf(baseOf(datum)), told: [...known, ...fresh] });
	}
	return Object.fromEntries([...data].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function kindsOf(inputs: readonly Pick<ReportInput, 'side' | 'kind'>[], side: Side): ReadonlySet<string> {
	return new Set(inputs.filter((input) => input.side === side).map(({ kind }) => kind));
}

function toldBy(datum: string, reason: string, kinds: Kinds, places: PlacesOf): Told['told'] {
	const origin = originOf(datum, reason);
	if (origin === undefined) return [];
	if ('plan' in origin) return [{ by: `the plan, ${origin.plan}` }];
	if ('probe' in origin) return [{ by: `a probe, ${origin.probe}` }];
	const { sides, collection } = origin;
	return sides.flatMap((side) => {
		const found = [...kinds[side]].flatMap((kind) => places(kind, collection, origin.datum) ?? []);
		if (found.length > 0) return [...new Set(found)].map((by) => ({ side, by }));
		const live = places('vcenter', collection, origin.datum);
		return live === undefined ? [] : [{ side, by: `a live vCenter, ${live}` }];
	});
}
