import type { Inventory } from '../../model/inventory/inventory.js';
import { compareVersions } from '../../shared/versions.js';
import type { XmlValue } from '../../shared/xml-value.js';
import type { VCenterSpec } from '../scenario/schema.js';
import { VimFault } from '../server/fault.js';
import type { Replica, ReplicaObject } from '../server/replica.js';
import { openFields, type Ref, ref, type Wire } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import { attributeKeys, savedBelongings } from './belongings.js';
import { savedCompute } from './compute.js';
import type { SavedObject } from './contract.js';
import { savedDatastores } from './datastores.js';
import { savedNetworks } from './networks.js';
import { Places, ROOT } from './places.js';
import { fieldsOf, type PlainObject } from './plain.js';
import { SavedPrivileges } from './privileges.js';
import { savedAssignments, savedContent, savedServices } from './service.js';
import { savedVm } from './vm.js';
import type { NetworkKinds } from './vm-devices.js';

/** Of an inventory that tells no version at all. */
const UNTOLD_VERSION = '6.5.0';

/** A saved inventory, served. VMs, the bulk of it, are written out when they are asked for. */
export class Saved implements Replica {
	readonly #inventory: Inventory;
	readonly #objects = new Map<string, SavedObject>();
	readonly #vms: ReadonlyMap<string, Inventory['vms'][number]>;
	readonly #kinds: NetworkKinds;
	readonly #attributeKeys: ReadonlyMap<string, number>;
	readonly #children = new Map<string, string[]>();
	readonly #privileges: SavedPrivileges;
	readonly #services: ReadonlyMap<string, SavedObject>;
	#last: SavedObject | undefined;
	readonly content: Wire;
	readonly root = ROOT;
	readonly tags: Replica['tags'];

