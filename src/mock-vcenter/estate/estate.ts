import { compileGlobs } from '../../shared/glob.js';
import type { VCenterSpec } from '../scenario/schema.js';
import { Access } from './access.js';
import { buildDatacenter } from './build-datacenter.js';
import { buildVms } from './build-vms.js';
import type {
	DatacenterEntity,
	DatastoreEntity,
	Entity,
	FolderEntity,
	HostEntity,
	NetworkEntity,
	VmEntity,
} from './entities.js';
import { accountNameOf, uuidOf } from './identity.js';
import { Ids } from './ids.js';
import { attributesOf, type ScheduledTaskEntity, scheduledTasksOf } from './scheduled-tasks.js';
import { Tasks } from './tasks.js';

/** Types of the service objects of hosts that a managed-object file answers for, by the prefix of their ids. */
const HOST_SERVICES: Readonly<Record<string, string>> = {
	certificateManager: 'HostCertificateManager',
	virtualNicManager: 'HostVirtualNicManager',
	firewallSystem: 'HostFirewallSystem',
	serviceSystem: 'HostServiceSystem',
	dateTimeSystem: 'HostDateTimeSystem',
	networkSystem: 'HostNetworkSystem',
	autoStartManager: 'HostAutoStartManager',
};

/** The inventory of one mock vCenter: the tree of its objects, and the relations that are not in the tree. */
export class Estate {
	readonly spec: VCenterSpec;
	readonly instanceUuid: string;
	readonly root: FolderEntity;
	readonly datacenters: readonly DatacenterEntity[];
	readonly tasks = new Tasks();
	readonly access: Access;
	readonly scheduledTasks: readonly ScheduledTaskEntity[];
	/** Names of custom attributes, in the order of their keys. */
	readonly attributes: readonly string[];
	readonly #byId = new Map<string, Entity>();
	readonly #vmsOfHost = new Map<string, VmEntity[]>();
	readonly #datastoresOfHost = new Map<string, DatastoreEntity[]>();
	readonly #networksOfHost = new Map<string, NetworkEntity[]>();

	constructor(spec: VCenterSpec) {
		this.spec = spec;
		this.instanceUuid = spec.instanceUuid ?? uuidOf('vcenter', spec.name);
		this.root = {
			type: 'Folder',
			id: 'group-d1',
			name: 'Datacenters',
			parent: undefined,
			childTypes: ['Folder', 'Datacenter'],
			children: [],
		};
		const ids = new Ids();
		this.datacenters = spec.datacenters.map((item) => buildDatacenter(item, this.root, ids, spec.name));
		for (const datacenter of this.datacenters) buildVms(datacenter, ids);
		for (const entity of this.#walk(this.root)) this.#byId.set(entity.id, entity);
		this.scheduledTasks = scheduledTasksOf(this.datacenters.flatMap(({ vms }) => vms));
		this.attributes = attributesOf(spec);
		this.access = new Access(spec, accountNameOf(spec), (path) => this.findByPath(path));
	}

	find(id: string): Entity | undefined {
		return (
			this.#byId.get(id) ??
			this.tasks.find(id) ??
			this.scheduledTasks.find((task) => task.id === id) ??
			this.#hostService(id)
		);
	}

	/** The object at an inventory path, `/Milan/vm/Prod`, with the names as `spell` writes them. */
	findByPath(path: string, spell: (name: string) => string = (name) => name): Entity | undefined {
		let entity: Entity | undefined = this.root;
		for (const step of path.split('/').filter((part) => part !== ''))
			entity = entity && this.childrenOf(entity).find(({ name }) => spell(name) === step);
		return entity;
	}

	/** A service object of a host, `certificateManager-28` of `host-28`: made when asked for, like all of vCenter's own. */
	#hostService(id: string): Entity | undefined {
		const [, prefix = '', number] = /^([a-zA-Z]+)-(\d+)$/.exec(id) ?? [];
		const type = HOST_SERVICES[prefix];
		const host = this.#byId.get(`host-${number}`);
		return type === undefined || host === undefined ? undefined : { type, id, name: id, parent: host };
	}

	/** Removes an object, as if somebody had deleted it. */
	remove(id: string): void {
		const entity = this.#byId.get(id);
		this.#byId.delete(id);
		if (entity?.parent?.type !== 'Folder') return;
		const { children } = entity.parent as FolderEntity;
		children.splice(children.indexOf(entity), 1);
	}

	/** Everything below an object, depth first. */
	*descendants(entity: Entity): Generator<Entity> {
		for (const child of this.childrenOf(entity)) yield* this.#walk(child);
	}

	*#walk(entity: Entity): Generator<Entity> {
		yield entity;
		for (const child of this.childrenOf(entity)) yield* this.#walk(child);
	}

	childrenOf(entity: Entity): readonly Entity[] {
		switch (entity.type) {
			case 'Folder':
				return (entity as FolderEntity).children;
			case 'Datacenter': {
				const { vmFolder, hostFolder, datastoreFolder, networkFolder } = entity as DatacenterEntity;
				return [vmFolder, hostFolder, datastoreFolder, networkFolder];
			}
			case 'ClusterComputeResource':
			case 'ComputeResource': {
				const { hosts, rootPool } = entity as Entity & { hosts: Entity[]; rootPool: Entity };
				return [...hosts, rootPool];
			}
			case 'ResourcePool':
				return (entity as Entity & { children: Entity[] }).children;
			default:
				return [];
		}
	}

	vmsOf(host: HostEntity): readonly VmEntity[] {
		if (this.#vmsOfHost.size === 0)
			for (const datacenter of this.datacenters)
				for (const vm of datacenter.vms) {
					const known = this.#vmsOfHost.get(vm.host.id);
					if (known === undefined) this.#vmsOfHost.set(vm.host.id, [vm]);
					else known.push(vm);
				}
		return (this.#vmsOfHost.get(host.id) ?? []).filter(({ id }) => this.#byId.has(id));
	}

	datastoresOf(host: HostEntity): readonly DatastoreEntity[] {
		return remember(this.#datastoresOfHost, host, () =>
			host.datacenter.datastores.filter(({ spec }) => seenBy(spec.hosts, host)),
		);
	}

	networksOf(host: HostEntity): readonly NetworkEntity[] {
		return remember(this.#networksOfHost, host, () =>
			host.datacenter.networks.filter(({ spec }) => seenBy(spec.hosts, host)),
		);
	}

	hostsOf(entity: DatastoreEntity | NetworkEntity): readonly HostEntity[] {
		const seen = entity.spec.hosts === undefined ? undefined : compileGlobs(entity.spec.hosts);
		return entity.datacenter.hosts.filter(({ name }) => seen?.(name) ?? true);
	}
}

function seenBy(globs: readonly string[] | undefined, host: HostEntity): boolean {
	return globs === undefined || compileGlobs(globs)(host.name);
}

function remember<T>(known: Map<string, T[]>, host: HostEntity, make: () => T[]): readonly T[] {
	let value = known.get(host.id);
	if (value === undefined) {
		value = make();
		known.set(host.id, value);
	}
	return value;
}
