import type { ProbeLists, ProbeTarget } from '../model/probes.js';
import type { Progress } from '../shared/progress.js';

/** A name that must resolve, and the addresses that must resolve back. */
export interface AskedName {
	readonly name: string;
	readonly addresses: readonly string[];
}

/** An address of a vCenter or host, and a port that a move needs there. */
export interface AskedPort {
	readonly target: ProbeTarget;
	/** Address or name. */
	readonly address: string;
	readonly port: number;
	/** `vcenter`, `vmotion`, `nfc`, as in the table of ports. */
	readonly purpose: string;
}

/** A server whose certificate is read. */
export interface AskedCertificate extends AskedPort {
	readonly trust: { readonly thumbprint?: string; readonly caFile?: string };
}

/** How one vCenter is logged in to; absent where the plan names no live vCenter of a side. */
export interface LiveSide {
	readonly target: ProbeTarget;
	/** `https://host[:port]/sdk` */
	readonly url: URL;
	readonly username?: string;
	readonly password: () => Promise<string | undefined>;
	/** A session or token instead of a password. */
	readonly credential?:
		| { readonly kind: 'session'; readonly cookie: string }
		| { readonly kind: 'token'; readonly token: string };
	readonly trust: { readonly thumbprint?: string; readonly caFile?: string };
	/** For `HTTPS_PROXY`. */
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Hosts whose clocks are read through it. */
	readonly hosts: readonly ProbeTarget[];
}

/** One VM to be checked by its vCenter: ids are those of the vCenters. What is absent is left open. */
export interface RelocateRequest {
	readonly vm: { readonly id: string; readonly name: string };
	readonly folder?: string;
	readonly pool?: string;
	readonly host?: string;
	readonly datastore?: string;
	/** Datastore per disk key, for disks that do not land beside the VM home. */
	readonly disks: readonly { readonly key: string; readonly datastore: string }[];
	/** New networks by device key of the NIC. */
	readonly nics: readonly NicEdit[];
	/** What could not be resolved: `datastore`, `network of Network adapter 1`. */
	readonly open: readonly string[];
}

/** The new backing of one NIC: a standard network by name and id, or a distributed port group of a switch. */
export type NicEdit = { readonly key: string } & (
	| { readonly network: string; readonly networkId: string }
	| { readonly switchUuid: string; readonly portgroup: string }
);

/** Everything that probes of one run are asked about. */
export interface ProbeTargets {
	readonly names: readonly AskedName[];
	/** `system`, or the address of a name server, each once. */
	readonly resolvers: readonly string[];
	readonly ports: readonly AskedPort[];
	readonly certificates: readonly AskedCertificate[];
	readonly live: { readonly source?: LiveSide; readonly destination?: LiveSide };
	/** Empty unless asked for. */
	readonly relocates: readonly RelocateRequest[];
}

/** Time-outs of single questions, in milliseconds; tests shorten them. */
export interface ProbeLimits {
	readonly dnsMs: number;
	readonly connectMs: number;
	readonly taskMs: number;
	/** Connections or questions under way at the same time. */
	readonly concurrency: number;
	/** Clocks and tasks per vCenter at the same time. */
	readonly perVcenter: number;
}
export const DEFAULT_PROBE_LIMITS: ProbeLimits = {
	dnsMs: 2000,
	connectMs: 3000,
	taskMs: 120_000,
	concurrency: 128,
	perVcenter: 4,
};

export interface ProbeTools {
	readonly limits: ProbeLimits;
	/** The whole run ends with it: what was not asked by then is `not-asked`. */
	readonly deadline: AbortSignal;
	readonly progress: Progress;
	/** ISO 8601 UTC: now. */
	readonly clock: () => string;
}

/** A kind of probe. Failures are results, never exceptions: only a defect or an abort of the program throws. */
export interface Probe {
	readonly run: (targets: ProbeTargets, tools: ProbeTools) => Promise<Partial<ProbeLists>>;
}
