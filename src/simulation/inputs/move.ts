import type { MissingDatum } from '../../model/coverage.js';
import type { Host } from '../../model/inventory/host.js';
import type { Vm } from '../../model/inventory/vm.js';
import type { Move, Scope } from '../../model/scope.js';
import type { Side } from '../../model/site-pair.js';
import { COSTS, type Cost } from '../admission.js';
import type { DiskGroup, SimMove } from '../model.js';
import { RATES } from '../parameters.js';
import { type DiskReading, type MovingDisk, movingDisks } from './disks.js';
import { type HostChoice, hasUdt, streamsBetween } from './hosts.js';
import type { Site } from './site.js';
import { snapshotBytes, spaceDemand } from './space.js';
import type { Unknowns } from './unknowns.js';

/** What reading one VM needs of its surroundings. */
export interface Surroundings {
	readonly scope: Scope;
	readonly site: Site;
	readonly hosts: HostChoice;
	readonly unknowns: Unknowns;
	/** Facts about the reading that the report must name once. */
	readonly notes: { takenAsFull: boolean; nfc: boolean; udt: boolean };
	/** bit/s of the link, for the number of streams. */
	readonly linkSpeed: number;
}

/** One VM as the simulation sees it; undefined when a datum without which nothing can be said is missing (and named). */
export function readMove(around: Surroundings, move: Move): SimMove | undefined {
	const disks = movingDisks(around.scope, move);
	const { vm, sourceHost } = move;
	const hot = (move.mode ?? around.scope.plan.move) === 'hot';
	const missing = missingOf(around.scope, move, hot, disks);
	for (const datum of missing) around.unknowns.add('times and data', datum, vm.name);
	if (missing.length > 0) return undefined;
	const destination = around.hosts.choose(move);
	noteHosts(around, move, destination);
	noteStandIns(around, move, disks);
	const groups = diskGroups(around, move, hot, disks.disks, hasUdt(sourceHost, destination));
	if (disks.takenAsFull) around.notes.takenAsFull = true;
	return {
		id: vm.id,
		name: vm.name,
		hot,
		memory: hot ? (vm.memoryBytes as number) : 0,
		disks: groups,
		diskCount: vm.disks?.length ?? disks.disks.length,
		links: around.site.networkLinks(sourceHost, destination),
		streams: streamsBetween(sourceHost, destination, around.linkSpeed),
		costs: costsOf(around.site, hot, sourceHost, destination, disks.disks, move),
		space: around.site.space(spaceDemand(around.scope, move, hot, disks.disks)),
	};
}

/** Data without which neither times nor bytes of this VM can be told. */
function missingOf(scope: Scope, { vm }: Move, hot: boolean, disks: DiskReading): MissingDatum[] {
	const missing = disks.missing === undefined || disks.standIn ? [] : [disks.missing];
	if (vm.memoryBytes === undefined && (hot || vm.powerState === 'suspended'))
		missing.push(lacks(scope, vm, 'memoryBytes'));
	return missing;
}

function lacks(scope: Scope, vm: Vm, datum: keyof Vm): MissingDatum {
	return { datum: `vm.${datum}`, reason: scope.source.reason('vms', vm, datum) };
}

/** What something less exact stands in for: the rehearsal goes on, and says so. */
function noteStandIns({ scope, unknowns }: Surroundings, { vm, mode }: Move, disks: DiskReading): void {
	if (disks.missing !== undefined) unknowns.add('single disks (its used space moves as one)', disks.missing, vm.name);
	if (mode === undefined) {
		unknowns.add(`power state (taken as a ${scope.plan.move} move)`, lacks(scope, vm, 'powerState'), vm.name);
	}
	if (vm.snapshots === undefined) unknowns.add('size of snapshots', lacks(scope, vm, 'snapshots'), vm.name);
}

function noteHosts({ scope, unknowns }: Surroundings, move: Move, destination: Host | undefined): void {
	if (destination === undefined) {
		const missing = move.placement.hostsOpen ?? { datum: 'placement.hosts', reason: 'ambiguous-placement' as const };
		unknowns.add('limits of the destination host', missing, move.vm.name);
	}
	if (move.sourceHost === undefined) {
		const missing = { datum: 'vm.host', reason: scope.source.reason('vms', move.vm, 'host') };
		unknowns.add('limits of the source host', missing, move.vm.name);
	}
}

/** Disks that go the same way form one group; what is no disk of its own (snapshots, saved memory) joins the first. */
function diskGroups(
	around: Surroundings,
	move: Move,
	hot: boolean,
	disks: readonly MovingDisk[],
	udt: boolean,
): DiskGroup[] {
	const snapshots = (move.vm.snapshots?.length ?? 0) > 0;
	const groups = new Map<string, { bytes: number; provisioned: number; disk: MovingDisk; slow: boolean }>();
	for (const disk of disks) {
		const slow = !hot || snapshots || disk.unlike;
		const key = `${disk.source?.id ?? disk.sourceName} ${disk.destination?.id} ${slow}`;
		const group = groups.get(key) ?? { bytes: 0, provisioned: 0, disk, slow };
		groups.set(key, group);
		group.bytes += disk.allocated;
		group.provisioned += disk.capacity;
	}
	if (disks.some((disk) => disk.destination === undefined)) noteDatastore(around, move);
	const first = [...groups.values()][0];
	if (first !== undefined) {
		const saved = move.vm.powerState === 'suspended' ? (move.vm.memoryBytes ?? 0) : 0;
		first.bytes += saved + snapshotBytes(move);
		first.provisioned += saved + snapshotBytes(move);
	}
	return [...groups.values()].map(({ bytes, provisioned, disk, slow }) => {
		const protocol = !slow ? 'vmotion' : udt ? 'udt' : 'nfc';
		if (protocol !== 'vmotion') around.notes[protocol] = true;
		const cap = protocol === 'nfc' ? RATES.nfc : disk.unlike ? RATES.unlikeStorage : undefined;
		const { read, write } = around.site.storageLinks(disk);
		return {
			bytes,
			provisioned,
			protocol,
			...(read !== undefined && { read }),
			...(write !== undefined && { write }),
			...(cap !== undefined && { cap }),
		};
	});
}

function noteDatastore({ unknowns }: Surroundings, move: Move): void {
	const missing = { datum: 'placement.datastore', reason: 'ambiguous-placement' as const };
	unknowns.add('space and limits of the destination datastore', missing, move.vm.name);
}

function costsOf(
	site: Site,
	hot: boolean,
	source: Host | undefined,
	destination: Host | undefined,
	disks: readonly MovingDisk[],
	move: Move,
): Cost[] {
	const cost = !hot ? COSTS.cold : disks.length > 0 ? COSTS.both : COSTS.compute;
	const costs: Cost[] = [];
	const ends: [Side, Host | undefined][] = [
		['source', source],
		['destination', destination],
	];
	for (const [side, host] of ends) {
		if (host === undefined) continue;
		costs.push({ resource: site.hostResource(side, host), cost: cost.host });
		if (cost.network > 0) costs.push({ resource: site.networkResource(side, host), cost: cost.network });
	}
	if (cost.datastore > 0) {
		for (const resource of site.datastoreResources(disks, move)) costs.push({ resource, cost: cost.datastore });
	}
	return [...costs, ...site.planned()];
}
