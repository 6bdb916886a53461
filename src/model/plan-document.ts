import { type Static, Type } from 'typebox';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;
/** One string where a list is expected is accepted (clarifications 7.6). */
const Strings = Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })]);
const Names = Type.Record(Type.String(), Type.String());
const Evidence = { evidence: Type.String({ minLength: 1 }), asOf: o(Type.String()), expires: o(Type.String()) };

/** One input of a side: exactly one of the kind keys, or a SOURCE string. */
export const PlanInput = Type.Union([
	Type.String(),
	Type.Object(
		{
			vcenter: o(Type.String()),
			rvtools: o(Type.String()),
			inventory: o(Type.String()),
			govc: o(Type.String()),
			mock: o(Type.String()),
			username: o(Type.String()),
			passwordEnv: o(Type.String()),
			passwordCommand: o(Type.Array(Type.String(), { minItems: 1 })),
			thumbprint: o(Type.String()),
			caFile: o(Type.String()),
			/** Name, host or instance UUID of one of several vCenters in the source. */
			pick: o(Type.String()),
		},
		closed,
	),
]);
export type PlanInput = Static<typeof PlanInput>;

const Placement = Type.Object(
	{
		cluster: o(Type.String()),
		host: o(Type.String()),
		resourcePool: o(Type.String()),
		folder: o(Type.String()),
		networks: o(Type.Object({ match: o(Type.Enum(['name', 'vlan', 'none'])), map: o(Names) }, closed)),
		datastores: o(Type.Object({ default: o(Type.String()), map: o(Names) }, closed)),
		diskFormat: o(Type.Enum(['same', 'thin', 'thick', 'eager'])),
		storagePolicy: o(
			Type.Object(
				{
					name: o(Type.String()),
					redundancy: o(Type.Enum(['raid0', 'raid1-ftt1', 'raid1-ftt2', 'raid1-ftt3', 'raid5', 'raid5-esa', 'raid6'])),
				},
				closed,
			),
		),
		vms: o(
			Type.Array(
				Type.Object(
					{ names: Strings, host: o(Type.String()), datastore: o(Type.String()), networks: o(Names) },
					closed,
				),
			),
		),
	},
	closed,
);

const Declared = Type.Object(
	{
		pair: o(
			Type.Object(
				{
					ssoDomain: o(Type.Enum(['same', 'different'])),
					vdsMixedVersions: o(Type.Boolean()),
					stretchedNetworks: o(Type.Boolean()),
					sameVmotionStack: o(Type.Boolean()),
					provisioningAdapters: o(Type.Boolean()),
					switchServices: o(Type.Boolean()),
					distinctInstanceIds: o(Type.Boolean()),
					macsOutsidePool: o(Type.Boolean()),
					realTimeSwitches: o(Type.Boolean()),
					storagePolicies: o(Type.Boolean()),
					encryptionPolicy: o(Type.Boolean()),
					/** Certificates of both vCenters: valid through the window, and the ones that are pinned or trusted. */
					certificates: o(Type.Enum(['valid'])),
					/** Clocks of both vCenters and of the hosts in scope. */
					clocks: o(Type.Enum(['in-step'])),
					/** Logins with the accounts that move. */
					logins: o(Type.Enum(['accepted'])),
					/** Nothing translates addresses between vCenters and hosts, nor between the sites. */
					nat: o(Type.Enum(['none'])),
					...Evidence,
				},
				closed,
			),
		),
		vms: o(
			Type.Array(
				Type.Object(
					{
						names: Strings,
						encrypted: o(Type.Boolean()),
						minRequiredEvcMode: o(Type.String()),
						devices: o(Type.Array(Type.String(), { maxItems: 0 })),
						disabledMethods: o(Type.Array(Type.String())),
						toolsInstallerMounted: o(Type.Boolean()),
						linkedClone: o(Type.Boolean()),
						migrateEncryption: o(Type.Enum(['disabled', 'opportunistic', 'required'])),
						cpuSettings: o(Type.Array(Type.String())),
						replicated: o(Type.Boolean()),
						clusterRules: o(Type.Array(Type.String())),
						clusterOverride: o(Type.Boolean()),
						managedBy: o(Type.Object({ extensionKey: Type.String() }, closed)),
						conditions: o(Type.Array(Type.String())),
						tags: o(Type.Array(Type.String())),
						appliance: o(Type.String()),
						srmProtected: o(Type.Boolean()),
						homePath: o(Type.String()),
						libraryItem: o(Type.String()),
						extensionConstraints: o(Type.Array(Type.String())),
						permissions: o(Type.Array(Type.String())),
						customAttributes: o(Type.Array(Type.String())),
						scheduledTasks: o(Type.Array(Type.String())),
						vAppName: o(Type.String()),
						floppies: o(Type.Array(Type.String(), { maxItems: 0 })),
						conflictPort: o(Type.Boolean()),
						networkReservation: o(Type.Boolean()),
						nativeDelta: o(Type.Boolean()),
						hostedDisks: o(Type.Array(Type.String(), { maxItems: 0 })),
						ioFilters: o(Type.Array(Type.String(), { maxItems: 0 })),
						firstClassDisks: o(Type.Boolean()),
						persistentMemory: o(Type.Boolean()),
						npiv: o(Type.Boolean()),
						...Evidence,
					},
					closed,
				),
			),
		),
		hosts: o(
			Type.Array(
				Type.Object(
					{
						side: Type.Enum(['source', 'destination']),
						names: Strings,
						vmotionAdapters: o(Type.Array(Type.String())),
						firewall: o(
							Type.Object(
								{
									vmotion: o(Type.Boolean()),
									nfc: o(Type.Boolean()),
									client: o(Type.Boolean()),
									dns: o(Type.Boolean()),
									ntp: o(Type.Boolean()),
								},
								closed,
							),
						),
						enhancedSwitches: o(Type.Array(Type.String())),
						licence: o(Type.Enum(['enterprise-plus', 'standard', 'evaluation', 'none'])),
						haState: o(
							Type.Enum(['master', 'connectedToMaster', 'election', 'initializationError', 'networkIsolated']),
						),
						connectionState: o(Type.Enum(['connected', 'disconnected', 'notResponding'])),
						...Evidence,
					},
					closed,
				),
			),
		),
		datastores: o(
			Type.Array(
				Type.Object(
					{
						side: Type.Enum(['source', 'destination']),
						names: Strings,
						maintenanceMode: o(Type.Enum(['normal', 'enteringMaintenance', 'inMaintenance'])),
						...Evidence,
					},
					closed,
				),
			),
		),
		/** Privileges that the account which moves holds on everything of the plan, with its name or role as evidence. */
		privileges: o(
			Type.Array(Type.Object({ side: Type.Enum(['source', 'destination']), held: Strings, ...Evidence }, closed)),
		),
		/** Folders of the destination that exist: an export shows only those that hold VMs. */
		folders: o(Type.Array(Type.Object({ names: Strings, ...Evidence }, closed))),
		firewall: o(
			Type.Array(
				Type.Object(
					{
						from: Type.String(),
						to: Type.String(),
						port: Type.String({ pattern: '^[0-9]{1,5}/(tcp|udp)$' }),
						open: Type.Boolean(),
						both: o(Type.Boolean()),
						...Evidence,
					},
					closed,
				),
			),
		),
		dns: o(
			Type.Array(
				Type.Object(
					{
						/** A host or vCenter name, or a glob over such names. */
						name: Type.String(),
						address: o(Type.String()),
						forward: o(Type.Boolean()),
						reverse: o(Type.Boolean()),
						...Evidence,
					},
					closed,
				),
			),
		),
	},
	closed,
);

