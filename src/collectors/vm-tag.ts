import { listAt, textAt, type XmlValue } from '../shared/xml-value.js';
import { type Collector, part, type VimContext } from './contract.js';

const TAGGED = 'ListTagged';

/** Names of tags by object, of the last result that was asked: each VM asks the same one. */
const known = new WeakMap<object, ReadonlyMap<string, readonly string[]>>();

function tagsOf(id: string, context: VimContext): readonly string[] | undefined {
	const result = context.result(TAGGED);
	if (result === undefined || typeof result === 'string') return undefined;
	let tags = known.get(result);
	if (tags === undefined) {
		tags = tagsByObject(result);
		known.set(result, tags);
	}
	return tags.get(id) ?? [];
}

function tagsByObject(result: XmlValue): Map<string, readonly string[]> {
	const names = (entry: XmlValue) => listAt(entry, 'tag').flatMap((tag) => textAt(tag) ?? []);
	return new Map(
		listAt(result, 'returnval').map((entry) => [textAt(entry, 'object') ?? '', [...new Set(names(entry))].sort()]),
	);
}

export default {
	concern: 'vm-tag',
	title: 'VM tags',
	parts: [
		part('vms', {
			tags: {
				vim: {
					paths: [],
					results: [TAGGED],
					absenceMeans: true,
					read: (vm, context) => tagsOf(vm.id, context),
				},
				// A session by token cannot ask for them, and nothing but a selection by tags needs them.
				optional: true,
			},
		}),
	],
} satisfies Collector;