	constructor(
		inventory: Inventory,
		usual: Wire,
		readonly settle: Replica['settle'],
	) {
		this.#inventory = inventory;
		this.content = savedContent(inventory, usual);
		const places = new Places(inventory);
		const all = [
			...places.objects(),
			...savedCompute(inventory, places),
			...savedDatastores(inventory, places),
			...savedNetworks(inventory, places),
		];
		for (const object of all) this.#objects.set(object.id, object);
		this.#vms = new Map(inventory.vms.map((vm) => [vm.id, vm]));
		this.#kinds = new Map(inventory.networks.map(({ id, kind }) => [id, kind]));
		this.tags = tagsOf(inventory);
		this.#privileges = new SavedPrivileges(inventory);
		this.#attributeKeys = attributeKeys(inventory.vms);
		this.#services = new Map(
			[...savedServices(inventory), ...savedBelongings(inventory)].map((object) => [object.id, object]),
		);
		for (const { id, parent } of all) this.#adopt(id, parent);
		for (const { id, folder } of inventory.vms) this.#adopt(id, folder);
	}

	find(id: string): ReplicaObject | undefined {
		if (id === 'ServiceInstance') return { type: id, id, properties: openFields({ content: () => this.content }) };
		const object = this.#saved(id);
		return object === undefined ? this.#named(id) : this.#replicaOf(object);
	}

	*inside(id: string, recursive: boolean): Generator<ReplicaObject> {
		if (id === ROOT && recursive) {
			// In the order of the inventory, and those whose place is not known among them.
			for (const other of [...this.#objects.keys(), ...this.#vms.keys()]) {
				const object = other === ROOT ? undefined : this.find(other);
				if (object !== undefined && object.type !== 'HostCertificateManager') yield object;
			}
			return;
		}
		for (const child of this.#children.get(id) ?? []) {
			const object = this.find(child);
			if (object !== undefined) yield object;
			if (recursive) yield* this.inside(child, true);
		}
	}

	result(_: string, method: string, parameters: XmlValue): string | undefined {
		if (method === 'HasPrivilegeOnEntities') return this.#privileges.answer(parameters);
		if (method !== 'QueryAssignedLicenses') return undefined;
		return savedAssignments(this.#inventory)
			.map((assignment) => writeMember('returnval', dataOf(assignment)))
			.join('');
	}

	refusal(id: string, path: string): VimFault | undefined {
		const object = this.#saved(id);
		const hit = object?.unknown.some((own) => path === own || path.startsWith(`${own}.`) || own.startsWith(`${path}.`));
		if (object === undefined || hit !== true) return undefined;
		return new VimFault('NotSupported', `The saved inventory does not tell ${path}.`, {});
	}

	/** A client asks for all properties of one VM before it goes on to the next. */
	#saved(id: string): SavedObject | undefined {
		const vm = this.#vms.get(id);
		if (vm === undefined) return this.#objects.get(id) ?? this.#services.get(id);
		if (this.#last?.id !== id) this.#last = savedVm(vm, this.#kinds, this.#attributeKeys);
		return this.#last;
	}

	/** With the references up and down by which clients walk the tree. */
	#replicaOf({ type, id, parent, properties }: SavedObject): ReplicaObject {
		const children = (this.#children.get(id) ?? []).map((child) => this.#ref(child));
		const pools = children.filter((child) => child.type === 'ResourcePool');
		const downward: PlainObject =
			type === 'Folder' || type === 'StoragePod'
				? { childEntity: children }
				: type === 'ResourcePool'
					? { resourcePool: pools }
					: { resourcePool: pools[0] };
		const above = parent === undefined ? undefined : this.#ref(parent);
		const walked = /^(Folder|StoragePod|ResourcePool|(Cluster)?ComputeResource)$/.test(type) ? downward : {};
		return { type, id, properties: fieldsOf({ ...walked, ...properties, parent: above }) };
	}

	#ref(id: string): Ref {
		return ref({ type: this.#objects.get(id)?.type ?? (this.#vms.has(id) ? 'VirtualMachine' : 'Folder'), id });
	}

	/** A service object that the content names and nothing is kept of. */
	#named(id: string): ReplicaObject | undefined {
		if (this.content.kind !== 'data') return undefined;
		for (const field of Object.values(this.content.fields))
			if (typeof field === 'object' && field.kind === 'ref' && field.id === id)
				return { type: field.type, id, properties: openFields({}) };
		return undefined;
	}

	#adopt(id: string, parent: string | undefined): void {
		if (parent === undefined) return;
		const known = this.#children.get(parent);
		if (known === undefined) this.#children.set(parent, [id]);
		else known.push(id);
	}
}

/** VMs by tag; undefined when some VM does not tell its own: unset would say that it has none. */
function tagsOf({ vms }: Inventory): Replica['tags'] {
	const byTag = new Map<string, string[]>();
	for (const { id, tags } of vms) {
		if (tags === undefined) return undefined;
		for (const tag of tags) {
			const known = byTag.get(tag);
			if (known === undefined) byTag.set(tag, [id]);
			else known.push(id);
		}
	}
	return byTag;
}

function dataOf(plain: Parameters<typeof fieldsOf>[0]): Wire {
	return { kind: 'data', type: 'LicenseAssignmentManagerLicenseAssignment', fields: fieldsOf(plain), typed: false };
}

/** What the server says of itself where the inventory does not. */
export function specOf({ vcenter, hosts }: Inventory): VCenterSpec {
	const versions = hosts.flatMap(({ version }) => version ?? []);
	const newest = versions.sort((a, b) => compareVersions(a, b) ?? 0).at(-1);
	const { apiVersion, instanceUuid, account: username } = vcenter;
	return {
		name: vcenter.name ?? 'vcenter',
		side: 'source',
		version: vcenter.version ?? newest ?? UNTOLD_VERSION,
		build: vcenter.build ?? 0,
		...(apiVersion === undefined ? {} : { apiVersion }),
		...(instanceUuid === undefined ? {} : { instanceUuid }),
		...(username === undefined ? {} : { username }),
		datacenters: [],
	};
}
