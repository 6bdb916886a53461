import { type Static, Type } from 'typebox';
import { Bytes, notes, privileges } from './parts.js';

const o = Type.Optional;

/** A datastore. `hosts` are ids of the hosts that mount it. */
export const Datastore = Type.Object(
	{
		id: Type.String(),
		name: Type.String(),
		/** `VMFS` | `NFS` | `NFS41` | `vsan` | `VVOL` | … as the source spells it */
		type: o(Type.String()),
		url: o(Type.String()),
		/** What is behind it, comparable across vCenters: VMFS UUID, `nas:host:/path`, or the last element of the URL. */
		backingId: o(Type.String()),
		vmfsVersion: o(Type.Number()),
		/** Largest virtual disk and largest memory file that it takes (DatastoreInfo). */
		maxDiskBytes: o(Bytes),
		maxMemoryFileBytes: o(Bytes),
		/** Whether thin or thick is chosen per file (DatastoreCapability). */
		perFileThin: o(Type.Boolean()),
		/** Sector formats that it takes (API 9.0). */
		sectorFormats: o(Type.Array(Type.String())),
		capacityBytes: o(Bytes),
		freeBytes: o(Bytes),
		provisionedBytes: o(Bytes),
		accessible: o(Type.Boolean()),
		/** `normal` | `enteringMaintenance` | `inMaintenance` */
		maintenanceMode: o(Type.String()),
		hosts: o(Type.Array(Type.String())),
		/** Ids of the hosts that mount it and do not reach it (HostMountInfo.accessible). */
		unreachedBy: o(Type.Array(Type.String())),
		datastoreCluster: o(Type.String()),
		...privileges,
		...notes,
	},
	{ additionalProperties: false },
);
export type Datastore = Static<typeof Datastore>;
