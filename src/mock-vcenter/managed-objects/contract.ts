import type { Entity } from '../estate/entities.js';
import type { Estate } from '../estate/estate.js';
import type { Fields } from '../wire/value.js';

/** What the properties of an object may depend on besides the object itself. */
export interface World {
	readonly estate: Estate;
	/** Key, user and login time of the session that asks. */
	readonly session: { readonly key: string; readonly userName: string; readonly loginTime: string } | undefined;
	/** SHA-1 of the server's own certificate. */
	readonly thumbprint: string;
}

/** A managed object type of the mock: file name = its name in kebab-case, default export. */
export interface ManagedObjectType {
	/** `HostSystem` */
	readonly type: string;
	/** Its base types in vim25, nearest first; property specs and views for them include it. */
	readonly bases: readonly string[];
	/** The constant moRef value of a service object; absent for inventory objects. */
	readonly singleton?: string;
	/** All properties by name; those not set are there with `undefined`. Nothing is computed before its field is asked for. */
	properties(entity: Entity, world: World): Fields;
}

/** A type of inventory object, with its entity's type checked. */
export function inventoryType<E extends Entity>(definition: {
	readonly type: string;
	readonly bases: readonly string[];
	properties(entity: E, world: World): Fields;
}): ManagedObjectType {
	return definition as unknown as ManagedObjectType;
}
