import { type Static, Type } from 'typebox';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;

/** A role beside those that every vCenter has (`Admin`, `NoCryptoAdmin`, `ReadOnly`, `View`, `NoAccess`). */
export const RoleSpec = Type.Object({ name: Type.String(), privileges: Type.Array(Type.String()) }, closed);
export type RoleSpec = Static<typeof RoleSpec>;

/** What an account may do on an object and, unless told otherwise, on everything below it. The nearest one to an object holds. */
export const PermissionSpec = Type.Object(
	{
		role: Type.String(),
		/** Inventory path, `/Milan/vm/Prod`; the root folder when absent. */
		on: o(Type.String()),
		propagate: o(Type.Boolean()),
	},
	closed,
);
export type PermissionSpec = Static<typeof PermissionSpec>;

/** An account beside the one of the vCenter. */
export const UserSpec = Type.Object(
	{ username: Type.String(), password: Type.String(), permissions: Type.Array(PermissionSpec) },
	closed,
);
export type UserSpec = Static<typeof UserSpec>;
