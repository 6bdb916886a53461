import { listAt, textAt, type XmlValue } from '../shared/xml-value.js';
import { type Collector, type Datum, part, type VimContext } from './contract.js';

const ASKED = 'HasPrivilegeOnEntities';

/** Privileges by object, of the last result that was asked: each object asks the same one. */
const known = new WeakMap<object, ReadonlyMap<string, readonly string[]>>();

function privilegesOf(id: string, context: VimContext): readonly string[] | undefined {
	const result = context.result(ASKED);
	if (result === undefined || typeof result === 'string') return undefined;
	let held = known.get(result);
	if (held === undefined) {
		held = byObject(result);
		known.set(result, held);
	}
	return held.get(id);
}

/** Objects with the same privileges share their list. */
function byObject(result: XmlValue): Map<string, readonly string[]> {
	const lists = new Map<string, readonly string[]>();
	const shared = (entry: XmlValue): readonly string[] => {
		const names = listAt(entry, 'privilege').flatMap((name) => textAt(name) ?? []);
		const key = names.join(' ');
		const list = lists.get(key) ?? names;
		lists.set(key, list);
		return list;
	};
	return new Map(listAt(result, 'returnval').map((entry) => [textAt(entry, 'object') ?? '', shared(entry)]));
}

/** Only of objects that a plan may need; of the others nobody asked, and nothing is missing. */
const privileges: Datum = {
	vim: { paths: [], results: [ASKED], absenceMeans: true, read: ({ id }, context) => privilegesOf(id, context) },
	optional: true,
};

export default {
	concern: 'privilege',
	title: 'Privileges of the account',
	parts: [
		part('vcenter', {
			account: {
				vim: {
					paths: [],
					results: [ASKED],
					absenceMeans: true,
					read: (_, context) => textAt(context.result(ASKED), 'account'),
				},
				optional: true,
			},
			privileges,
		}),
		part('folders', { privileges }),
		part('resourcePools', { privileges }),
		part('hosts', { privileges }),
		part('datastores', { privileges }),
		part('networks', { privileges }),
		part('vms', { privileges }),
	],
} satisfies Collector;
