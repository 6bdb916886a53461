import type { Host } from '../../model/inventory/host.js';
import type { DnsResult, HostRun } from '../../model/probes.js';
import type { Scope } from '../../model/scope.js';
import type { Side } from '../../model/site-pair.js';
import { isAddress } from '../../shared/network-address.js';
import { askedName, managementAddresses } from './parties.js';
import { askedFrom, few, hostRuns, minute, newest, type Seen } from './probed.js';

/** What was seen of one name by all hosts in scope. */
export interface SeenName {
	/** True when every host in scope gets the right answer, false when one does not, undefined while one's answer is not known. */
	readonly answer?: boolean;
	/** What is wrong with it, and at which name server. */
	readonly wrong?: string;
}

export interface DnsSeen {
	/** Whether a name resolves, to an address of the host where those are known. */
	forward(name: string, host?: Host): SeenName;
	/** Whether every management address of a host gives one of its names back. */
	reverse(host: Host, names: readonly string[]): SeenName;
	/** What the answers rest on: who was asked, from where and when. */
	readonly probed: readonly string[];
}

type Question = DnsResult['question'];
type Answer = Pick<DnsResult, 'outcome' | 'answers'> & { readonly by: string };
/** One way in which hosts in scope resolve names: on a host itself, or through the same name servers. */
type Asker = (question: Question, asked: string) => Answer | undefined;

/**
 * Answers that count as those of the hosts (design 6.1.2): of scripts that ran on them, and of the very name servers in their
 * configuration, asked from anywhere. A host asks its first name server first, and an answer, also "no such name", is final;
 * while the first one is silent nobody knows what the host gets. Undefined without any such result.
 */
export function dnsSeen(scope: Scope): DnsSeen | undefined {
	if (scope.probes === undefined || scope.probes.length === 0) return undefined;
	const asked = newest(
		scope,
		({ dns }) => dns,
		(result) => key(result.resolver, result.question, result.asked),
	);
	const { askers, probed } = askersOf(scope, asked);
	if (probed.length === 0) return undefined;
	return {
		probed,
		forward: (name, host) =>
			verdict(
				askers.map((ask) => ask('forward', name)),
				(answer) => wrongForward(name, answer, host),
			),
		reverse: (host, names) => {
			const addresses = managementAddresses(host);
			const known = addresses.length > 0 ? addresses : addressesOf(askers, askedName(host));
			if (known.length === 0) return {};
			return verdict(
				known.flatMap((address) => askers.map((ask) => ask('reverse', address))),
				(answer) => wrongReverse(answer, names),
			);
		},
	};
}

function askersOf(scope: Scope, asked: ReadonlyMap<string, Seen<DnsResult>>) {
	const onHost = hostRuns(scope);
	const askers = new Map<string, Asker>();
	const servers = new Map<string, string>();
	const heard = new Map([...asked.values()].map(({ run, result }) => [result.resolver, askedFrom(run)]));
	const hosts: string[] = [];
	const add = (side: Side, host: Host): void => {
		const own = onHost(side, host);
		if (own !== undefined && own.result.names.length > 0) {
			askers.set(`${side} ${host.name}`, askerOnHost(own.result));
			hosts.push(`${host.name} (${minute(own.result.startedAt)})`);
			return;
		}
		const [first] = host.dns?.servers ?? [];
		askers.set(first ?? '', (question, name) => {
			const found = first === undefined ? undefined : asked.get(key(first, question, name));
			return found && { ...found.result, by: found.result.resolver };
		});
		const from = first === undefined ? undefined : heard.get(first);
		if (first !== undefined && from !== undefined) servers.set(first, from);
	};
	for (const host of scope.sourceHosts) add('source', host);
	for (const host of scope.destinationHosts) add('destination', host);
	const from = [...new Set(servers.values())];
	return {
		askers: [...askers.values()],
		probed: [
			...from.map((vantage) => {
				const those = [...servers].filter(([, place]) => place === vantage).map(([server]) => server);
				return `answers of the name servers in the configuration of the hosts (${few(those)}), asked ${vantage}`;
			}),
			...(hosts.length > 0 ? [`name look-ups run on the hosts themselves: ${few(hosts)}`] : []),
		],
	};
}

function askerOnHost(run: HostRun): Asker {
	const names = new Map(run.names.map((result) => [key('', result.question, result.asked), result]));
	return (question, name) => {
		const found = names.get(key('', question, name));
		return found && { ...found, by: run.host.name };
	};
}

/** One wrong answer decides; all must be known for a right one. */
function verdict(answers: readonly (Answer | undefined)[], wrongIn: (answer: Answer) => string | undefined): SeenName {
	let known = answers.length > 0;
	for (const answer of answers) {
		if (answer === undefined || !isFinal(answer)) known = false;
		else {
			const wrong = wrongIn(answer);
			if (wrong !== undefined) return { answer: false, wrong };
		}
	}
	return known ? { answer: true } : {};
}

const isFinal = ({ outcome }: Answer): boolean =>
	outcome === 'answered' || outcome === 'no-such-name' || outcome === 'no-data';

/** An answer that names none of a host's addresses leads somewhere else; addresses that no source tells decide nothing. */
function wrongForward(name: string, { outcome, answers = [], by }: Answer, host: Host | undefined): string | undefined {
	if (outcome !== 'answered') return `${name} is not known at ${by}`;
	const own = (host?.vmkernelAdapters ?? []).flatMap(({ ip }) => ip ?? []);
	if (own.length === 0 || answers.some((answer) => own.includes(answer))) return undefined;
	return `${name} is ${few(answers, 2)} at ${by}, which is no address of the host`;
}

function wrongReverse({ outcome, answers = [], by }: Answer, names: readonly string[]): string | undefined {
	if (outcome !== 'answered') return `no reverse record at ${by}`;
	const given = answers.map((answer) => answer.toLowerCase().replace(/\.$/, ''));
	const fits = names.some((name) => {
		const own = name.toLowerCase();
		return given.some((one) => one === own || (!own.includes('.') && one.startsWith(`${own}.`)));
	});
	// A host that is known by its address alone has no name to compare with.
	return fits || names.every(isAddress) ? undefined : `the reverse record at ${by} says ${few(answers, 2)}`;
}

function addressesOf(askers: readonly Asker[], name: string): readonly string[] {
	return [...new Set(askers.flatMap((ask) => ask('forward', name)?.answers ?? []))];
}

const key = (resolver: string, question: Question, asked: string): string =>
	`${resolver}\0${question}\0${asked.toLowerCase()}`;
