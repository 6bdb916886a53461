import type { Inventory } from '../../model/inventory/inventory.js';
import { encodeName } from '../managed-objects/shared/managed-entity.js';
import { ref } from '../wire/value.js';
import type { SavedObject } from './contract.js';
import type { PlainObject } from './plain.js';

type Kind = 'host' | 'datastore' | 'network';
const KINDS: readonly Kind[] = ['host', 'datastore', 'network'];
export const ROOT = 'group-d1';

/** Where objects lie: the folders that an inventory keeps, and those above and beside them that it does not keep, made anew. */
export class Places {
	readonly #inventory: Inventory;
	/** Folders of VMs by path; the hidden one of a datacenter has the path of the datacenter. */
	readonly #byPath = new Map<string, string>();
	/** The uppermost folder of VMs, which clients do not show, by datacenter. */
	readonly #hidden = new Map<string, { readonly id: string; readonly path: string }>();

	constructor(inventory: Inventory) {
		this.#inventory = inventory;
		for (const { id, path, name, datacenter } of inventory.folders) {
			if (path === undefined) continue;
			if (name === 'vm' || !this.#byPath.has(path)) this.#byPath.set(path, id);
			if (datacenter !== undefined && depth(path) < depth(this.#hidden.get(datacenter)?.path))
				this.#hidden.set(datacenter, { id, path });
		}
	}

	/** The folder of a datacenter for hosts, datastores or networks. */
	folderOf(datacenter: string | undefined, kind: Kind): string | undefined {
		return datacenter === undefined ? undefined : `group-${kind}-${datacenter}`;
	}

	/** Datacenters, all folders, and the root. */
	objects(): SavedObject[] {
		const { datacenters, folders } = this.#inventory;
		const above = new Map<string, SavedObject>();
		const own = datacenters.map(({ id, name }) => {
			const hidden = this.#hidden.get(id);
			const vmFolder = hidden === undefined ? undefined : ref({ type: 'Folder', id: hidden.id });
			const names = (hidden?.path ?? `/${name}`).split('/').slice(1, -1);
			return {
				type: 'Datacenter',
				id,
				parent: outer(names, above),
				properties: { name: encodeName(name), vmFolder, ...this.#besides(id) },
				unknown: [],
			};
		});
		const beside = datacenters.flatMap(({ id }) =>
			KINDS.map((kind) => folder(this.folderOf(id, kind) ?? '', kind, id, [])),
		);
		const vms = folders.map(({ id, name, path, datacenter }) =>
			folder(id, name, this.#parentOf(id, path, datacenter), ['Folder', 'VirtualMachine', 'VirtualApp']),
		);
		const root = { ...folder(ROOT, 'Datacenters', undefined, ['Folder', 'Datacenter']) };
		return [root, ...above.values(), ...own, ...beside, ...vms];
	}

	#besides(datacenter: string): PlainObject {
		const own = KINDS.map((kind) => [
			`${kind}Folder`,
			ref({ type: 'Folder', id: this.folderOf(datacenter, kind) ?? '' }),
		]);
		return Object.fromEntries(own);
	}

	#parentOf(id: string, path: string | undefined, datacenter: string | undefined): string | undefined {
		if (path === undefined) return undefined;
		if (datacenter !== undefined && this.#hidden.get(datacenter)?.id === id) return datacenter;
		return this.#byPath.get(path.slice(0, path.lastIndexOf('/')));
	}
}

function depth(path: string | undefined): number {
	return path?.split('/').length ?? Number.POSITIVE_INFINITY;
}

/** Folders of datacenters, made from the paths of what lies in them; the id of the innermost. */
function outer(names: readonly string[], made: Map<string, SavedObject>): string {
	let parent = ROOT;
	for (const [index, name] of names.entries()) {
		const id = `group-d-${names.slice(0, index + 1).join('-')}`;
		if (!made.has(id)) made.set(id, folder(id, name, parent, ['Folder', 'Datacenter']));
		parent = id;
	}
	return parent;
}

function folder(id: string, name: string, parent: string | undefined, childType: readonly string[]): SavedObject {
	return { type: 'Folder', id, parent, properties: { name: encodeName(name), childType }, unknown: [] };
}
