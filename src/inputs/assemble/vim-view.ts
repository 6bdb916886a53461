import type { VimProperties } from '../../collectors/contract.js';
import { at, type XmlValue } from '../../shared/xml-value.js';
import type { MissingProperty, VimObject } from '../../vim/object-content.js';

/**
 * The properties of one managed object by the path that a collector asks for, whether the read brought that very path (a live
 * read asks `config.version`) or something it lies in (a recording holds the whole `config`).
 */
export class VimView implements VimProperties {
	readonly id: string;
	readonly type: string;
	readonly #properties: ReadonlyMap<string, XmlValue>;
	readonly #missing: readonly MissingProperty[];
	#tops?: ReadonlySet<string>;

	constructor(object: VimObject) {
		this.id = object.id;
		this.type = object.type;
		this.#properties = object.properties;
		this.#missing = object.missing;
	}

	get(path: string): XmlValue | undefined {
		const own = this.#properties.get(path);
		if (own !== undefined) return own;
		for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
			const outer = this.#properties.get(path.slice(0, dot));
			if (outer !== undefined) return at(outer, path.slice(dot + 1));
		}
		return undefined;
	}

	/** What kept a path from being read, if anything did. */
	fault(path: string): MissingProperty | undefined {
		return this.#missing.find((one) => one.path === path || path.startsWith(`${one.path}.`));
	}

	/**
	 * True when the read reached the neighbourhood of a path, so that its absence means that it is unset: another property of the
	 * same branch was reported, or, for a property of its own, the object's configuration and state were.
	 */
	covers(path: string): boolean {
		this.#tops ??= new Set([...this.#properties.keys()].map((key) => key.split('.', 1)[0]!));
		const dot = path.indexOf('.');
		if (dot > 0) return this.#tops.has(path.slice(0, dot));
		return this.#tops.has('config') && this.#tops.has('runtime');
	}
}
