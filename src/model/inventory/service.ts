import { type Static, Type } from 'typebox';
import { notes, privileges } from './parts.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;

/** A licence. `id` is a hash: the key itself is redacted when read. */
export const License = Type.Object(
	{
		id: Type.String(),
		name: o(Type.String()),
		editionKey: o(Type.String()),
		features: o(Type.Array(Type.String())),
		costUnit: o(Type.String()),
		total: o(Type.Number()),
		used: o(Type.Number()),
		/** `never`, or ISO 8601 UTC. */
		expires: o(Type.String()),
		/** Ids of the hosts, clusters or the vCenter (its instance UUID) that it is assigned to. */
		assignedTo: o(Type.Array(Type.String())),
		...notes,
	},
	closed,
);
export type License = Static<typeof License>;

/** A key provider. `kind`: `vCenter` (standard) | `nativeProvider` | `trustAuthority` | `unknown`. */
export const KeyProvider = Type.Object(
	{
		id: Type.String(),
		kind: o(Type.String()),
		keyId: o(Type.String()),
		hasBackup: o(Type.Boolean()),
		tpmRequired: o(Type.Boolean()),
		default: o(Type.Boolean()),
		/** Key servers of a standard provider (KmipServerInfo). */
		servers: o(
			Type.Array(Type.Object({ name: o(Type.String()), address: o(Type.String()), port: o(Type.Number()) }, closed)),
		),
		...notes,
	},
	closed,
);
export type KeyProvider = Static<typeof KeyProvider>;

/** The vCenter itself (AboutInfo). `apiType` is `VirtualCenter` or `HostAgent`. */
export const VCenter = Type.Object(
	{
		name: o(Type.String()),
		/** x.y.z */
		version: o(Type.String()),
		build: o(Type.Number()),
		apiVersion: o(Type.String()),
		apiType: o(Type.String()),
		instanceUuid: o(Type.String()),
		ssoDomain: o(Type.String()),
		/** The advanced setting `vgpu.hotmigrate.enabled`; false while it is not set. */
		vgpuHotMigrate: o(Type.Boolean()),
		/** Instance id, 0 to 63: the MAC addresses that it generates start with 00:50:56:(128 + id). */
		instanceId: o(Type.Number()),
		/** Products that registered themselves at the vCenter: key, and the names or addresses that they are reached at. */
		extensions: o(Type.Array(Type.Object({ key: Type.String(), servers: Type.Array(Type.String()) }, closed))),
		/** Who read it, as the vCenter calls the account: its privileges are told, nobody else's. */
		account: o(Type.String()),
		...privileges,
		...notes,
	},
	closed,
);
export type VCenter = Static<typeof VCenter>;
