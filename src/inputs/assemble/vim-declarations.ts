import type { Collector, Datum, VimDatum } from '../../collectors/contract.js';
import { ELEMENT_TYPES, OF_ITS_OWN, STANDARD_SWITCH, TYPES_OF } from './vim-collections.js';

/** What to read of one managed object type. */
export interface VimDeclaration {
	readonly type: string;
	/** Property paths for all objects. */
	readonly light: readonly string[];
	/** Property paths for selected objects only, in small pages. */
	readonly heavy: readonly string[];
}

export interface VimDeclarations {
	readonly types: readonly VimDeclaration[];
	/** Method results wanted, for example `QueryAssignedLicenses`. */
	readonly results: readonly string[];
	/** Privileges beyond System.Read and System.View that some datum needs. */
	readonly privileges: readonly string[];
}

/** The vim25 entries of a datum. */
export function vimOf(datum: Datum): readonly VimDatum[] {
	if (datum.vim === undefined) return [];
	return isList(datum.vim) ? datum.vim : [datum.vim];
}

function isList(entries: VimDatum | readonly VimDatum[]): entries is readonly VimDatum[] {
	return Array.isArray(entries);
}

/** Merges all collectors into one read per managed object type. */
export function vimDeclarations(collectors: Iterable<Collector>): VimDeclarations {
	const wanted = new Wanted();
	for (const [type, paths] of Object.entries(OF_ITS_OWN)) wanted.add(type, paths, 'light');
	for (const { parts } of collectors)
		for (const { collection, data } of parts)
			for (const entry of Object.values(data).flatMap(vimOf)) {
				const types = ELEMENT_TYPES[collection] === undefined ? (entry.types ?? TYPES_OF[collection]) : [];
				for (const type of types) if (type !== STANDARD_SWITCH) wanted.add(type, entry.paths, entry.weight ?? 'light');
				for (const { type, paths } of entry.needs ?? []) wanted.add(type, paths, 'light');
				for (const result of entry.results ?? []) wanted.results.add(result);
				if (entry.privilege !== undefined) wanted.privileges.add(entry.privilege);
			}
	return wanted.declarations();
}

class Wanted {
	readonly results = new Set<string>();
	readonly privileges = new Set<string>();
	readonly #light = new Map<string, Set<string>>();
	readonly #heavy = new Map<string, Set<string>>();

	add(type: string, paths: readonly string[], weight: 'light' | 'heavy'): void {
		const byType = weight === 'light' ? this.#light : this.#heavy;
		byType.set(type, new Set([...(byType.get(type) ?? []), ...paths]));
	}

	declarations(): VimDeclarations {
		const types = [...new Set([...this.#light.keys(), ...this.#heavy.keys()])].sort();
		return {
			types: types.map((type) => {
				const light = this.#light.get(type) ?? new Set();
				const heavy = [...(this.#heavy.get(type) ?? [])].filter((path) => !light.has(path));
				return { type, light: [...light].sort(), heavy: heavy.sort() };
			}),
			results: [...this.results].sort(),
			privileges: [...this.privileges].sort(),
		};
	}
}
