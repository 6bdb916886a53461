import type { Collector, CollectorPart, Datum } from '../../collectors/contract.js';

/**
 * The table "what each source can answer", in Markdown: one row per concern and collection. A source that can tell only some of
 * a concern's data names the ones it cannot. "vCenter API" stands for a live vCenter, a govc recording and the mock alike.
 */
export function sourceCapabilityTable(collectors: ReadonlyMap<string, Collector>): string {
	const rows = [...collectors.values()].flatMap(({ title, parts }) => parts.map((one) => row(title, one)));
	return ['| Concern | Of | vCenter API | RVTools | Changes daily |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}

function row(title: string, { collection, data }: CollectorPart): string {
	const volatile = Object.entries(data).flatMap(([name, datum]) => (datum.volatile === true ? [name] : []));
	const cells = [title, collection, told(data, 'vim'), told(data, 'rvtools'), volatile.join(', ') || '–'];
	return `| ${cells.join(' | ')} |`;
}

function told(data: Readonly<Record<string, Datum>>, source: 'vim' | 'rvtools'): string {
	const not = Object.entries(data).flatMap(([name, datum]) => (datum[source] === undefined ? [name] : []));
	const count = Object.keys(data).length;
	if (not.length === 0) return fields(data, source) ?? 'yes';
	if (not.length === count) return 'no';
	return `without ${not.join(', ')}`;
}

/** Fields of list items that RVTools has no column for. */
function fields(data: Readonly<Record<string, Datum>>, source: 'vim' | 'rvtools'): string | undefined {
	if (source === 'vim') return undefined;
	const not = Object.entries(data).flatMap(([name, { items, rvtools }]) => {
		const places = rvtools === undefined ? [] : [rvtools].flat();
		return (items ?? [])
			.filter((field) => !places.some((place) => place.fields?.[field]))
			.map((field) => `${name}.${field}`);
	});
	return not.length === 0 ? undefined : `without ${not.join(', ')}`;
}
