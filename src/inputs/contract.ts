import type { Inventory } from '../model/inventory/inventory.js';
import type { Progress } from '../shared/progress.js';
import type { Limits } from '../vim/http.js';

/** Ids of the hosts and VMs whose details a plan needs; absent: of all. Only a live vCenter is read in two steps. */
export interface Needed {
	readonly hosts?: ReadonlySet<string>;
	readonly vms?: ReadonlySet<string>;
	/** VMs that move away, when they are not all of `vms`: only of those it is asked what the account may do. */
	readonly movers?: ReadonlySet<string>;
}

/** What an input needs from its caller. Inputs read; they never ask, print or evaluate. */
export interface ReadOptions {
	/** ISO 8601 UTC; the time that a live read carries as `collectedAt`. */
	readonly now: string;
	readonly toolVersion: string;
	readonly progress: Progress;
	/** Picks one of several vCenters in the source (`SOURCE#NAME`): its name, server host or instance UUID. */
	readonly pick?: string;
	readonly signal?: AbortSignal;
	/** Says, from what is read of every object, whose details are needed; without it those of all are read. */
	readonly need?: (light: Inventory) => Needed;
	/** Credentials and trust of a live vCenter. `password` is asked for only when it is needed. */
	readonly connection?: {
		readonly username?: string;
		readonly password?: () => Promise<string | undefined>;
		/** A SAML token, or the cookie of a session that somebody else opened: used instead of a password. */
		readonly credential?:
			| { readonly kind: 'token'; readonly token: string }
			| { readonly kind: 'session'; readonly cookie: string };
		/** Where `HTTPS_PROXY` and `NO_PROXY` stand. */
		readonly environment?: Readonly<Record<string, string | undefined>>;
		readonly thumbprint?: string;
		readonly caFile?: string;
		readonly timeoutMs?: number;
		/** Rather a part of the inventory than none when a read fails; `partial` of the inventory says what failed. */
		readonly partial?: boolean;
		/** Other limits of time and size than the usual ones. */
		readonly limits?: Partial<Limits>;
		/** Requests in flight. */
		readonly concurrency?: number;
	};
	/** Starts the servers of a mock scenario; handed in by the command layer, so that inputs do not know the mock. */
	readonly startMock?: StartMock;
}

/** Serves a scenario on loopback and says how to reach each vCenter in it. */
export type StartMock = (scenario: string) => Promise<{
	readonly vcenters: readonly {
		readonly name: string;
		readonly side: string;
		readonly url: string;
		readonly username: string;
		readonly password: string;
		readonly thumbprintSha256: string;
	}[];
	close(): Promise<void>;
}>;

/** A kind of source. The file name is the kind, as written before the colon of a SOURCE (`rvtools:FILE`). */
export interface Input {
	readonly kind: string;
	/** True when this input recognises a bare path or URL by its content. Cheap: reads at most a few kilobytes. Never throws. */
	accepts(location: string): Promise<boolean>;
	/**
	 * Reads one vCenter.
	 * @throws UserError when the source cannot be read, holds no vCenter, or holds several and none was picked.
	 */
	read(location: string, options: ReadOptions): Promise<Inventory>;
}
