import { Resolver } from 'node:dns/promises';
import pLimit from 'p-limit';
import type { DnsOutcome, DnsResult } from '../model/probes.js';
import { messageOf } from '../shared/errors.js';
import { isAddress } from '../shared/network-address.js';
import type { AskedName, Probe, ProbeTools } from './contract.js';

/** Questions without any answer after which a name server counts as silent: 2,500 names must not wait for a dead one. */
const SILENT_AFTER = 5;
const TRIES = 2;

/** Outcomes by the error codes of c-ares. */
const OUTCOMES: Readonly<Record<string, DnsOutcome>> = {
	ENOTFOUND: 'no-such-name',
	ENODATA: 'no-data',
	ETIMEOUT: 'time-out',
	ECANCELLED: 'not-asked',
	EREFUSED: 'refused',
	ECONNREFUSED: 'refused',
	ESERVFAIL: 'server-failure',
};

/**
 * Asks every resolver for every name (A, else AAAA), and in reverse (PTR) for its known addresses, else for those that the
 * name has just given.
 */
export default {
	run: async ({ names, resolvers }, tools) => {
		const limit = pLimit(tools.limits.concurrency);
		const lists = await Promise.all(
			resolvers.map(async (address) => {
				const server = nameServer(address, tools);
				if (typeof server === 'string')
					return names.map((name) => ({ ...question(address, 'forward', name.name, tools), ...failed(server) }));
				const results = await Promise.all(names.map((name) => limit(() => askAbout(server, name))));
				return results.flat();
			}),
		);
		return { dns: lists.flat() };
	},
} satisfies Probe;

const failed = (detail: string) => ({ outcome: 'error' as const, detail });
const question = (resolver: string, kind: DnsResult['question'], asked: string, tools: ProbeTools) => ({
	resolver,
	question: kind,
	asked,
	at: tools.clock(),
});

interface NameServer {
	ask(kind: DnsResult['question'], asked: string): Promise<DnsResult>;
}

/** One resolver with its own memory of silence; a text says why it cannot be used. */
function nameServer(address: string, tools: ProbeTools): NameServer | string {
	const resolver = new Resolver({ timeout: tools.limits.dnsMs, tries: TRIES });
	try {
		if (address !== 'system') resolver.setServers([address]);
	} catch (error) {
		return `${address} is no address of a name server: ${messageOf(error)}`;
	}
	let answered = false;
	let silent = 0;
	const cancel = () => resolver.cancel();
	tools.deadline.addEventListener('abort', cancel, { once: true });
	return {
		ask: async (kind, asked) => {
			const about = question(address, kind, asked, tools);
			if (tools.deadline.aborted)
				return { ...about, outcome: 'not-asked', detail: 'the time for all probes had passed' };
			if (!answered && silent >= SILENT_AFTER)
				return { ...about, outcome: 'not-asked', detail: `${address} answered none of ${silent} questions` };
			const result = await asking(resolver, kind, asked);
			if (result.outcome === 'time-out' || result.outcome === 'refused') silent++;
			else answered = true;
			return { ...about, ...result };
		},
	};
}

type Answer = Pick<DnsResult, 'outcome' | 'answers' | 'detail'>;

async function asking(resolver: Resolver, kind: DnsResult['question'], asked: string): Promise<Answer> {
	if (kind === 'reverse') return answerOf(() => resolver.reverse(asked));
	const answer = await answerOf(() => resolver.resolve4(asked));
	return answer.outcome === 'no-data' ? answerOf(() => resolver.resolve6(asked)) : answer;
}

async function answerOf(ask: () => Promise<string[]>): Promise<Answer> {
	try {
		return { outcome: 'answered', answers: await ask() };
	} catch (error) {
		const code = (error as { code?: unknown }).code;
		const outcome = typeof code === 'string' ? (OUTCOMES[code] ?? 'error') : 'error';
		return outcome === 'error' ? { outcome, detail: messageOf(error) } : { outcome };
	}
}

async function askAbout(server: NameServer, { name, addresses }: AskedName): Promise<DnsResult[]> {
	// A host that its inventory knows by address only has nothing to be asked forward.
	const forward = isAddress(name) ? [] : [await server.ask('forward', name)];
	const back = addresses.length > 0 ? addresses : isAddress(name) ? [name] : (forward[0]?.answers ?? []);
	const reverse: DnsResult[] = [];
	for (const address of back) reverse.push(await server.ask('reverse', address));
	return [...forward, ...reverse];
}
