import { CUSTOM_ATTRIBUTES } from '../../collectors/contract.js';
import { normalizeHeader } from './header.js';

/** Tabs with one row per VM or part of a VM: RVTools writes custom attributes into the middle of their columns. */
const VM_TABS = /^v(info|cpu|memory|disk|partition|network|cd|usb|snapshot|tools|floppy)$/i;
/** Columns of tag categories, `vInfo_tags_Environment`. */
const TAGS = /_tags_/i;
const TRIPLE = ['datacenter', 'cluster', 'host'] as const;

/**
 * Finds the columns of one tab by header, in any spelling (vsphere-data 3.2), and by position where headers repeat: custom
 * attributes may be called `Host` or `Datacenter` too, and older releases then renamed the built-in column (`Datacenter1`).
 */
export class Columns {
	readonly #byName = new Map<string, number>();

	constructor(tab: string, header: readonly string[]) {
		const names = header.map((text) => normalizeHeader(text, tab));
		const builtIn = VM_TABS.test(tab) ? builtInPlaces(names) : undefined;
		for (const [position, name] of names.entries()) {
			if (name === '' || name === 'none' || builtIn?.custom(position) === true) continue;
			if (!this.#byName.has(name)) this.#byName.set(name, position);
		}
		for (const [name, position] of builtIn?.places ?? []) this.#byName.set(name, position);
		this.#tab = tab;
		this.custom = [...header.keys()].filter(
			(position) => builtIn?.custom(position) === true && names[position] !== '' && !TAGS.test(header[position] ?? ''),
		);
	}
	/** Positions of custom attributes. */
	readonly custom: readonly number[];
	readonly #tab: string;
	readonly #bySpec = new Map<string, number>();

	/** Position in the header of the first alias that is there (`Capacity MiB|Size MiB`), -1 when none is. */
	position(spec: string): number {
		if (spec === CUSTOM_ATTRIBUTES) return this.custom[0] ?? -1;
		let found = this.#bySpec.get(spec);
		if (found === undefined) {
			found = -1;
			for (const alias of spec.split('|')) {
				found = this.#byName.get(normalizeHeader(alias, this.#tab)) ?? -1;
				if (found >= 0) break;
			}
			this.#bySpec.set(spec, found);
		}
		return found;
	}
}

/**
 * On VM tabs the built-in Datacenter, Cluster, Host are the run directly before `Folder` or `OS according to the configuration
 * file`, and what stands between `Annotation` and that run are custom attributes.
 */
function builtInPlaces(
	names: readonly string[],
): { places: readonly (readonly [string, number])[]; custom: (position: number) => boolean } | undefined {
	const os = names.indexOf('osaccordingtotheconfigurationfile');
	const end = os > 0 && names[os - 1] === 'folder' ? os - 1 : os;
	const start = end - TRIPLE.length;
	if (os < 0 || start < 0) return undefined;
	if (!TRIPLE.every((name, index) => names[start + index]?.replace(/\d+$/, '') === name)) return undefined;
	const annotation = names.indexOf('annotation');
	const places = TRIPLE.map((name, index) => [name, start + index] as const);
	return {
		places: end === os ? places : [...places, ['folder', end] as const],
		custom: (position) => annotation >= 0 && position > annotation && position < start,
	};
}
