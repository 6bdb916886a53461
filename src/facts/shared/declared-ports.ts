import type { DeclaredFirewall } from '../../model/plan.js';
import type { Scope } from '../../model/scope.js';
import { compileGlob } from '../../shared/glob.js';
import { inNetwork, isAddress, parseNetwork } from '../../shared/network-address.js';
import { stillCounts } from './declared.js';
import type { Party } from './parties.js';

/** Addresses of a party that one end of an entry covers, by position; `*` is a party whose addresses are unknown. */
type Cover = (party: Party) => string;

interface Entry {
	readonly open: boolean;
	readonly both: boolean;
	readonly evidence: string;
	readonly from: Cover;
	readonly to: Cover;
}

/** What declarations say about one port between two parties. */
export interface PortAnswer {
	/** Undefined while no entry covers every pair of addresses in every direction asked and none says that one is closed. */
	readonly open?: boolean;
	readonly evidence: readonly string[];
}

export interface DeclaredPort {
	/** Key of a party: parties with the same key get the same answers. */
	keyOf(party: Party): string;
	between(a: Party, b: Party): PortAnswer;
	/** From `a` to `b` alone. */
	towards(a: Party, b: Party): PortAnswer;
	/** From `a` to whatever the entries name: for peers that nobody lists. */
	anywhere(a: Party): PortAnswer;
}

/** The declarations about one port that still count, compiled once. */
export function declaredPort(scope: Scope, port: number, protocol: 'tcp' | 'udp'): DeclaredPort {
	const entries = scope.plan.declared.firewall
		.filter((entry) => entry.port === port && entry.protocol === protocol && stillCounts(entry, scope.evaluatedAt))
		.map(compile);
	const covers = new WeakMap<Party, readonly (readonly [string, string])[]>();
	const coversOf = (party: Party): readonly (readonly [string, string])[] => {
		const found = covers.get(party) ?? entries.map((entry) => [entry.from(party), entry.to(party)] as const);
		covers.set(party, found);
		return found;
	};
	return {
		keyOf: (party) =>
			`${families(party)} ${coversOf(party)
				.map((pair) => pair.join('/'))
				.join(' ')}`,
		between: (a, b) => answer(entries, coversOf(a), coversOf(b), a, b, [true, false]),
		towards: (a, b) => answer(entries, coversOf(a), coversOf(b), a, b, [true]),
		anywhere: (a) => {
			const found = entries.filter((entry) => !entry.from(a).includes('0'));
			const closed = found.find((entry) => !entry.open);
			const evidence = found.map((entry) => entry.evidence);
			if (closed) return { open: false, evidence: [closed.evidence] };
			return found.length > 0 ? { open: true, evidence } : { evidence };
		},
	};
}

function compile(entry: DeclaredFirewall): Entry {
	return { ...entry, from: coverOf(entry.from), to: coverOf(entry.to) };
}

/** A network or address covers addresses; a name, glob or cluster path covers all that it names. */
function coverOf(text: string): Cover {
	const network = parseNetwork(text);
	if (network) {
		const everything = network[1] === 0;
		return ({ addresses }) =>
			addresses.length === 0
				? bit(everything)
				: addresses.map((address) => bit(inNetwork(address, network) === true)).join('');
	}
	const matches = compileGlob(text.replace(/^\/+|\/+$/g, ''));
	return ({ names, clusters, addresses }) =>
		bit(names.some(matches) || clusters.some(matches)).repeat(Math.max(addresses.length, 1));
}

const bit = (yes: boolean): string => (yes ? '1' : '0');
/** `4`, `6` or `?` per address: addresses of different families do not talk to each other. */
const families = ({ addresses }: Party): string =>
	addresses.length === 0
		? '?'
		: addresses.map((address) => (isAddress(address) && address.includes(':') ? '6' : '4')).join('');

type Covers = readonly (readonly [string, string])[];

function answer(
	entries: readonly Entry[],
	from: Covers,
	to: Covers,
	a: Party,
	b: Party,
	directions: readonly boolean[],
): PortAnswer {
	const [left, right] = [families(a), families(b)];
	const used = new Set<string>();
	let pairs = 0;
	let open = true;
	for (let i = 0; i < left.length; i++)
		for (let j = 0; j < right.length; j++) {
			if (left[i] !== '?' && right[j] !== '?' && left[i] !== right[j]) continue;
			pairs++;
			for (const forward of directions) {
				const found = entries.filter((entry, e) => applies(entry, from[e], to[e], i, j, forward));
				for (const entry of found) used.add(entry.evidence);
				if (found.some((entry) => !entry.open)) return { open: false, evidence: [...used] };
				if (found.length === 0) open = false;
			}
		}
	return open && pairs > 0 ? { open: true, evidence: [...used] } : { evidence: [] };
}

function applies(
	entry: Entry,
	a: readonly [string, string] | undefined,
	b: readonly [string, string] | undefined,
	i: number,
	j: number,
	forward: boolean,
): boolean {
	if (!a || !b) return false;
	const along = forward ? a[0][i] === '1' && b[1][j] === '1' : b[0][j] === '1' && a[1][i] === '1';
	const against = forward ? b[0][j] === '1' && a[1][i] === '1' : a[0][i] === '1' && b[1][j] === '1';
	return along || (entry.both && against);
}
