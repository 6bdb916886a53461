/** What became of one VM in one replication. Virtual seconds and bytes. */
export interface MoveResult {
	readonly start: number;
	readonly connectEnd: number;
	readonly disksEnd: number;
	readonly memoryEnd: number;
	readonly end: number;
	readonly diskBytes: number;
	readonly memoryBytes: number;
	readonly rounds: number;
	/** Lowest speed that SDPS left to the guest; 1 when it was not used. */
	readonly slowest: number;
	/** Pause of the VM at the hand-over; absent when it was off or did not get there. */
	readonly stun?: number;
	readonly failure?: string;
	/** Seconds by resource (position in the plan, or `DISPATCH`). */
	readonly waits: ReadonlyMap<number, number>;
}

/** Free space of a destination datastore over time; absent while it is not known how much there was. */
export interface SpaceResult {
	readonly after?: number;
	readonly lowest?: number;
	readonly lowestAt?: number;
}

/** One replication. */
export interface RunResult {
	readonly makespan: number;
	readonly moves: readonly MoveResult[];
	readonly datastores: readonly SpaceResult[];
	/** Bytes that left and that arrived, per link of the plan. */
	readonly linkBytes: readonly number[];
	/** Rate on the link between the sites from each moment on, in byte/s. */
	readonly usage: readonly { readonly at: number; readonly rate: number }[];
}
