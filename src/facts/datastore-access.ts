import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, type FactResult, fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Datastore } from '../model/inventory/storage.js';
import type { Move, Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

interface Value {
	applies: boolean;
	usable?: boolean;
	object: string;
	problem: string;
}

/**
 * Whether VMs can be brought to their destination datastores (requirements A10). As a datastore: it is accessible and a host
 * of the placement mounts it. For a VM on a candidate host: that very host mounts what the VM needs; a datastore that no
 * host of the placement mounts is reported on the datastore alone.
 */
export default fact({
	subjects: ['datastore', 'vm-host'],
	schema: Type.Object({
		applies: Type.Boolean({ description: 'whether this subject is the one to report it on' }),
		usable: o(Type.Boolean()),
		object: Type.String({ description: 'the datastore or the host' }),
		problem: Type.String({ description: 'what is wrong, for messages: "" when nothing is' }),
	}),
	prepare: ({ scope }) => mounts(scope),
	hostKey: (host, _side, _context, prepared) => prepared.key(host),
	vmData: ['placement.datastores'],
	derive: (subject, context, prepared): FactResult<Value> =>
		'datastore' in subject
			? ofDatastore(subject.datastore, context, prepared)
			: ofHost(subject.move, subject.host, prepared),
});

interface Mounts {
	/** Whether a host mounts a datastore; undefined when nobody tells. */
	has(host: Host, datastore: Datastore): boolean | undefined;
	/** Whether any host that a VM on this datastore may use mounts it. */
	byAny(datastore: Datastore): boolean | undefined;
	key(host: Host): string;
}

function mounts(scope: Scope): Mounts {
	const sets = new Map(scope.datastores.map((item) => [item, item.hosts && new Set(item.hosts)]));
	const keys = new Map<string, string>();
	const lists = new Map<Datastore, Set<readonly Host[]>>();
	const meet = (datastore: Datastore, hosts: readonly Host[]): void => {
		const known = lists.get(datastore);
		if (known) known.add(hosts);
		else lists.set(datastore, new Set([hosts]));
	};
	const met = new Map<object, Set<readonly Host[]>>();
	for (const { placement } of scope.moves) {
		const hosts = placement.hosts.length > 0 ? placement.hosts : placement.allowedHosts;
		for (const datastores of [placement.datastores, placement.datastoreCandidates]) {
			// VMs share these lists: each is looked through once.
			const known = met.get(datastores);
			if (known?.has(hosts)) continue;
			if (known) known.add(hosts);
			else met.set(datastores, new Set([hosts]));
			for (const datastore of datastores.values()) meet(datastore, hosts);
		}
	}
	const has = (host: Host, datastore: Datastore): boolean | undefined => sets.get(datastore)?.has(host.id);
	const byAny = (datastore: Datastore): boolean | undefined => {
		const set = sets.get(datastore);
		if (!set) return undefined;
		const all = [...(lists.get(datastore) ?? [])];
		return all.every((hosts) => hosts.length === 0 || hosts.some((host) => set.has(host.id)));
	};
	const answers = new Map<Datastore, boolean | undefined>();
	return {
		has,
		byAny: (datastore) => {
			if (!answers.has(datastore)) answers.set(datastore, byAny(datastore));
			return answers.get(datastore);
		},
		key: (host) => {
			const known = keys.get(host.id);
			if (known !== undefined) return known;
			const key = [...sets.values()].map((set) => (set === undefined ? '?' : set.has(host.id) ? '1' : '0')).join('');
			keys.set(host.id, key);
			return key;
		},
	};
}

function ofDatastore(datastore: Datastore, { scope }: FactContext, { byAny }: Mounts): FactResult<Value> {
	const object = datastore.name;
	const mounted = byAny(datastore);
	if (datastore.accessible === false)
		return result({ applies: true, usable: false, object, problem: 'is not accessible' });
	if (mounted === false)
		return result({ applies: true, usable: false, object, problem: 'is mounted on no host that the placement allows' });
	if (datastore.accessible === true && mounted) return result({ applies: true, usable: true, object, problem: '' });
	const gap = (datum: 'accessible' | 'hosts'): MissingDatum => ({
		datum: `datastore.${datum}`,
		reason: scope.destination.reason('datastores', datastore, datum),
	});
	const missing = [
		...(datastore.accessible === undefined ? [gap('accessible')] : []),
		...(mounted === undefined ? [gap('hosts')] : []),
	];
	return result({ applies: true, object, problem: 'may not be usable' }, { missing: { usable: missing } });
}

/** What nobody tells is asked once, on the datastore. */
function ofHost({ placement }: Move, host: Host, { has, byAny }: Mounts): FactResult<Value> {
	const object = host.name;
	const known = [...new Set(placement.datastores.values())].filter((datastore) => byAny(datastore) === true);
	const lost = known.filter((datastore) => has(host, datastore) === false);
	if (known.length === 0) return result({ applies: false, usable: true, object, problem: '' });
	if (lost.length === 0) return result({ applies: true, usable: true, object, problem: '' });
	return result({
		applies: true,
		usable: false,
		object,
		problem: `does not mount ${lost.map(({ name }) => name).join(', ')}`,
	});
}
