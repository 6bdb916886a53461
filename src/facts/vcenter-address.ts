import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import { isAddress } from '../shared/network-address.js';
import { result } from './shared/agreed.js';
import { declaredPair } from './shared/declared.js';
import { vcenterParty } from './shared/parties.js';
import { askedFrom, few, newest } from './shared/probed.js';

const o = Type.Optional;

interface VcenterAddress {
	/** Every host knows its vCenter by an address or name that is the vCenter's own. */
	own?: boolean;
	/** Where not: "esx01 knows vc-a as 192.0.2.7, which is none of 10.1.0.5". */
	strange: string[];
}

/**
 * Whether hosts are managed by the address that their vCenter has for others, or by one that only a translation between them
 * explains (requirements A2). What the vCenter's name stands for is told by the plan or by probes of names.
 */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({ own: o(Type.Boolean()), strange: Type.Array(Type.String()) }),
	derive: (scope) => {
		const sides = [judge(scope, 'source', scope.sourceHosts), judge(scope, 'destination', scope.destinationHosts)];
		const strange = sides.flatMap((side) => side.strange);
		const missing = sides.flatMap((side) => side.missing);
		const vouched = declaredPair(scope, ({ nat }) => nat === 'none');
		const value: VcenterAddress = { strange: vouched === undefined ? strange : [] };
		// A second adapter of the vCenter explains a strange address as well: who looked decides.
		if (vouched !== undefined) value.own = true;
		else if (strange.length > 0) value.own = false;
		else if (missing.length === 0) value.own = true;
		return result(value, {
			missing: value.own === undefined ? { own: missing } : {},
			declared: vouched !== undefined && strange.length + missing.length > 0 ? [vouched] : [],
			probed: sides.flatMap((side) => side.probed),
		});
	},
});

interface Judged {
	readonly strange: string[];
	readonly missing: MissingDatum[];
	readonly probed: string[];
}

function judge(scope: Scope, side: Side, hosts: readonly Host[]): Judged {
	const site = scope[side];
	const party = vcenterParty(site, scope);
	const names = new Set(party.names.map((name) => name.toLowerCase()));
	const answered = answersOf(scope, names);
	const addresses = new Set([...party.addresses, ...answered.addresses]);
	const judged: Judged = { strange: [], missing: [], probed: answered.probed };
	const odd = new Map<string, string[]>();
	for (const host of hosts) {
		const known = host.managementServerIp?.toLowerCase();
		if (known === undefined) {
			const reason = site.reason('hosts', host, 'managementServerIp');
			note(judged.missing, { datum: `${side}.hosts.managementServerIp`, reason });
		} else if (names.has(known) || addresses.has(known)) continue;
		else if (isAddress(known) && ![...addresses].some((address) => sameFamily(address, known)))
			note(judged.missing, { datum: 'names', reason: 'not-probed' });
		else odd.set(known, [...(odd.get(known) ?? []), host.name]);
	}
	const [name = `the ${side} vCenter`] = party.names;
	const others = few([...addresses, ...names].filter((one) => one !== name.toLowerCase()));
	for (const [address, by] of odd)
		judged.strange.push(
			`${few(by)} of the ${side} side know ${name} as ${address}, which is none of ${others || name}`,
		);
	return judged;
}

function note(missing: MissingDatum[], datum: MissingDatum): void {
	if (!missing.some((one) => one.datum === datum.datum && one.reason === datum.reason)) missing.push(datum);
}

function sameFamily(a: string, b: string): boolean {
	return a.includes(':') === b.includes(':');
}

/** What name servers answered about the names of a vCenter. */
function answersOf(scope: Scope, names: ReadonlySet<string>): { addresses: string[]; probed: string[] } {
	const found = newest(
		scope,
		({ dns }) =>
			dns.filter(
				({ question, outcome, asked }) =>
					question === 'forward' && outcome === 'answered' && names.has(asked.toLowerCase()),
			),
		({ resolver, asked }) => `${resolver} ${asked.toLowerCase()}`,
	);
	const all = [...found.values()];
	return {
		addresses: all.flatMap(({ result: { answers = [] } }) => answers.map((answer) => answer.toLowerCase())),
		probed: [...new Set(all.map(({ run }) => `names asked ${askedFrom(run)}`))],
	};
}
