/**
 * What the model rests on, in seconds, bytes and byte/s. Each value says where it comes from: documented by the vendor,
 * measured by the cited source, inferred from documented settings, or assumed.
 */

const MBIT = 1e6 / 8;

/** Host settings of ESXi 6.5 to 8.0 (public listings of advanced settings: github.com/lamw/esxi-advanced-and-kernel-settings). */
export const SETTINGS = {
	/** Migrate.PreCopySwitchoverTimeGoal, documented. */
	switchoverGoal: 0.5,
	/** Migrate.PreCopyMinProgressPerc 130 %, documented: least ratio of sent to dirtied bytes per round. */
	minProgress: 1.3,
	/** Migrate.SdpsTargetRate 500 %, documented: how far sending should exceed dirtying under SDPS. */
	sdpsTarget: 5,
	/** Migrate.SdpsDynamicDelaySec, documented: when the first round is looked at. */
	sdpsDelay: 30,
	/** vmotion.maxSwitchoverSeconds, documented (KB 2141355, KB 1010045): beyond it the VM goes on at the source. */
	maxSwitchover: 100,
	/** Migrate.SndBufSize, documented: TCP window of one connection below the latency threshold. */
	window: 562_540,
	/** Migrate.NetLatencyModeThreshold, documented. */
	latencyThreshold: 0.004,
	/** Migrate.NetExpectedLineRateMBps 133 MiB/s, documented; that the window grows with it above the threshold is inferred. */
	expectedLineRate: 133 * 1_048_576,
} as const;

/** Rates. */
export const RATES = {
	/** Migrate.MigrateStreamHelperBwUtilMax 15 Gbps, documented: one stream helper. */
	streamHelper: 15_000 * MBIT,
	/** NFC is single-threaded and peaks at 1.3 Gbps, documented (KB 307001). */
	nfc: 1300 * MBIT,
	/** Copies between unlike datastore types with UDT: 500 to 700 MB/s measured (KB 431479). */
	unlikeStorage: 600e6,
	/** Median read and write rate of a datastore nobody measured: assumed, log-normal with sigma 0.6. */
	storage: 450e6,
	storageSigma: 0.6,
	/** How fast pages are looked through for zeros: measured on QEMU. */
	zeroScan: 20e9,
	/** How fast the unallocated part of a thin disk is looked through: assumed. */
	thinScan: 2e9,
} as const;

/** Shapes of the curves. */
export const SHAPE = {
	/** Soft minimum of stream helpers and wire: fits KB 323379. */
	streams: 3,
	/** Soft minimum of reading, wire and writing: fits the ESXi data mover (cipeople.github.io/esx-migration). */
	pipeline: 2.33,
	/** √(3/2): constant of the loss cap of one TCP connection. */
	loss: 1.22,
	/** Page headers on the wire, assumed. */
	pageHeaders: 1.01,
	/** Guest writes are slowed when they would take more than this share of the copy rate: assumed. */
	mirrorShare: 0.8,
	/** Least speed that SDPS leaves to a guest: assumed. */
	sdpsFloor: 0.02,
	/** How much slower SDPS makes a guest that still dirties too fast: inferred. */
	sdpsStep: 0.7,
} as const;

/** Times that no inventory tells: peak, low and high of a triangular draw. */
export const TIMES = {
	/** Preparing and finishing together: 3.9 to 7.2 s measured on other hypervisors. */
	fixed: { low: 1, mode: 4, high: 9 },
	/** Share of it that comes before the first byte: assumed. */
	prepareShare: 0.6,
	/** Device state and resuming: assumed. */
	checkpoint: { low: 0.02, mode: 0.12, high: 0.5 },
	/** Round trips of the hand-over: assumed. */
	roundTrips: { low: 2, mode: 5, high: 8 },
	/** vCenter starts tasks one after another: measured on Hyper-V. */
	dispatch: 0.9,
	/** Closing and opening one disk at the hand-over: assumed. */
	diskReopen: 0.01,
} as const;

/** A guest that nobody measured: a web server (hot set 3 % of memory dirtied in 10 s, 5 MB/s beyond, 5 MB/s disk writes), assumed. */
export const GUEST = {
	hotShare: 0.03,
	hotSeconds: 10,
	coldRate: 5e6,
	diskWrites: 5e6,
	/** Sigma of the logarithm by which guests differ: assumed. */
	sigma: 0.5,
	zeroShare: { low: 0, mode: 0.2, high: 0.5 },
} as const;

/** The link when the plan does not say, and how far to believe it. */
export const LINK = {
	rtt: 0.0005,
	mtu: 1500,
	/** Run to run noise of a measured throughput (2,160 runs of OSIC). */
	sigma: 0.05,
	/** Blind: share of the line rate that is reached, at 1 Gbps and from 10 Gbps on (41 calibration rows). */
	slow: { low: 0.85, mode: 0.96, high: 1 },
	fast: { low: 0.12, high: 0.97 },
} as const;

/** Differences between flows that run at the same time: sigma of the share by number of flows (OSIC, 1, 2, 3, 4 and more). */
export const SHARE_SIGMA: readonly number[] = [0.09, 0.205, 0.32, 0.33];

/** Printed with every timeline: what no public measurement covers. */
export const NOT_VALIDATED: readonly string[] = [
	'SDPS',
	'length of the cutover pause over a WAN',
	'disk and memory moved in one task end to end',
];
