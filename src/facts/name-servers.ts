import { Type } from 'typebox';
import { fact } from '../model/fact.js';
import type { DnsResult } from '../model/probes.js';
import type { Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { askedFrom, few, newest } from './shared/probed.js';

const o = Type.Optional;
/** Names that a message lists. */
const LISTED = 3;

interface NameServers {
	/** Whether more than one name server of the hosts answered. */
	compared: boolean;
	/** They give the same addresses for every name. */
	agree?: boolean;
	/** `esx01.mi: 10.1.0.11 at 10.1.0.53, no such name at 10.2.0.53`. */
	differing: string[];
}

/** Whether the name servers in the configuration of the hosts in scope give the same answers: a host asks whichever is up. */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({ compared: Type.Boolean(), agree: o(Type.Boolean()), differing: Type.Array(Type.String()) }),
	derive: (scope) => {
		const answers = answersByName(scope);
		const servers = new Set([...answers.values()].flatMap((byServer) => [...byServer.keys()]));
		const compared = servers.size > 1;
		const differing = [...answers].flatMap(([name, byServer]) => {
			const groups = groupsOf(byServer);
			return groups.size > 1
				? [`${name}: ${[...groups].map(([answer, at]) => `${answer} at ${few(at, 2)}`).join(', ')}`]
				: [];
		});
		const rest = differing.length - LISTED;
		const value: NameServers = {
			compared,
			agree: differing.length === 0,
			differing: rest > 0 ? [...differing.slice(0, LISTED), `and ${rest} more names`] : differing,
		};
		const runs = [...new Set(scope.probes?.filter(({ dns }) => dns.length > 0).map(askedFrom))];
		return result(value, { probed: compared ? [`${few([...servers])}, asked ${few(runs, 2)}`] : [] });
	},
});

type ByServer = ReadonlyMap<string, DnsResult>;

function answersByName(scope: Scope): ReadonlyMap<string, ByServer> {
	const own = new Set([...scope.sourceHosts, ...scope.destinationHosts].flatMap(({ dns }) => dns?.servers ?? []));
	const final = newest(
		scope,
		({ dns }) =>
			dns.filter(
				({ resolver, question, outcome }) =>
					own.has(resolver) && question === 'forward' && ['answered', 'no-such-name', 'no-data'].includes(outcome),
			),
		({ resolver, asked }) => `${resolver}\0${asked.toLowerCase()}`,
	);
	const names = new Map<string, Map<string, DnsResult>>();
	for (const { result: answer } of final.values()) {
		const name = answer.asked.toLowerCase();
		const byServer = names.get(name) ?? new Map<string, DnsResult>();
		names.set(name, byServer.set(answer.resolver, answer));
	}
	return names;
}

/** Servers by what they answered. */
function groupsOf(byServer: ByServer): ReadonlyMap<string, string[]> {
	const groups = new Map<string, string[]>();
	for (const [server, { outcome, answers = [] }] of byServer) {
		const answer = outcome === 'answered' ? [...answers].sort().join(' ') : 'no such name';
		groups.set(answer, [...(groups.get(answer) ?? []), server]);
	}
	return groups;
}
