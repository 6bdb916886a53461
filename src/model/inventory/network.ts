import { type Static, Type } from 'typebox';
import { notes, privileges } from './parts.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;

/** A VLAN setting: exactly one key is present. `id` 0 is untagged. A trunk lists its ranges. */
export const Vlan = Type.Object(
	{
		id: o(Type.Number()),
		trunk: o(Type.Array(Type.Object({ from: Type.Number(), to: Type.Number() }, closed))),
		private: o(Type.Number()),
	},
	closed,
);
export type Vlan = Static<typeof Vlan>;

/** A standard network, distributed port group or opaque network. `hosts` are ids of the hosts that see it. */
export const Network = Type.Object(
	{
		id: Type.String(),
		name: Type.String(),
		/** `standard` | `distributed` | `opaque` */
		kind: o(Type.String()),
		/** Id in `switches[]` (distributed only; a standard network has one switch per host). */
		switch: o(Type.String()),
		switchName: o(Type.String()),
		vlan: o(Vlan),
		uplink: o(Type.Boolean()),
		security: o(
			Type.Object(
				{
					promiscuous: o(Type.Boolean()),
					macChanges: o(Type.Boolean()),
					forgedTransmits: o(Type.Boolean()),
				},
				closed,
			),
		),
		hosts: o(Type.Array(Type.String())),
		datacenter: o(Type.String()),
		/** Ports of a distributed port group. */
		ports: o(Type.Number()),
		/** It grows when its ports are used up; true also when ports are made as needed (ephemeral binding). */
		autoExpand: o(Type.Boolean()),
		/** Distributed port group backed by NSX. */
		nsxBacked: o(Type.Boolean()),
		...privileges,
		...notes,
	},
	closed,
);
export type Network = Static<typeof Network>;

/** A distributed switch, or a standard switch of one host (`host`). `hosts` are ids of member hosts. */
export const Switch = Type.Object(
	{
		id: Type.String(),
		name: Type.String(),
		/** `standard` | `distributed` */
		kind: Type.String(),
		uuid: o(Type.String()),
		version: o(Type.String()),
		vendor: o(Type.String()),
		mtu: o(Type.Number()),
		hosts: o(Type.Array(Type.String())),
		host: o(Type.String()),
		/** Free ports of a standard switch. */
		freePorts: o(Type.Number()),
		/** What runs on a distributed switch: `LACP`, `port mirroring`, `NetFlow`, `network I/O control`. */
		services: o(Type.Array(Type.String())),
		/** Real-time mode (API 8.0.3.1). */
		realTime: o(Type.Boolean()),
		...notes,
	},
	closed,
);
export type Switch = Static<typeof Switch>;
