import { type Static, Type } from 'typebox';
import { ProbeTarget } from '../../model/probes.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;

/** One thing that a script does on its host. Its place in the list is its number in the output. */
export const KitStep = Type.Union([
	Type.Object(
		{
			kind: Type.Literal('ping'),
			adapter: Type.String(),
			stack: Type.String(),
			to: Type.String(),
			peer: Type.String(),
			/** Bytes of payload, sent without leave to fragment. */
			size: Type.Integer({ minimum: 8, maximum: 65507 }),
		},
		closed,
	),
	Type.Object(
		{
			kind: Type.Literal('port'),
			/** Own address; absent where no source tells it. */
			from: o(Type.String()),
			stack: Type.String(),
			to: Type.String(),
			peer: Type.String(),
			port: Type.Integer({ minimum: 1, maximum: 65535 }),
			purpose: Type.String(),
		},
		closed,
	),
	Type.Object(
		{ kind: Type.Literal('name'), question: Type.Enum(['forward', 'reverse']), asked: Type.String() },
		closed,
	),
	Type.Object({ kind: Type.Literal('listing'), of: Type.Enum(['addresses', 'interfaces', 'dns', 'name']) }, closed),
]);
export type KitStep = Static<typeof KitStep>;

export const KitHost = Type.Object(
	{
		/** `esx01.example.com.sh`; its output is expected beside it, under any name. */
		script: Type.String(),
		/** SHA-256 of the script: an output of another one is not taken for this one's. */
		sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
		host: ProbeTarget,
		/** Addresses that the inventory knows of the host: one of them must show in the output. */
		addresses: Type.Array(Type.String()),
		steps: Type.Array(KitStep),
	},
	closed,
);
export type KitHost = Static<typeof KitHost>;

/** What `kit.json` says: which scripts a kit has, and what each of their steps means. */
export const KitManifest = Type.Object(
	{
		schemaVersion: Type.Literal(1),
		kind: Type.Literal('xvcheck.probe-kit'),
		id: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
		madeAt: Type.String(),
		tool: Type.Object({ name: Type.String(), version: Type.String() }, closed),
		hosts: Type.Array(KitHost),
	},
	{ ...closed, $id: 'probe-kit' },
);
export type KitManifest = Static<typeof KitManifest>;
