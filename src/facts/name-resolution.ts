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
import { type DnsSeen, dnsSeen, type SeenName } from './shared/dns-seen.js';
import { askedName, fullName, vcenterNames } from './shared/parties.js';

const o = Type.Optional;

interface NameResolution {
	/** Every name resolves at the other side, both ways. Only of the pair. */
	forward?: boolean;
	/** A PTR record exists and gives the name back. Only of a host. */
	reverse?: boolean;
	/** Names of both sides in scope: how many, which fail and why, which nobody vouches for (at most five each). */
	names: number;
	failing: string[];
	open: string[];
	openCount: number;
	/** Whether a vCenter, or a host that is known by name, is among those that fail or are open. */
	needed: boolean;
}
interface Named {
	readonly name: string;
	/** As name servers are asked. */
	readonly asked: string;
	readonly host?: Host;
	readonly aliases: readonly string[];
	readonly needed: boolean;
}

const NOT_DECLARED: MissingDatum = { datum: 'dns', reason: 'not-declared' };
/** Which name servers a vCenter asks is in no source. */
const VCENTERS_ASK_ALIKE = 'The vCenters resolve names as the hosts of their side do.';
const list = Type.Array(Type.String());

/**
 * Whether names resolve (design 6.1.2): all vCenter and host names in scope of both sides forward, and each host's address in
 * reverse. What probes saw counts before what somebody vouches for. A host that the inventory knows by address only is asked
 * for by its full name if known.
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
		const seen = dnsSeen(scope);
		const entries = scope.plan.declared.dns
			.filter((entry) => stillCounts(entry, scope.evaluatedAt))
			.map((entry) => ({ entry, matches: compileGlob(entry.name) }));
		const ask = (named: Named, question: Question): Answers => ({
			seen: seen === undefined ? {} : look(seen, named, question),
			declared: entries
				.filter(({ entry, matches }) => covers(entry, matches, named) && answerOf(entry, question) !== undefined)
				.map(({ entry }) => ({ answer: answerOf(entry, question) === true, evidence: entry.evidence })),
		});
		return { ask, probed: seen?.probed ?? [] };
	},
	hostKey: (host, _side, _context, { ask }) =>
		JSON.stringify([ask(namedHost(host), 'reverse'), namedHost(host).needed]),
	derive: (subject, _context, known) =>
		'moves' in subject ? judge(namesOf(subject), 'forward', known) : judge([namedHost(subject.host)], 'reverse', known),
});

type Question = 'forward' | 'reverse';
interface Answers {
	readonly seen: SeenName;
	readonly declared: readonly { readonly answer: boolean; readonly evidence: string }[];
}
interface Known {
	readonly ask: (named: Named, question: Question) => Answers;
	readonly probed: readonly string[];
}

function look(seen: DnsSeen, { asked, host, aliases }: Named, question: Question): SeenName {
	if (question === 'forward') return isAddress(asked) ? {} : seen.forward(asked, host);
	return host === undefined ? {} : seen.reverse(host, aliases);
}

function judge(names: readonly Named[], question: Question, { ask, probed }: Known) {
	const failing: { named: Named; why: string }[] = [];
	const open: Named[] = [];
	const evidence = new Set<string>();
	let looked = false;
	for (const named of names) {
		const { seen, declared } = ask(named, question);
		if (seen.answer !== undefined) looked = true;
		if (seen.answer === false) failing.push({ named, why: seen.wrong ?? named.name });
		if (seen.answer !== undefined) continue;
		for (const { evidence: text } of declared) evidence.add(text);
		if (declared.some(({ answer }) => !answer)) failing.push({ named, why: `${named.name} is said not to resolve` });
		else if (declared.length === 0) open.push(named);
	}
	const value: NameResolution = {
		names: names.length,
		failing: failing.slice(0, 5).map(({ why }) => why),
		open: open.slice(0, 5).map(({ name }) => name),
		openCount: open.length,
		needed: [...failing.map(({ named }) => named), ...open].some(({ needed }) => needed),
	};
	if (failing.length > 0) value[question] = false;
	else if (open.length === 0) value[question] = true;
	const missing: Record<string, MissingDatum[]> = value[question] === undefined ? { [question]: [NOT_DECLARED] } : {};
	return result(value, {
		missing,
		declared: [...evidence],
		probed: looked ? probed : [],
		assumptions: looked && question === 'forward' ? [VCENTERS_ASK_ALIKE] : [],
	});
}

function namesOf({ source, destination, sourceHosts, destinationHosts }: Scope): readonly Named[] {
	const vcenters = [source, destination].map((site): Named => {
		const aliases = vcenterNames(site);
		const name = aliases[0] ?? `the ${site.side} vCenter`;
		return { name, asked: name, aliases, needed: true };
	});
	return [...vcenters, ...sourceHosts.map(namedHost), ...destinationHosts.map(namedHost)];
}

function namedHost(host: Host): Named {
	const fqdn = fullName(host);
	const byAddress = isAddress(host.name);
	const aliases = fqdn === undefined ? [host.name] : [host.name, fqdn];
	const name = byAddress ? (fqdn ?? host.name) : host.name;
	return { name, asked: askedName(host), host, aliases, needed: !byAddress };
}

function covers(entry: DeclaredDns, matches: (text: string) => boolean, { aliases }: Named): boolean {
	return aliases.some(matches) || (entry.address !== undefined && aliases.includes(entry.address));
}

/** An entry that gives an address or says nothing else vouches that its name resolves; reverse must be said. */
function answerOf(entry: DeclaredDns, question: Question): boolean | undefined {
	if (question === 'reverse') return entry.reverse;
	return entry.forward ?? (entry.address !== undefined || entry.reverse === undefined ? true : undefined);
}
