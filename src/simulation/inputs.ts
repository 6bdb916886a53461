import type { Move } from '../model/scope.js';
import type { Timeline } from '../model/timeline.js';
import { formatShare, formatThroughput } from '../shared/units.js';
import type { SimulationInput } from './contract.js';
import { HostChoice } from './inputs/hosts.js';
import { readMove, type Surroundings } from './inputs/move.js';
import { Site } from './inputs/site.js';
import { Unknowns } from './inputs/unknowns.js';
import type { NetworkInput, SimMove, SimPlan } from './model.js';
import { GUEST, LINK, RATES, TIMES } from './parameters.js';
import { mtuEfficiency } from './path.js';

/** What a scope gives to simulate, and what it does not. */
export interface Inputs {
	/** The VMs to rehearse in plan order, with what the simulation knows of each: nothing when a datum is missing. */
	readonly chosen: readonly { readonly move: Move; readonly sim?: SimMove }[];
	/** The VMs that can be simulated. Times mean nothing while `timed` is false: the link is unknown. */
	readonly plan: SimPlan;
	readonly timed: boolean;
	readonly unknown: Timeline['unknown'];
	readonly assumptions: readonly string[];
	/** Length of the window in seconds. */
	readonly window?: number;
}

/** Reads a scope: bytes, hosts, links and costs of every VM. What is missing is named, never replaced by 0. */
export function readInputs({ scope, vms }: SimulationInput): Inputs {
	const { link, policy } = scope.plan;
	const unknowns = new Unknowns();
	const network = networkInput(link);
	if (network === undefined) unknowns.add('all times', { datum: 'plan.link.bandwidth', reason: 'not-declared' });
	const mtu = link.mtu ?? LINK.mtu;
	const site = new Site(scope, mtu);
	const notes = { takenAsFull: false, nfc: false, udt: false };
	const linkSpeed = link.bandwidth ?? (link.measured ?? 0) * 8;
	const around: Surroundings = { scope, site, hosts: new HostChoice(), unknowns, notes, linkSpeed };
	const wanted = scope.moves.filter(({ vm }) => (vms === undefined || vms.has(vm.id)) && vm.srmPlaceholder !== true);
	const chosen = wanted.map((move) => {
		const sim = readMove(around, move);
		return sim === undefined ? { move } : { move, sim };
	});
	for (const { id, name, free } of site.datastores.items) {
		if (free !== undefined) continue;
		const reason = scope.destination.reason('datastores', scope.destination.datastore(id), 'freeBytes');
		unknowns.add('free space', { datum: 'datastore.freeBytes', reason }, name);
	}
	const window = windowLength(policy.windowStart, policy.windowEnd);
	return {
		chosen,
		plan: {
			moves: chosen.flatMap(({ sim }) => (sim === undefined ? [] : [sim])),
			links: site.links.items,
			resources: site.resources.items,
			datastores: site.datastores.items,
			network: network ?? { goodput: 0, measured: false, rtt: LINK.rtt, loss: 0, mtu },
			dispatch: TIMES.dispatch,
		},
		timed: network !== undefined,
		unknown: unknowns.list(),
		assumptions: assumptions(around),
		...(window === undefined ? {} : { window }),
	};
}

/** A measured throughput replaces the line rate; without either nothing can be timed. */
function networkInput(link: SimulationInput['scope']['plan']['link']): NetworkInput | undefined {
	const mtu = link.mtu ?? LINK.mtu;
	const goodput =
		link.measured ?? (link.bandwidth === undefined ? undefined : (link.bandwidth / 8) * mtuEfficiency(mtu));
	if (goodput === undefined) return undefined;
	return {
		goodput,
		measured: link.measured !== undefined,
		...(link.bandwidth === undefined ? {} : { bitsPerSecond: link.bandwidth }),
		rtt: link.rtt ?? LINK.rtt,
		loss: link.loss ?? 0,
		mtu,
	};
}

function windowLength(start: string | undefined, end: string | undefined): number | undefined {
	if (start === undefined || end === undefined) return undefined;
	const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
	return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** Everything that was taken for granted, in a reader's words. */
function assumptions({ scope, notes }: Surroundings): string[] {
	const { link } = scope.plan;
	const guest = `${formatShare(GUEST.hotShare)} of memory dirtied in ${GUEST.hotSeconds} s, ${formatThroughput(GUEST.coldRate)} beyond, ${formatThroughput(GUEST.diskWrites)} disk writes`;
	const list = [
		`datastores read and write ${formatThroughput(RATES.storage)} (unmeasured)`,
		`${formatShare(GUEST.zeroShare.mode)} zero pages`,
		`guests as busy as a web server (${guest})`,
		'each VM lands on the usable host with the fewest moves',
		'vCenter starts what fits, in plan order',
		'a host uses its fastest uplink for vMotion',
	];
	if (link.rtt === undefined) list.push(`round trip ${LINK.rtt * 1000} ms (not declared)`);
	if (link.mtu === undefined) list.push(`MTU ${LINK.mtu} (not declared)`);
	if (link.loss === undefined) list.push('no packet loss (not declared)');
	if (notes.takenAsFull) list.push('thin disks full where their used space is not known');
	if (notes.nfc)
		list.push('cold, snapshot and unlike-storage copies by NFC (1.3 Gbps each): no proof of UDT on both hosts');
	if (notes.udt) list.push('cold, snapshot and unlike-storage copies by UDT');
	return list;
}
