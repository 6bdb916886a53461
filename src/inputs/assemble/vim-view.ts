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
	 * True when the read reached the neighbourhood of a path, so that its absence means that it is unset: the properties of that
	 * branch which every such object has were reported; for a property outside the branches, those of all branches.
	 */
	covers(path: string): boolean {
		const branches = ALWAYS_SET[this.type];
		if (branches === undefined) return true;
		const branch = branches[path.split('.', 1)[0]!];
		const needed = branch === undefined ? Object.values(branches) : [branch];
		return needed.every((mandatory) => this.get(mandatory) !== undefined);
	}
}

/** Properties that are never unset where their branch was read, by type and branch; collectors ask for all of them. */
const ALWAYS_SET: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	VirtualMachine: { config: 'config.template', runtime: 'runtime.connectionState' },
	HostSystem: { runtime: 'runtime.connectionState', summary: 'summary.hardware.cpuModel' },
	ClusterComputeResource: { summary: 'summary.numHosts' },
	DistributedVirtualPortgroup: { config: 'config.key' },
};
