import type { Cost, Resource } from './admission.js';

/** Something that limits flows. `read` and `write` are a datastore's; nobody knows their speed unless it was measured. */
export interface SimLink {
	readonly name: string;
	readonly kind: 'wan' | 'nic' | 'read' | 'write';
	/** byte/s; absent for a datastore that nobody measured: drawn per replication. */
	readonly capacity?: number;
}

/** Disks of a VM that take one way together, one group after another. */
export interface DiskGroup {
	/** Bytes that cross the network (allocated), and the size that is looked through. */
	readonly bytes: number;
	readonly provisioned: number;
	/** Links: reading, writing; absent when the datastore is not known. */
	readonly read?: number;
	readonly write?: number;
	/** Cap of the protocol in byte/s: NFC, unlike storage. */
	readonly cap?: number;
	/** NFC and UDT are one connection; the vMotion protocol uses all streams. */
	readonly protocol: 'vmotion' | 'nfc' | 'udt';
}

/** One VM to move. */
export interface SimMove {
	readonly id: string;
	readonly name: string;
	/** Powered on: memory moves too, and the guest goes on writing. */
	readonly hot: boolean;
	/** Configured memory in bytes; 0 when the VM is off. */
	readonly memory: number;
	readonly disks: readonly DiskGroup[];
	/** Number of disks that are reopened at the hand-over. */
	readonly diskCount: number;
	/** Network links of both hosts and between them. */
	readonly links: readonly number[];
	readonly streams: number;
	readonly costs: readonly Cost[];
	/** Bytes that the move takes on destination datastores, by index in `datastores`. */
	readonly space: readonly { readonly datastore: number; readonly bytes: number }[];
}

/** A destination datastore. `free` in bytes, absent when the source does not tell. */
export interface SimDatastore {
	readonly id: string;
	readonly name: string;
	readonly free?: number;
}

/** Everything that one replication needs; made once. Positions in `links[0]` are the WAN link. */
export interface SimPlan {
	readonly moves: readonly SimMove[];
	readonly links: readonly SimLink[];
	readonly resources: readonly Resource[];
	readonly datastores: readonly SimDatastore[];
	readonly network: NetworkInput;
	/** Seconds between the starts of two tasks. */
	readonly dispatch: number;
}

/** The link between the sites. */
export interface NetworkInput {
	/** bit/s; only there to tell how wide a blind estimate is. */
	readonly bitsPerSecond?: number;
	/** Goodput in byte/s: measured, or the line rate less headers. */
	readonly goodput: number;
	readonly measured: boolean;
	readonly rtt: number;
	readonly loss: number;
	readonly mtu: number;
	/** Bytes in flight per connection, when it is not the rule of ESXi. */
	readonly window?: number;
}
