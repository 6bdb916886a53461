import type { Report } from '../../src/model/report.js';
import { merged, type Pair } from '../mutations/bases.js';
import { findingLines } from '../mutations/mutation.js';
import { isWorkbook, KINDS, type Kind } from './kinds.js';
import { type Label, labelsOf, type Mode } from './label.js';
import { canShow, type Place, put, type Sites } from './place.js';
import { Random } from './random.js';
import { awkward, checkPair, cleanSite, type Names, namesOf, readSite } from './sites.js';
import type { Datum, Value } from './tables.js';

/** A value of a datum, to be put somewhere. */
export interface Instance {
	readonly datum: Datum;
	readonly value: Value;
	readonly copy: number;
}

/** A pair of sites to be made: what is put into them, and how they are read. */
export interface PairCase {
	readonly name: string;
	readonly kinds: Pair<Kind>;
	/** The column of the table that its cases count in. */
	readonly column: string;
	readonly instances: readonly Instance[];
	/** All go into one VM, which runs. */
	readonly together?: true;
}

/** What came of a pair: the findings that its defects mean, and those that there are. */
export interface Judged {
	readonly pair: PairCase;
	readonly expected: readonly Label[];
	readonly found: readonly Label[];
	/** By instance: the labels it stands for, and the rules that it is a decoy of. */
	readonly cases: readonly {
		readonly instance: Instance;
		readonly labels: readonly Label[];
		readonly decoyOf: readonly string[];
	}[];
	readonly report: Report;
}

/** Kinds of both sides that are mixed, beside those where both are alike. */
export const MIXED: readonly Pair<Kind>[] = [
	{ source: 'xlsx', destination: 'live' },
	{ source: 'recording', destination: 'inventory' },
	{ source: 'live', destination: 'csv' },
];
/** What is lost with every move, whatever is put into the pair. */
const ALWAYS = { 'history-lost': 'info', 'moref-change': 'info' };
/** VMs changed in one pair. */
const AT_ONCE = 12;
/** Cases that a rule should have at least. */
const ENOUGH = 5;

/** The pairs of a kind (or of mixed kinds): values of VMs side by side, all others alone. */
export function pairsOf(data: readonly Datum[], column: string, kinds: Pair<Kind>): PairCase[] {
	const usable = data.flatMap((datum) =>
		datum.values.filter((value) => shows(datum, value, kinds)).map((value) => ({ datum, value })),
	);
	const random = new Random('pairs', column, kinds.source);
	const often = caseCounts(data);
	const instances = usable.flatMap(({ datum, value }) => {
		const copies = column === 'mixed' ? Number(random.below(3) === 0) : copiesOf(value, often);
		return Array.from({ length: copies }, (_, copy) => ({ datum, value, copy }));
	});
	const beside = random.shuffled(instances.filter(({ datum }) => (datum.of ?? 'vm') === 'vm' && !datum.alone));
	const alone = instances.filter((instance) => !beside.includes(instance));
	const groups = Array.from({ length: Math.ceil(beside.length / AT_ONCE) }, (_, at) =>
		beside.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
	);
	const name = (at: number) => `${kinds.source} to ${kinds.destination}, ${at + 1}`;
	return [...groups, ...alone.map((one) => [one])].map((own, at) => ({
		name: name(at),
		kinds,
		column,
		instances: own,
	}));
}

function shows(datum: Datum, value: Value, kinds: Pair<Kind>): boolean {
	const allowed = value.kinds ?? datum.kinds;
	if (allowed !== undefined && !(allowed.includes(kinds.source) && allowed.includes(kinds.destination))) return false;
	return canShow(datum, value, isWorkbook(kinds.source)) && canShow(datum, value, isWorkbook(kinds.destination));
}

/** How many values of all data and kinds a rule finds. */
function caseCounts(data: readonly Datum[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const datum of data)
		for (const value of datum.values)
			for (const rule of Object.keys(value.finds ?? {}))
				counts.set(rule, (counts.get(rule) ?? 0) + KINDS.filter((kind) => shows(datum, value, alike(kind))).length);
	return counts;
}

