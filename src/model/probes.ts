import { type Static, Type } from 'typebox';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;
const Time = Type.String({ description: 'ISO 8601 UTC' });

/** What a probe was about: a vCenter or a host of one side. `id` is the inventory's; names decide when ids change. */
export const ProbeTarget = Type.Object(
	{
		side: Type.Enum(['source', 'destination']),
		type: Type.Enum(['vcenter', 'host']),
		id: o(Type.String()),
		name: Type.String(),
	},
	closed,
);
export type ProbeTarget = Static<typeof ProbeTarget>;

/**
 * What came of a question to a name server. `no-such-name` (NXDOMAIN) and `no-data` (the name has no such record) are answers;
 * `not-asked` says that earlier silence or the time limit ended the questions.
 */
export const DNS_OUTCOMES = [
	'answered',
	'no-such-name',
	'no-data',
	'time-out',
	'refused',
	'server-failure',
	'error',
	'not-asked',
] as const;
export type DnsOutcome = (typeof DNS_OUTCOMES)[number];

/** One question to one name server. `resolver` is `system` (as this machine resolves) or the server's address. */
export const DnsResult = Type.Object(
	{
		resolver: Type.String(),
		question: Type.Enum(['forward', 'reverse']),
		/** The name, or in reverse the address. */
		asked: Type.String(),
		outcome: Type.Enum([...DNS_OUTCOMES]),
		/** Addresses, or in reverse names. */
		answers: o(Type.Array(Type.String())),
		detail: o(Type.String()),
		at: Time,
	},
	closed,
);
export type DnsResult = Static<typeof DnsResult>;

/**
 * What a TCP connection met. `refused`: something answered that nothing listens. `unreachable`: a router or firewall said no.
 * `time-out`: silence, as of a firewall that drops.
 */
export const TCP_OUTCOMES = ['open', 'refused', 'unreachable', 'time-out', 'unresolved', 'error', 'not-asked'] as const;
export type TcpOutcome = (typeof TCP_OUTCOMES)[number];

export const TcpResult = Type.Object(
	{
		target: ProbeTarget,
		address: Type.String(),
		port: Type.Integer({ minimum: 1, maximum: 65535 }),
		/** What the port is for: `vcenter`, `vmotion`, `nfc`, as in the table of ports. */
		purpose: Type.String(),
		outcome: Type.Enum([...TCP_OUTCOMES]),
		/** Until the connection stood or failed. */
		milliseconds: o(Type.Number({ minimum: 0 })),
		detail: o(Type.String()),
		at: Time,
	},
	closed,
);
export type TcpResult = Static<typeof TcpResult>;

/** The certificate that a server showed. */
export const TlsResult = Type.Object(
	{
		target: ProbeTarget,
		address: Type.String(),
		port: Type.Integer({ minimum: 1, maximum: 65535 }),
		outcome: Type.Enum(['shown', 'no-connection', 'no-tls', 'not-asked']),
		subject: o(Type.String()),
		issuer: o(Type.String()),
		/** Names and addresses that the certificate is for. */
		names: o(Type.Array(Type.String())),
		/** Whether it is for the name that was asked. */
		nameMatches: o(Type.Boolean()),
		validFrom: o(Time),
		validTo: o(Time),
		sha1: o(Type.String()),
		sha256: o(Type.String()),
		/** Whether this machine verifies it, with the CA file that the plan or a flag names. */
		verified: o(Type.Boolean()),
		verifyError: o(Type.String()),
		/** Whether it is the certificate that the plan or a flag pins; absent without a pin. */
		pinned: o(Type.Boolean()),
		/** Subjects from the server's certificate up to the last that it sent. */
		chain: o(Type.Array(Type.String())),
		detail: o(Type.String()),
		at: Time,
	},
	closed,
);
export type TlsResult = Static<typeof TlsResult>;

/** A clock against that of the machine that asked: positive when the target's is ahead. */
export const ClockResult = Type.Object(
	{
		target: ProbeTarget,
		outcome: Type.Enum(['read', 'no-answer', 'not-asked']),
		/** `CurrentTime` of a vCenter, `QueryDateTime` of a host through its vCenter, `Date` of an HTTP answer. */
		method: Type.String(),
		offsetSeconds: o(Type.Number()),
		/** The offset may be off by this much: half the round trip, and half a unit of the clock as written. */
		errorSeconds: o(Type.Number({ minimum: 0 })),
		detail: o(Type.String()),
		at: Time,
	},
	closed,
);
export type ClockResult = Static<typeof ClockResult>;

