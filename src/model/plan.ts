import { type Static, Type } from 'typebox';
import type { PlanInput } from './plan-document.js';

const o = Type.Optional;

/** What rules see of a plan as `plan`: defaults filled in, units resolved. Absent means that the plan does not say. */
export const PlanFacts = Type.Object({
	name: o(Type.String()),
	/** `hot` | `cold`: how powered-on VMs are meant to move. */
	move: Type.String(),
	/** `move` | `keep` */
	storage: Type.String(),
	driver: Type.Object({ side: Type.String(), by: Type.String() }),
	link: Type.Object({
		/** bit/s */
		bandwidth: o(Type.Number()),
		/** seconds, round trip */
		rtt: o(Type.Number()),
		/** 0 to 1 */
		loss: o(Type.Number()),
		/** bytes */
		mtu: o(Type.Number()),
		/** byte/s */
		measured: o(Type.Number()),
	}),
	placement: Type.Object({
		cluster: o(Type.String()),
		host: o(Type.String()),
		resourcePool: o(Type.String()),
		folder: o(Type.String()),
		/** `name` | `vlan` | `none` */
		networkMatch: Type.String(),
		/** `same` | `thin` | `thick` | `eager` */
		diskFormat: Type.String(),
		redundancy: o(Type.String()),
	}),
});

/** What rules see as `policy`. */
export const Policy = Type.Object({
	/** `faq` | `vendor` */
	profile: Type.String(),
	/** Share of a datastore's capacity that must stay free, 0 to 1 (default 0.15). */
	datastoreHeadroom: Type.Number(),
	/** Planned simultaneous moves, absent when the plan does not say. */
	concurrency: o(Type.Number()),
	/** Seconds after which volatile data no longer count (default 7 days). */
	maxAge: Type.Number(),
	/** Start and end of the change window, ISO 8601 UTC. */
	windowStart: o(Type.String()),
	windowEnd: o(Type.String()),
});
export type Policy = Static<typeof Policy>;

/** A per-VM override of the placement; `names` are globs. */
export interface PlacementOverride {
	readonly names: readonly string[];
	readonly host?: string;
	readonly datastore?: string;
	readonly networks?: Readonly<Record<string, string>>;
}

/** Which VMs move (clarifications 4.5). Absent keys select nothing away. */
export interface Selection {
	readonly vms?: readonly string[];
	/** Entries of a list file: any of the identities that a row gave, and where it stands. */
	readonly list?: readonly SelectionEntry[];
	readonly folders?: readonly string[];
	readonly clusters?: readonly string[];
	readonly tags?: readonly string[];
	readonly exclude?: readonly string[];
}
export interface SelectionEntry {
	readonly name?: string;
	readonly id?: string;
	readonly instanceUuid?: string;
	readonly uuid?: string;
	readonly where: string;
}

/** A resolved plan: what `app` and `facts` work with. `PlanFacts` is the part that rules see. */
export type Plan = Static<typeof PlanFacts> & {
	readonly source: readonly PlanInput[];
	readonly destination: readonly PlanInput[];
	readonly select: Selection;
	readonly groups: readonly { readonly name: string; readonly vms: readonly string[] }[];
	readonly networkMap: Readonly<Record<string, string>>;
	readonly datastoreDefault?: string;
	readonly datastoreMap: Readonly<Record<string, string>>;
	readonly overrides: readonly PlacementOverride[];
	readonly declared: Declarations;
	readonly policy: Policy;
	/** Who moves, by side, where the plan says it. */
	readonly accounts?: { readonly source?: string; readonly destination?: string };
	/** Name of the storage policy that the VMs get. */
	readonly storagePolicy?: string;
	readonly failOn: 'blocker' | 'warning' | 'info';
	readonly allowUnknown: readonly string[];
	/** Warnings that the gate allows; absent: any number. */
	readonly maxWarnings?: number;
	readonly ruleOverrides?: readonly RuleOverride[];
	/** Path of the waiver file, resolved against the plan's folder. */
	readonly waiversFile?: string;
	/** Where the plan came from, absent when flags made it. */
	readonly file?: string;
};

/** A rule that the plan judges differently: with another severity, or not at all. */
export interface RuleOverride {
	readonly rule: string;
	readonly severity?: 'blocker' | 'warning' | 'info';
	readonly disabled?: true;
	readonly reason: string;
	readonly where: string;
}

/** Common to everything declared: what it rests on, and until when. */
export interface Declaration {
	readonly evidence: string;
	readonly asOf?: string;
	readonly expires?: string;
	/** `declared.hosts[0]`: how messages point at it. */
	readonly where: string;
}
export interface DeclaredFirewall extends Declaration {
	/** Network (CIDR), address, host or vCenter name or glob, or cluster path. */
	readonly from: string;
	readonly to: string;
	readonly port: number;
	readonly protocol: 'tcp' | 'udp';
	readonly open: boolean;
	readonly both: boolean;
}
export interface DeclaredDns extends Declaration {
	readonly name: string;
	readonly address?: string;
	readonly forward?: boolean;
	readonly reverse?: boolean;
}
/** Folders of the destination that exist, by path. */
export interface DeclaredFolders extends Declaration {
	readonly names: readonly string[];
}
/** Privileges of the account that moves, on everything of the plan. */
export interface DeclaredPrivileges extends Declaration {
	readonly side: 'source' | 'destination';
	readonly held: readonly string[];
}
/** Data vouched for about objects of an inventory, in the model's own terms. */
export interface DeclaredObjects extends Declaration {
	readonly side: 'source' | 'destination';
	readonly collection: 'vms' | 'hosts' | 'datastores';
	readonly names: readonly string[];
	/** Dotted model datum -> value. */
	readonly data: Readonly<Record<string, unknown>>;
}
/** What a person vouches for about both vCenters where nothing can see it. */
export interface PairWords {
	/** The networks of both sites are one broadcast domain. */
	readonly stretchedNetworks?: boolean;
	/** Both sides run vMotion on the same kind of TCP/IP stack. */
	readonly sameVmotionStack?: boolean;
	/** Hosts have a VMkernel adapter for provisioning. */
	readonly provisioningAdapters?: boolean;
	/** Services of the source switches exist at the destination. */
	readonly switchServices?: boolean;
	/** The vCenters have instance ids of their own. */
	readonly distinctInstanceIds?: boolean;
	/** No address of a VM lies in the range that the destination vCenter generates. */
	readonly macsOutsidePool?: boolean;
	/** Distributed switches in real-time mode exist. */
	readonly realTimeSwitches?: boolean;
	/** Storage policies of the VMs have counterparts at the destination. */
	readonly storagePolicies?: boolean;
	/** The destination has a storage policy that encrypts. */
	readonly encryptionPolicy?: boolean;
}
/** What holds for both vCenters together. */
export interface DeclaredPair extends Declaration, PairWords {
	readonly ssoDomain?: 'same' | 'different';
	readonly vdsMixedVersions?: boolean;
	readonly certificates?: 'valid';
	readonly clocks?: 'in-step';
	readonly logins?: 'accepted';
	readonly nat?: 'none';
}
export interface Declarations {
	readonly pair?: DeclaredPair;
	readonly objects: readonly DeclaredObjects[];
	readonly firewall: readonly DeclaredFirewall[];
	readonly dns: readonly DeclaredDns[];
	readonly folders?: readonly DeclaredFolders[];
	readonly privileges?: readonly DeclaredPrivileges[];
}