/** As many as give each rule enough cases over all kinds, where it has few values; one more where a VM that is off is a decoy. */
function copiesOf(value: Value, counts: ReadonlyMap<string, number>): number {
	const finds = Object.entries(value.finds ?? {});
	const wanted = finds.map(([rule]) => Math.ceil(ENOUGH / (counts.get(rule) ?? ENOUGH)));
	return Math.max(1, ...wanted) + (finds.some(([, text]) => byMode(text)) ? 1 : 0);
}

const byMode = (finds: string): boolean => /(^-\/|\/-)/.test(finds);
export const alike = (kind: Kind): Pair<Kind> => ({ source: kind, destination: kind });

/** Makes the sites of a pair, reads them as its kinds are read, and evaluates them. */
export async function judge(pair: PairCase): Promise<Judged> {
	const random = new Random('corpus', pair.name);
	const { kinds, instances } = pair;
	const sites: Sites = {
		source: await cleanSite('source', isWorkbook(kinds.source)),
		destination: await cleanSite('destination', isWorkbook(kinds.destination)),
	};
	const before = JSON.stringify(sites.destination);
	awkward(sites.source, random);
	const names = namesOf(sites);
	const vms = random.shuffled([...names.vms.keys()]);
	const change: { plan?: object; probes?: object } = {};
	const expected = labelsOf(ALWAYS, { of: 'pair', mode: 'hot', place: placeOf(names, 0, random), names });
	const cases = instances.map((instance, at) => {
		const place = placeOf(names, vms[pair.together ? 0 : at] ?? 0, random);
		const mode = pair.together ? 'hot' : powered(instance, place, sites, random);
		if (mode === 'cold')
			expected.push({ rule: 'power-state-plan', severity: 'info', subject: `source vm ${place.vm}` });
		const { plan, probes } = put(instance.datum, instance.value, place, sites, names, random);
		change.plan = merged(change.plan ?? {}, plan);
		if (probes !== undefined) change.probes = probes;
		const labels = labelsOf(instance.value.finds ?? {}, { of: instance.datum.of ?? 'vm', mode, place, names });
		expected.push(...labels);
		return { instance, labels, decoyOf: decoys(instance, labels) };
	});
	const touched = JSON.stringify(sites.destination) !== before;
	const report = await checkPair(
		{
			source: await readSite('source', kinds.source, sites.source, random),
			destination: await readSite('destination', kinds.destination, touched ? sites.destination : undefined, random),
		},
		kinds,
		change,
	);
	return { pair, expected, found: found(report), cases, report };
}

function placeOf(names: Names, vm: number, random: Random): Place {
	return {
		vm: names.vms[vm] ?? '',
		vmId: names.vmIds[vm] ?? '',
		sourceHost: random.of(names.hosts.source),
		destinationHost: random.of(names.hosts.destination),
		network: random.of(names.networks),
	};
}

/** One VM in four is off, unless the datum decides, or the value is found in one mode alone: then it is put into VMs of both. */
function powered({ datum, value, copy }: Instance, place: Place, sites: Sites, random: Random): Mode {
	if ((datum.of ?? 'vm') !== 'vm' || datum.alone || datum.power !== undefined) return 'hot';
	const both = Object.values(value.finds ?? {}).some(byMode);
	if (both ? copy % 2 === 0 : random.below(4) > 0) return 'hot';
	const off: Datum = { datum: 'vms.powerState', path: 'powerState', cell: ['vInfo', 'Powerstate'], values: [] };
	put(off, { is: 'poweredOff' }, place, sites, EMPTY, random);
	return 'cold';
}
const EMPTY: Names = {
	vms: [],
	vmIds: [],
	hosts: { source: [], destination: [] },
	vcenters: { source: '', destination: '' },
	datastore: '',
	networks: [],
};

/** Rules that other values of the datum are found by, and this one is not. */
function decoys({ datum }: Instance, labels: readonly Label[]): string[] {
	const rules = new Set(datum.values.flatMap(({ finds }) => Object.keys(finds ?? {})));
	return [...rules].filter((rule) => !labels.some((label) => label.rule === rule));
}

function found(report: Report): Label[] {
	return findingLines(report)
		.filter((line) => line.startsWith('fail '))
		.map((line) => {
			const [, severity = '', rule = '', subject = ''] = /^fail (\S+) ([^:]+): (.*)$/s.exec(line) ?? [];
			return { rule, severity, subject };
		});
}
