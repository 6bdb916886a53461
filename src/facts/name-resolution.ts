import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { DeclaredDns } from '../model/plan.js';
import type { Scope } from '../model/scope.js';
import { compileGlob } from '../shared/glob.js';
import { isAddress } from '../shared/network-address.js';
import { result } from './shared/agreed.js';
import { stillCounts } from './shared/declared.js';
import { fullName, vcenterNames } from './shared/parties.js';

const o = Type.Optional;

interface NameResolution {
	/** Every name resolves at the other side, both ways. Only of the pair. */
	forward?: boolean;
	/** A PTR record exists and gives the name back. Only of a host. */
	reverse?: boolean;
	/** Names of both sides in scope: how many, which are said to fail, which nobody vouches for (at most five each). */
	names: number;
	failing: string[];
	open: string[];
	openCount: number;
	/** Whether a vCenter, or a host that is known by name, is among those that fail or are open. */
	needed: boolean;
}
interface Named {
	readonly name: string;
	readonly aliases: readonly string[];
	readonly needed: boolean;
}

const NOT_DECLARED: MissingDatum = { datum: 'dns', reason: 'not-declared' };
const list = Type.Array(Type.String());

/**
 * Whether somebody vouches that names resolve (design 6.1.2): all vCenter and host names in scope of both sides forward, and
 * each host's address in reverse. A host that the inventory knows by address only is asked for by its full name if known.
 */
export default fact({
	subjects: ['pair', 'host'],
	schema: Type.Object({
		forward: o(Type.Boolean()),
		reverse: o(Type.Boolean()),
		names: Type.Number(),
		failing: list,
		open: list,
		openCount: Type.Number(),
		needed: Type.Boolean(),
	}),
	prepare: ({ scope }) => {
		const entries = scope.plan.declared.dns
			.filter((entry) => stillCounts(entry, scope.evaluatedAt))
			.map((entry) => ({ entry, matches: compileGlob(entry.name) }));
		return (named: Named, question: 'forward' | 'reverse') =>
			entries
				.filter(({ entry, matches }) => covers(entry, matches, named) && answerOf(entry, question) !== undefined)
				.map(({ entry }) => ({ answer: answerOf(entry, question) === true, evidence: entry.evidence }));
	},
	hostKey: (host, _side, _context, ask) => JSON.stringify([ask(namedHost(host), 'reverse'), namedHost(host).needed]),
	derive: (subject, _context, ask) =>
		'moves' in subject ? judge(namesOf(subject), 'forward', ask) : judge([namedHost(subject.host)], 'reverse', ask),
});

type Ask = (named: Named, question: 'forward' | 'reverse') => readonly { answer: boolean; evidence: string }[];

function judge(names: readonly Named[], question: 'forward' | 'reverse', ask: Ask) {
	const failing: Named[] = [];
	const open: Named[] = [];
	const evidence = new Set<string>();
	for (const named of names) {
		const answers = ask(named, question);
		for (const { evidence: text } of answers) evidence.add(text);
		if (answers.some(({ answer }) => !answer)) failing.push(named);
		else if (answers.length === 0) open.push(named);
	}
	const first = (items: readonly Named[]): string[] => items.slice(0, 5).map(({ name }) => name);
	const value: NameResolution = {
		names: names.length,
		failing: first(failing),
		open: first(open),
		openCount: open.length,
		needed: [...failing, ...open].some(({ needed }) => needed),
	};
	if (failing.length > 0) value[question] = false;
	else if (open.length === 0) value[question] = true;
	const missing: Record<string, MissingDatum[]> = value[question] === undefined ? { [question]: [NOT_DECLARED] } : {};
	return result(value, { missing, declared: [...evidence] });
}

function namesOf({ source, destination, sourceHosts, destinationHosts }: Scope): readonly Named[] {
	const vcenters = [source, destination].map((site): Named => {
		const aliases = vcenterNames(site);
		return { name: aliases[0] ?? `the ${site.side} vCenter`, aliases, needed: true };
	});
	return [...vcenters, ...sourceHosts.map(namedHost), ...destinationHosts.map(namedHost)];
}

function namedHost(host: Host): Named {
	const fqdn = fullName(host);
	const byAddress = isAddress(host.name);
	const aliases = fqdn === undefined ? [host.name] : [host.name, fqdn];
	return { name: byAddress ? (fqdn ?? host.name) : host.name, aliases, needed: !byAddress };
}

function covers(entry: DeclaredDns, matches: (text: string) => boolean, { aliases }: Named): boolean {
	return aliases.some(matches) || (entry.address !== undefined && aliases.includes(entry.address));
}

/** An entry that gives an address or says nothing else vouches that its name resolves; reverse must be said. */
function answerOf(entry: DeclaredDns, question: 'forward' | 'reverse'): boolean | undefined {
	if (question === 'reverse') return entry.reverse;
	return entry.forward ?? (entry.address !== undefined || entry.reverse === undefined ? true : undefined);
}