/** A plan as people write it (design 6.1). Every key and default is here; units are text as written. */
export const PlanDocument = Type.Object(
	{
		version: Type.Literal(1),
		name: o(Type.String()),
		extends: o(Type.String()),
		move: o(Type.Enum(['hot', 'cold'])),
		storage: o(Type.Enum(['move', 'keep'])),
		driver: o(
			Type.Object(
				{
					side: o(Type.Enum(['source', 'destination'])),
					by: o(Type.Enum(['api', 'ui'])),
					/** Who moves, as each vCenter knows the account. Without it the account that reads is asked for its privileges. */
					accounts: o(Type.Object({ source: o(Type.String()), destination: o(Type.String()) }, closed)),
				},
				closed,
			),
		),
		source: o(Type.Union([PlanInput, Type.Array(PlanInput, { minItems: 1 })])),
		destination: o(Type.Union([PlanInput, Type.Array(PlanInput, { minItems: 1 })])),
		select: o(
			Type.Object(
				{
					vms: o(Strings),
					file: o(Type.String()),
					folders: o(Strings),
					clusters: o(Strings),
					tags: o(Strings),
					exclude: o(Strings),
				},
				closed,
			),
		),
		groups: o(Type.Array(Type.Object({ name: Type.String(), vms: Strings }, closed))),
		placement: o(Placement),
		link: o(
			Type.Object(
				{
					bandwidth: o(Type.String()),
					rtt: o(Type.String()),
					loss: o(Type.String()),
					mtu: o(Type.Number({ minimum: 576, maximum: 65535 })),
					measured: o(Type.String()),
				},
				closed,
			),
		),
		declared: o(Declared),
		policy: o(
			Type.Object(
				{
					profile: o(Type.Enum(['faq', 'vendor'])),
					failOn: o(Type.Enum(['blocker', 'warning', 'info'])),
					datastoreHeadroom: o(Type.String()),
					concurrency: o(Type.Integer({ minimum: 1 })),
					maxAge: o(Type.String()),
					window: o(Type.Object({ start: Type.String(), end: Type.String() }, closed)),
					waivers: o(Type.String()),
					allowUnknown: o(Strings),
					maxWarnings: o(Type.Integer({ minimum: 0 })),
					/** Rules that this move judges differently, each with its reason; the report shows them. */
					rules: o(
						Type.Array(
							Type.Object(
								{
									rule: Type.String({ minLength: 1 }),
									severity: o(Type.Enum(['blocker', 'warning', 'info'])),
									disabled: o(Type.Literal(true)),
									reason: Type.String({ minLength: 1 }),
								},
								closed,
							),
						),
					),
				},
				closed,
			),
		),
	},
	{ ...closed, $id: 'plan' },
);
export type PlanDocument = Static<typeof PlanDocument>;
