import type { Place } from './place.js';
import type { Names } from './sites.js';
import type { Of } from './tables.js';

/** A finding as lines of `findingLines` have it, without its outcome. */
export interface Label {
	readonly rule: string;
	readonly severity: string;
	readonly subject: string;
}

export type Mode = 'hot' | 'cold';

/** What a value means: rule, severity and subject of every finding that must come of it. */
export function labelsOf(
	finds: Readonly<Record<string, string>>,
	about: { readonly of: Of; readonly mode: Mode; readonly place: Place; readonly names: Names },
): Label[] {
	return Object.entries(finds).flatMap(([rule, text]) => {
		const [severities = '', who = about.of] = text.split(' on ');
		const [hot = '', cold = hot] = severities.split('/');
		const severity = about.mode === 'hot' ? hot : cold;
		if (severity === '-') return [];
		return who
			.split(' and ')
			.flatMap((one) => subjects(one, about.place, about.names))
			.map((subject) => ({ rule, severity, subject }));
	});
}

/** `vms`: every VM. `pairs-of-source-host`, `pairs-of-destination-host`, `host-pairs`: of one host with all of the other side, or all. */
function subjects(who: string, place: Place, names: Names): string[] {
	const pairs = (from: readonly string[], to: readonly string[]) =>
		from.flatMap((one) => to.map((other) => `host-pair ${one} -> ${other}`));
	const { hosts, vcenters } = names;
	const known: Record<string, () => string[]> = {
		vm: () => [`source vm ${place.vm}`],
		vms: () => names.vms.map((name) => `source vm ${name}`),
		'every-destination-host': () => names.vms.map((name) => `source vm ${name}`),
		'other-vms': () => names.vms.filter((name) => name !== place.vm).map((name) => `source vm ${name}`),
		'source-host': () => [`source host ${place.sourceHost}`],
		'source-hosts': () => hosts.source.map((name) => `source host ${name}`),
		'destination-host': () => [`destination host ${place.destinationHost}`],
		'destination-hosts': () => hosts.destination.map((name) => `destination host ${name}`),
		datastore: () => [`destination datastore ${names.datastore}`],
		network: () => [`source network ${place.network}`],
		networks: () => names.networks.map((name) => `source network ${name}`),
		pair: () => [`pair ${vcenters.source} -> ${vcenters.destination}`],
		'host-pair': () => pairs([place.sourceHost], [place.destinationHost]),
		'host-pairs': () => pairs(hosts.source, hosts.destination),
		'pairs-of-source-host': () => pairs([place.sourceHost], hosts.destination),
		'pairs-of-destination-host': () => pairs(hosts.source, [place.destinationHost]),
	};
	const found = known[who];
	if (found === undefined) throw new Error(`a table says "on ${who}", and nobody is that`);
	return found();
}

export const lineOf = ({ rule, severity, subject }: Label): string => `${severity} ${rule}: ${subject}`;
