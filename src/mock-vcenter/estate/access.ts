import { UserError } from '../../shared/errors.js';
import type { PermissionSpec } from '../scenario/access-schema.js';
import type { VCenterSpec } from '../scenario/schema.js';
import type { Entity } from './entities.js';
import { type Role, rolesOf } from './roles.js';

/** A permission as vCenter keeps it. */
export interface Permission {
	readonly entity: Entity;
	readonly userName: string;
	readonly role: Role;
	readonly propagate: boolean;
}

/**
 * Who may do what. The account of a vCenter that has no `permissions` is an administrator. Of several permissions the nearest one on
 * the way up holds; VMs are reached through their folders.
 */
export class Access {
	readonly roles: readonly Role[];
	readonly permissions: readonly Permission[];
	readonly #administrator: string | undefined;

	/** @throws UserError when a permission names a role or an object that does not exist. */
	constructor(spec: VCenterSpec, username: string, find: (path: string) => Entity | undefined) {
		this.roles = rolesOf(spec.roles ?? []);
		const named = (userName: string, permissions: readonly PermissionSpec[]) =>
			permissions.map((permission) => this.#permission(spec.name, userName, permission, find));
		this.permissions = [
			...named(username, spec.permissions ?? [{ role: 'Admin' }]),
			...(spec.users ?? []).flatMap((user) => named(user.username, user.permissions)),
		];
		this.#administrator = spec.permissions === undefined ? username : undefined;
	}

	#permission(
		vcenter: string,
		userName: string,
		{ role: name, on = '/', propagate = true }: PermissionSpec,
		find: (path: string) => Entity | undefined,
	): Permission {
		const role = this.roles.find((one) => one.name === name);
		const entity = find(on);
		const missing = role === undefined ? `the role ${name}` : `the object ${on}`;
		if (role === undefined || entity === undefined)
			throw new UserError(
				'scenario-invalid',
				`The permissions of ${userName} name ${missing}, which ${vcenter} does not have.`,
			);
		return { entity, userName, role, propagate };
	}

	/** True when nothing is refused to an account. */
	isAdministrator(userName: string): boolean {
		return same(userName, this.#administrator);
	}

	/** The privileges of an account on an object. */
	privileges(userName: string, entity: Entity): readonly string[] {
		if (this.isAdministrator(userName)) return this.roles[0]?.privileges ?? [];
		return this.#nearest(userName, entity)?.role.privileges ?? [];
	}

	has(userName: string, entity: Entity, privilege: string): boolean {
		return this.isAdministrator(userName) || this.privileges(userName, entity).includes(privilege);
	}

	/** Permissions on an object itself, and with `inherited` those on the way up that reach it. */
	on(entity: Entity, inherited: boolean): Permission[] {
		const above = inherited ? ancestorsOf(entity) : [];
		return this.permissions.filter(
			(permission) =>
				permission.entity.id === entity.id ||
				(permission.propagate && above.some(({ id }) => id === permission.entity.id)),
		);
	}

	#nearest(userName: string, entity: Entity): Permission | undefined {
		const own = this.permissions.filter((permission) => same(userName, permission.userName));
		for (const step of [entity, ...ancestorsOf(entity)]) {
			const found = own.find(({ entity: { id }, propagate }) => id === step.id && (propagate || step === entity));
			if (found !== undefined) return found;
		}
		return undefined;
	}
}

function ancestorsOf(entity: Entity): Entity[] {
	const { parent } = entity;
	return parent === undefined ? [] : [parent, ...ancestorsOf(parent)];
}

/** Names of accounts differ in case only by accident. */
function same(a: string, b: string | undefined): boolean {
	return a.toLowerCase() === b?.toLowerCase();
}
