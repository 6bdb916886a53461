import { type TSchema, Type } from 'typebox';
import { RuleSource } from './rule.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;
const Text = Type.String({ minLength: 1 });
const Version = Type.String({ pattern: '^[0-9]+(\\.[0-9]+)*$' });
const Build = Type.Integer({ minimum: 1 });
const Whole = Type.Integer({ minimum: 0 });
const Texts = Type.Array(Text);
const Letter = Type.Enum(['S', 'X', 'D', 'U']);
const VersionAndBuild = Type.Object({ version: Version, build: Build }, closed);

/**
 * A table that a user may put in the place of one of the pack's (`--data`). The layout is `schemaVersion`; `version` is the user's
 * own name for the content.
 */
const table = <P extends Record<string, TSchema>>(properties: P) =>
	Type.Object(
		{
			schemaVersion: Type.Literal(1),
			version: Text,
			...properties,
			sources: Type.Array(RuleSource, { minItems: 1 }),
		},
		closed,
	);

const Rights = Type.Object(
	{ rank: Whole, crossVcenter: Type.Boolean(), vmotion: Type.Boolean(), storageVmotion: Type.Boolean() },
	closed,
);
const Feature = Type.Object({ labels: Texts, keys: Texts }, closed);

/** Tables by the name of their file in `rules/tables`. Those that are not here cannot be replaced: rules rest on their names. */
export const TABLES: Readonly<Record<string, TSchema>> = {
	'release-matrix': table({
		releases: Type.Array(Type.Object({ key: Text, label: Text, from: Version, build: o(Build) }, closed), {
			minItems: 1,
		}),
		newest: Version,
		asOf: Text,
		advancedFrom: VersionAndBuild,
		floors: Type.Object({ any: Version, xvm: Version, elmAt8: Version }, closed),
		/** Lowest ESXi release that a vCenter manages, the newest vCenter first. */
		manages: Type.Array(Type.Object({ vcenter: Version, from: Version }, closed)),
		rules: Type.Record(Type.String(), Text),
		pairs: Type.Array(
			Type.Object(
				{
					pair: Type.Array(Text, { minItems: 2, maxItems: 2 }),
					verdict: o(Letter),
					elm: o(Letter),
					xvm: o(Letter),
					rules: Type.Array(Type.Integer()),
					assumed: o(Text),
				},
				closed,
			),
		),
	}),
	'hardware-versions': table({
		releases: Type.Array(Type.Object({ hardware: Whole, version: Version, build: o(Build) }, closed), { minItems: 1 }),
		newest: Version,
		limits: Type.Array(Type.Object({ hardware: Whole, cpus: Whole, memoryGB: Whole }, closed)),
	}),
	'evc-order': table({
		sequences: Type.Array(Type.Object({ vendor: Text, keys: Texts }, closed), { minItems: 1 }),
		aliases: Type.Record(Type.String(), Text),
	}),
	'vds-versions': table({
		versions: Type.Array(Type.Object({ version: Version, lowestEsxi: Version }, closed), { minItems: 1 }),
	}),
	licences: table({
		editions: Type.Array(Type.Object({ class: Text, editionKey: Texts, name: Texts }, closed), { minItems: 1 }),
		classes: Type.Record(Type.String(), Rights),
		features: Type.Object({ crossVcenter: Feature, vmotion: Feature, storageVmotion: Feature }, closed),
		vcenters: Type.Array(Type.Object({ standard: Type.Boolean(), editionKey: Texts, name: Texts }, closed)),
		soonDays: Whole,
	}),
	ports: table({
		ports: Type.Array(
			Type.Object(
				{
					key: Text,
					port: Type.Integer({ minimum: 1, maximum: 65535 }),
					protocol: Type.Enum(['tcp', 'udp']),
					between: Text,
					both: Type.Boolean(),
					purpose: Text,
					ruleset: o(Text),
				},
				closed,
			),
			{ minItems: 1 },
		),
		stacks: Type.Record(Type.String(), Text),
		services: Type.Record(Type.String(), Text),
	}),
	'vsan-factors': table({
		factors: Type.Array(
			Type.Object(
				{
					redundancy: Text,
					factor: o(Type.Number({ minimum: 1 })),
					fewHosts: o(Type.Number({ minimum: 1 })),
					manyHosts: o(Type.Number({ minimum: 1 })),
					manyHostsFrom: o(Whole),
				},
				closed,
			),
			{ minItems: 1 },
		),
		assumed: Type.Object({ least: Type.Number(), usual: Type.Number(), name: Text }, closed),
	}),
	'vgpu-stun': table({
		stun: Type.Array(Type.Object({ gigabytes: Whole, seconds: Whole }, closed), { minItems: 1 }),
		first: VersionAndBuild,
	}),
};
