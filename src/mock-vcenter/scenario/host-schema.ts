import { type Static, Type } from 'typebox';
import { SIZE_PATTERN } from './units.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;
const Size = Type.String({ pattern: SIZE_PATTERN });

const VmkernelSpec = Type.Object(
	{
		device: Type.String(),
		network: Type.String(),
		/** `10.1.0.{11..}` counts with the hosts of the group. */
		ip: Type.String(),
		netmask: o(Type.String()),
		gateway: o(Type.String()),
		mtu: o(Type.Integer()),
		/** `defaultTcpipStack` unless given; `vmotion`, `vSphereProvisioning`. */
		stack: o(Type.String()),
		/** `management`, `vmotion`, `vSphereProvisioning`, `vsan`, … */
		services: o(Type.Array(Type.String())),
	},
	closed,
);
export type VmkernelSpec = Static<typeof VmkernelSpec>;

const NicSpec = Type.Object(
	{
		device: Type.String(),
		/** Mbit/s; 0 is a link that is down. */
		speedMbps: Type.Integer({ minimum: 0 }),
		/** Switch that it is an uplink of, `vSwitch0` or a distributed switch. */
		switch: o(Type.String()),
	},
	closed,
);
export type NicSpec = Static<typeof NicSpec>;

const RulesetSpec = Type.Object({ enabled: o(Type.Boolean()), allowed: o(Type.Array(Type.String())) }, closed);
export type RulesetSpec = Static<typeof RulesetSpec>;

/** Hosts that differ in their names and addresses only. */
export const HostGroup = Type.Object(
	{
		/** `esx-{01..03}.example.com` */
		names: Type.String(),
		version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
		build: Type.Integer(),
		vendor: o(Type.String()),
		model: o(Type.String()),
		cpu: o(
			Type.Object(
				{
					/** `intel` | `amd` */
					vendor: Type.Enum(['intel', 'amd']),
					model: Type.String(),
					mhz: o(Type.Integer()),
					packages: o(Type.Integer()),
					cores: o(Type.Integer()),
					threads: o(Type.Integer()),
				},
				closed,
			),
		),
		memory: o(Size),
		evcMax: o(Type.String()),
		state: o(Type.Enum(['connected', 'disconnected', 'notResponding'])),
		power: o(Type.Enum(['poweredOn', 'poweredOff', 'standBy', 'unknown'])),
		maintenance: o(Type.Boolean()),
		quarantine: o(Type.Boolean()),
		/** State of the HA agent, `connectedToMaster` unless given. */
		haState: o(Type.String()),
		license: o(Type.String()),
		vmkernel: Type.Array(VmkernelSpec),
		nics: o(Type.Array(NicSpec)),
		/** By ruleset key; the others are as a fresh ESXi has them. */
		firewall: o(Type.Record(Type.String(), RulesetSpec)),
		firewallOff: o(Type.Boolean()),
		dns: o(
			Type.Object(
				{ servers: Type.Array(Type.String()), domain: o(Type.String()), search: o(Type.Array(Type.String())) },
				closed,
			),
		),
		ntp: o(Type.Object({ servers: Type.Array(Type.String()), running: o(Type.Boolean()) }, closed)),
		/** End of the host's certificate, ISO 8601. */
		certificateExpires: o(Type.String()),
		vmotionCapable: o(Type.Boolean()),
		cryptoState: o(Type.Enum(['incapable', 'prepared', 'safe', 'pendingIncapable'])),
	},
	closed,
);
export type HostGroup = Static<typeof HostGroup>;
