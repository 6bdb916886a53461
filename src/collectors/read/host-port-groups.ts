import { listAt, textAt, type XmlValue } from '../../shared/xml-value.js';
import type { VimContext } from '../contract.js';
import { decodeName } from './vim.js';

const KNOWN = new WeakMap<VimContext, Map<string, ReadonlyMap<string, XmlValue> | undefined>>();

/** The standard port groups of a host by name, read once per host; undefined when the host's were not read. */
export function hostPortGroups(context: VimContext, host: string): ReadonlyMap<string, XmlValue> | undefined {
	let known = KNOWN.get(context);
	if (known === undefined) {
		known = new Map();
		KNOWN.set(context, known);
	}
	if (!known.has(host)) {
		const groups = context.property(host, 'config.network.portgroup');
		const byName =
			groups === undefined
				? undefined
				: new Map(listAt(groups).map((group) => [decodeName(textAt(group, 'spec.name') ?? ''), group]));
		known.set(host, byName);
	}
	return known.get(host);
}