/** Whether a vCenter took the login of its side. `refused` is a wrong password or a locked account. */
export const LoginResult = Type.Object(
	{
		target: ProbeTarget,
		outcome: Type.Enum(['accepted', 'refused', 'no-connection']),
		detail: o(Type.String()),
		at: Time,
	},
	closed,
);
export type LoginResult = Static<typeof LoginResult>;

/** A vim25 fault: its type, and what the server said. */
export const ProbeFault = Type.Object(
	{ fault: Type.String(), text: o(Type.String()), detail: o(Type.String()) },
	closed,
);
export type ProbeFault = Static<typeof ProbeFault>;

/** What `CheckRelocate_Task` of the source vCenter said about one VM. */
export const RelocateResult = Type.Object(
	{
		vm: Type.Object({ id: Type.String(), name: Type.String() }, closed),
		/**
		 * `checked`: the task ended with results. `failed`: it ended with a fault before the VM was looked at. `unfinished`: it did
		 * not end in time. `not-sent`: the request could not be made, see `detail`.
		 */
		outcome: Type.Enum(['checked', 'failed', 'unfinished', 'not-sent']),
		/** Whether the destination was contacted; absent while nobody can tell. */
		reached: o(Type.Boolean()),
		/** What the request left open, so that it was not tested: `host`, `datastore`, `network of Network adapter 1`. */
		open: Type.Array(Type.String()),
		errors: Type.Array(Type.Object({ ...ProbeFault.properties, host: o(Type.String()) }, closed)),
		warnings: Type.Array(Type.Object({ ...ProbeFault.properties, host: o(Type.String()) }, closed)),
		/** The fault of the task itself. */
		fault: o(ProbeFault),
		detail: o(Type.String()),
		at: Time,
	},
	closed,
);
export type RelocateResult = Static<typeof RelocateResult>;

/** What one ESXi host saw when its script of the kit ran on it. */
export const HostRun = Type.Object(
	{
		host: ProbeTarget,
		/** The host's own name when the script ran. */
		hostname: o(Type.String()),
		startedAt: Time,
		finishedAt: o(Time),
		/** Whether the output is whole: it ends with its end mark, and holds every step. */
		complete: Type.Boolean(),
		pings: Type.Array(
			Type.Object(
				{
					to: Type.String(),
					peer: Type.String(),
					adapter: Type.String(),
					stack: Type.String(),
					/** Bytes of payload: 1472 fills a frame of 1500, 8972 one of 9000. */
					size: Type.Integer(),
					outcome: Type.Enum(['passed', 'lost', 'too-long', 'error']),
					sent: o(Type.Integer()),
					received: o(Type.Integer()),
					/** Average round trip. */
					milliseconds: o(Type.Number()),
					detail: o(Type.String()),
				},
				closed,
			),
		),
		ports: Type.Array(
			Type.Object(
				{
					from: o(Type.String()),
					to: Type.String(),
					peer: Type.String(),
					port: Type.Integer(),
					purpose: Type.String(),
					outcome: Type.Enum(['open', 'closed', 'error']),
					detail: o(Type.String()),
				},
				closed,
			),
		),
		names: Type.Array(
			Type.Object(
				{
					question: Type.Enum(['forward', 'reverse']),
					asked: Type.String(),
					outcome: Type.Enum([...DNS_OUTCOMES]),
					answers: o(Type.Array(Type.String())),
					detail: o(Type.String()),
				},
				closed,
			),
		),
	},
	closed,
);
export type HostRun = Static<typeof HostRun>;

/**
 * Results of one run of probes: what was asked, from where, when, and what came back. A document of its own, which `check` and
 * `run` take with `--probes`.
 */
export const ProbeResults = Type.Object(
	{
		schemaVersion: Type.Literal(1),
		kind: Type.Literal('xvcheck.probes'),
		tool: Type.Object({ name: Type.String(), version: Type.String() }, closed),
		/** The machine that asked. */
		vantage: Type.String(),
		startedAt: Time,
		finishedAt: Time,
		dns: Type.Array(DnsResult),
		tcp: Type.Array(TcpResult),
		tls: Type.Array(TlsResult),
		clocks: Type.Array(ClockResult),
		logins: Type.Array(LoginResult),
		checkRelocate: Type.Array(RelocateResult),
		hosts: Type.Array(HostRun),
		/** What could not be done, and why. */
		problems: Type.Array(Type.String()),
	},
	{ ...closed, $id: 'probes' },
);
export type ProbeResults = Static<typeof ProbeResults>;

/** The lists of results, by what made them. */
export type ProbeLists = Pick<
	ProbeResults,
	'dns' | 'tcp' | 'tls' | 'clocks' | 'logins' | 'checkRelocate' | 'hosts' | 'problems'
>;
