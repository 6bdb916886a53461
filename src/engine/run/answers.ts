import { COLLECTIONS } from '../../model/inventory/inventory.js';
import type { Side } from '../../model/site-pair.js';
import type { Answers } from '../cel/recorder.js';
import type { EvaluationInput } from '../contract.js';

/** Names that rules read objects under, and where their data stand. The side of `host` is that of the subject. */
const ROOTS: Readonly<Record<string, { side?: Side; collection: string; prefix?: string }>> = {
	vm: { side: 'source', collection: 'vms' },
	nic: { side: 'source', collection: 'vms', prefix: 'nics.' },
	disk: { side: 'source', collection: 'vms', prefix: 'disks.' },
	host: { collection: 'hosts' },
	sourceHost: { side: 'source', collection: 'hosts' },
	destinationHost: { side: 'destination', collection: 'hosts' },
	datastore: { side: 'destination', collection: 'datastores' },
	network: { side: 'source', collection: 'networks' },
};

type Known = Map<string, boolean | undefined>;

/** Which missing data are open questions, from what the kinds of source can tell. */
export function answersOf(canTell: EvaluationInput['canTell'], currentSide: () => Side | undefined): Answers {
	const named = { none: new Map(), source: new Map(), destination: new Map() } as Record<string, Known>;
	return {
		canTell,
		canTellNamed(name) {
			const side = currentSide();
			const known = named[side ?? 'none'] as Known;
			if (!known.has(name)) known.set(name, tellNamed(canTell, side, name));
			return known.get(name);
		},
	};
}

function tellNamed(canTell: EvaluationInput['canTell'], current: Side | undefined, name: string): boolean | undefined {
	const [root = '', ...rest] = name.split('.');
	if (root === 'plan' || root === 'policy' || root === 'declared') return false;
	if (root === 'source' || root === 'destination') return siteDatum(canTell, root, rest);
	const known = ROOTS[root];
	const side = known?.side ?? current;
	if (known === undefined || side === undefined || rest.length === 0) return undefined;
	return canTell(side, known.collection, (known.prefix ?? '') + rest.join('.'));
}

/** `destination.vcenter.ssoDomain`, `source.licenses.expires`. */
function siteDatum(canTell: EvaluationInput['canTell'], side: Side, rest: readonly string[]): boolean | undefined {
	const [collection = '', ...datum] = rest;
	if (!(COLLECTIONS as readonly string[]).includes(collection)) return undefined;
	return canTell(side, collection, datum.length === 0 ? '*' : datum.join('.'));
}
