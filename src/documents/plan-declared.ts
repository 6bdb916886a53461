import type { Declaration, Declarations, DeclaredObjects } from '../model/plan.js';
import type { PlanDocument } from '../model/plan-document.js';
import { defined } from '../shared/defined.js';
import { UserError } from '../shared/errors.js';
import { parseTime } from '../shared/parse-units.js';
import { listOf } from './list-of.js';
import type { DocumentPath } from './positioned.js';

type Declared = NonNullable<PlanDocument['declared']>;
type Where = (path: DocumentPath) => string;
interface Evidence {
	readonly evidence: string;
	readonly asOf?: string;
	readonly expires?: string;
}

/**
 * The `declared` section in the model's own terms (design 6.1.1).
 * @throws UserError for a date that is none and a port that is none.
 */
export function declarations(declared: Declared, where: Where): Declarations {
	const pair = declared.pair;
	return defined({
		pair: pair && {
			...evidence(pair, ['declared', 'pair'], where),
			...defined(pairData(pair)),
		},
		objects: objects(declared, where),
		folders: declared.folders?.map((entry, index) => ({
			...evidence(entry, ['declared', 'folders', index], where),
			names: listOf(entry.names),
		})),
		privileges: declared.privileges?.map((entry, index) => ({
			...evidence(entry, ['declared', 'privileges', index], where),
			side: entry.side,
			held: listOf(entry.held),
		})),
		firewall: (declared.firewall ?? []).map((entry, index) => {
			const path = ['declared', 'firewall', index];
			return { ...evidence(entry, path, where), ...firewallEntry(entry, () => where([...path, 'port'])) };
		}),
		dns: (declared.dns ?? []).map((entry, index) => ({
			...evidence(entry, ['declared', 'dns', index], where),
			...defined({ name: entry.name, address: entry.address, forward: entry.forward, reverse: entry.reverse }),
		})),
	});
}

/** What is said, without what it rests on. */
function pairData({ evidence: _, asOf: __, expires: ___, ...data }: NonNullable<Declared['pair']>) {
	return data;
}

function objects(declared: Declared, where: Where): DeclaredObjects[] {
	const entry = (
		collection: DeclaredObjects['collection'],
		side: DeclaredObjects['side'],
		index: number,
		{ names, evidence: text, asOf, expires, ...data }: Evidence & { names: string | string[] } & object,
	): DeclaredObjects => ({
		...evidence(defined({ evidence: text, asOf, expires }), ['declared', collection, index], where),
		side,
		collection,
		names: listOf(names),
		data: defined(data),
	});
	return [
		...(declared.vms ?? []).map((vm, index) => entry('vms', 'source', index, vm)),
		...(declared.hosts ?? []).map(({ side, ...host }, index) => entry('hosts', side, index, host)),
		...(declared.datastores ?? []).map(({ side, ...store }, index) => entry('datastores', side, index, store)),
	];
}

function firewallEntry(entry: NonNullable<Declared['firewall']>[number], where: () => string) {
	const [port, protocol] = entry.port.split('/');
	const number = Number(port);
	if (number < 1 || number > 65535)
		throw new UserError('plan-value', `${where()}: port ${port} does not exist; ports go from 1 to 65535.`);
	return {
		from: entry.from,
		to: entry.to,
		port: number,
		protocol: protocol === 'udp' ? ('udp' as const) : ('tcp' as const),
		open: entry.open,
		both: entry.both ?? false,
	};
}

/** How the lines that reports offer to paste end: whoever leaves it so vouches for nothing. */
const TEMPLATE = /\bwho\b.*\bwhen\W*$/i;

function evidence(given: Evidence, path: DocumentPath, where: Where): Declaration {
	if (TEMPLATE.test(given.evidence))
		throw new UserError(
			'plan-value',
			`${where([...path, 'evidence'])}: evidence is still the template "${given.evidence}".`,
			{ suggestions: ['Write who vouches for it and since when, such as "CHG-1234, network team, 2026-11-18".'] },
		);
	const name = path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join('.');
	return defined({
		evidence: given.evidence,
		asOf: day(given.asOf, [...path, 'asOf'], where),
		expires: day(given.expires, [...path, 'expires'], where),
		where: name.replaceAll('.[', '['),
	});
}

/** A date or time as given, checked; whoever compares it takes a date's expiry as the end of that day UTC. */
function day(text: string | undefined, path: DocumentPath, where: Where): string | undefined {
	if (text !== undefined && parseTime(text) === undefined)
		throw new UserError(
			'plan-value',
			`${where(path)}: ${path.at(-1)} is "${text}", and must be a date such as 2027-01-31.`,
		);
	return text;
}
