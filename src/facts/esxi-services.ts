import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import { isAddress } from '../shared/network-address.js';
import { result } from './shared/agreed.js';
import { declaredHostDatum } from './shared/declared.js';
import { vcenterParty } from './shared/parties.js';
import { type Peers, rulesetState } from './shared/ruleset.js';

const o = Type.Optional;

interface EsxiServices {
	/** Its vCenter reaches it, and its heartbeats leave. */
	client?: boolean;
	dns?: boolean;
	ntp?: boolean;
	/** What is closed, for messages: "dns is disabled". */
	clientClosed: string[];
	serviceClosed: string[];
}
type Word = 'client' | 'dns' | 'ntp';
const RULESETS: Readonly<Record<Word, readonly string[]>> = {
	client: ['vSphereClient', 'vpxHeartbeats'],
	dns: ['dns'],
	ntp: ['ntpClient'],
};
const WORDS = ['client', 'dns', 'ntp'] as const;

/**
 * What a host's own firewall does with what the host itself lives on: its vCenter (vSphereClient 443 and 902 in, vpxHeartbeats
 * 902/UDP out), names and time (requirements B6). A connected host lets its vCenter in whatever is not told of its rulesets; a
 * host that asks no name or time server needs no ruleset for it.
 */
export default fact({
	subjects: ['host', 'vm-host'],
	schema: Type.Object({
		client: o(Type.Boolean()),
		dns: o(Type.Boolean()),
		ntp: o(Type.Boolean()),
		clientClosed: Type.Array(Type.String()),
		serviceClosed: Type.Array(Type.String()),
	}),
	prepare: ({ scope }) => ({
		vcenters: { source: addressesOf(scope, 'source'), destination: addressesOf(scope, 'destination') },
		declared: Object.fromEntries(
			WORDS.map((word) => [word, declaredHostDatum(scope, `firewall.${word}`)]),
		) as unknown as Readonly<Record<Word, ReturnType<typeof declaredHostDatum>>>,
	}),
	hostKey: (host, side, _context, { declared }) =>
		JSON.stringify([
			host.firewall?.incomingBlocked,
			host.firewall?.outgoingBlocked,
			WORDS.map((word) => [rulesetsOf(host, word), declared[word](side, host)]),
			host.managementServerIp,
			host.connectionState,
			host.dns?.servers,
			host.time?.servers,
			host.time?.protocol,
			host.gaps?.['firewall'],
		]),
	vmData: [],
	derive: (subject, { scope }, { vcenters, declared }) => {
		const side: Side = 'side' in subject ? subject.side : 'destination';
		const { host } = subject;
		const value: EsxiServices = { clientClosed: [], serviceClosed: [] };
		const missing: Record<string, MissingDatum[]> = {};
		const notes = { declared: [] as string[], assumptions: [] as string[] };
		for (const word of WORDS) {
			if (!isUsed(host, word)) {
				value[word] = true;
				continue;
			}
			const closed = word === 'client' ? value.clientClosed : value.serviceClosed;
			const open = answer(host, word, peersOf(host, word, vcenters[side]), closed);
			const vouched =
				open === undefined && rulesetsOf(host, word).length === 0 ? declared[word](side, host) : undefined;
			if (open !== undefined) value[word] = open;
			else if (vouched) {
				value[word] = vouched.value === true;
				if (!value[word]) closed.push(`${RULESETS[word].join(', ')} is said to be disabled`);
				notes.declared.push(vouched.evidence);
			} else if (word === 'client' && host.connectionState === 'connected') {
				value.client = true;
				notes.assumptions.push('A host that is connected lets its vCenter in');
			} else
				missing[word] = [{ datum: `host.firewall.${word}`, reason: scope[side].reason('hosts', host, 'firewall') }];
		}
		return result(value, { missing, ...notes });
	},
});

function rulesetsOf(host: Host, word: Word) {
	return (host.firewall?.rulesets ?? []).filter(({ key }) => RULESETS[word].includes(key));
}

/** Whether all rulesets behind a word are open: certain as soon as one is known to be closed. */
function answer(host: Host, word: Word, peers: Peers, closed: string[]): boolean | undefined {
	const states = RULESETS[word].map((key) => [key, rulesetState(host.firewall, key, peers)] as const);
	for (const [key, { state, peer }] of states) {
		if (state === 'disabled') closed.push(`${key} is disabled`);
		if (state === 'restricted') closed.push(`${key} does not allow ${peer}`);
	}
	if (closed.length > 0 && states.some(([, { state }]) => state === 'disabled' || state === 'restricted')) return false;
	return states.every(([, { state }]) => state === 'open') ? true : undefined;
}

/** A host without name servers asks none; time comes over PTP or from nobody without NTP servers. */
function isUsed(host: Host, word: Word): boolean {
	if (word === 'dns') return host.dns?.servers?.length !== 0;
	return word !== 'ntp' || (host.time?.protocol !== 'ptp' && host.time?.servers?.length !== 0);
}

function peersOf(host: Host, word: Word, vcenter: readonly string[]): Peers {
	const own = host.managementServerIp;
	const known =
		word === 'client'
			? own !== undefined && isAddress(own)
				? [own]
				: vcenter
			: word === 'dns'
				? host.dns?.servers
				: host.time?.servers;
	const addresses = (known ?? []).filter(isAddress);
	return { addresses, complete: addresses.length > 0 && addresses.length === known?.length };
}

const addressesOf = (scope: Scope, side: Side): readonly string[] => vcenterParty(scope[side], scope).addresses;
