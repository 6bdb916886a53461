import type { XmlValue } from '../../shared/xml-value.js';
import type { Fields, Wire } from '../wire/value.js';
import type { VimFault } from './fault.js';

/** An object that was recorded or saved. Its fields are open: what they do not name is not set. */
export interface ReplicaObject {
	readonly type: string;
	readonly id: string;
	readonly properties: Fields;
}

/** A vCenter that was recorded or saved, in the place of a scenario's estate. It is read-only and answers what it holds. */
export interface Replica {
	/** ServiceContent. */
	readonly content: Wire;
	/** moRef of the root folder, which may itself be unknown. */
	readonly root: string;
	find(id: string): ReplicaObject | undefined;
	/** Inventory objects in an object, or below it on any level, in order. */
	inside(id: string, recursive: boolean): Iterable<ReplicaObject>;
	/** The members of a recorded response to a method of an object; only what was saved looks at the parameters. */
	result(id: string, method: string, parameters: XmlValue): string | undefined;
	/** Why a property cannot be read: it is not known, and leaving it out would say something. */
	refusal?(id: string, path: string): VimFault | undefined;
	/** VMs by the name of the tag that they carry; absent when it is not known of all of them. */
	readonly tags?: ReadonlyMap<string, readonly string[]> | undefined;
	/** Gives a value at a path the type that its place in the API declares. */
	settle(type: string, path: string, value: Wire): Wire;
}

/** Service objects that the mock plays itself: they hold the state of a session, not data of the vCenter. */
export const PLAYED_TYPES: ReadonlySet<string> = new Set([
	'PropertyCollector',
	'ViewManager',
	'SessionManager',
	'SearchIndex',
	'TaskManager',
]);

/** Methods that need nothing but the objects; any other is answered only when its result was recorded. */
export const PLAYED_METHODS: ReadonlySet<string> = new Set([
	'RetrieveServiceContent',
	'CurrentTime',
	'Login',
	'LoginByToken',
	'Logout',
	'CreateContainerView',
	'CreateListView',
	'ModifyListView',
	'ResetListView',
	'DestroyView',
	'RetrieveProperties',
	'RetrievePropertiesEx',
	'ContinueRetrievePropertiesEx',
	'CancelRetrievePropertiesEx',
	'CreatePropertyCollector',
	'DestroyPropertyCollector',
	'CreateFilter',
	'DestroyPropertyFilter',
	'CheckForUpdates',
	'WaitForUpdates',
	'WaitForUpdatesEx',
	'CancelWaitForUpdates',
	'Fetch',
	'FindByInventoryPath',
	'FindByUuid',
]);

/** vim25 base types of types that no scenario has. */
const BASES: Readonly<Record<string, readonly string[]>> = {
	DistributedVirtualSwitch: ['ManagedEntity'],
	StoragePod: ['Folder', 'ManagedEntity'],
	VirtualApp: ['ResourcePool', 'ManagedEntity'],
};

export function basesOf(
	type: string,
	known: ReadonlyMap<string, { readonly bases: readonly string[] }>,
): readonly string[] {
	return known.get(type)?.bases ?? BASES[type] ?? [];
}
