import { listAt, numberAt, textAt, type XmlValue } from '../../../shared/xml-value.js';
import { VimFault } from '../../server/fault.js';
import { boolean, long, ref, string } from '../../wire/value.js';
import { isConnected, labelOf, type Move, text } from '../move.js';
import { error, nameOf, type Problem, warning } from '../problem.js';
import type { Read } from '../reader.js';
import { asReference } from '../spec.js';
import { disksOf, homeDemand, type PlacedDisk, urlOf } from '../storage.js';

/** Where the disks go: that it can be reached, holds them, and may. */
export async function datastoreProblems(move: Move): Promise<Problem[]> {
	const disks = disksOf(move);
	const states = [...move.datastores.values()].flatMap((datastore) => stateOf(move, datastore));
	return [
		...states,
		...space(move, disks),
		...disks.flatMap((disk) => diskProblems(move, disk)),
		...(await staying(move, disks)),
	];
}

function stateOf({ destination: { host } }: Move, datastore: Read): Problem[] {
	const name = nameOf(datastore);
	const seen = listAt(host.properties.get('datastore')).map((item) => textAt(item));
	const accessible = text(datastore, 'summary', 'accessible') === 'true';
	if (!accessible || !seen.includes(datastore.id))
		return [
			error('InaccessibleDatastore', `The datastore ${name} is not accessible from ${nameOf(host)}.`, {
				datastore: ref(datastore),
				name: string(name),
				detail: undefined,
			}),
		];
	if ((text(datastore, 'summary', 'maintenanceMode') ?? 'normal') !== 'normal')
		return [
			error('InvalidDatastoreState', `The datastore ${name} is in, or enters, maintenance mode.`, {
				datastoreName: string(name),
			}),
		];
	return [];
}

/** One fault per datastore: it has no fields, so that its text says which and how much. */
function space(move: Move, disks: readonly PlacedDisk[]): Problem[] {
	const demand = new Map<Read, number>();
	const add = (datastore: Read | undefined, bytes: number) => {
		if (datastore !== undefined) demand.set(datastore, (demand.get(datastore) ?? 0) + bytes);
	};
	for (const disk of disks) add(disk.target, disk.demand);
	add(move.datastores.get(move.spec.datastore?.id ?? ''), homeDemand(move));
	return [...demand].flatMap(([datastore, bytes]) => {
		const free = numberAt(datastore.properties.get('summary'), 'freeSpace');
		if (free === undefined || bytes <= free) return [];
		return [
			error(
				'InsufficientStorageSpace',
				`Insufficient space on datastore ${nameOf(datastore)}: ${bytes} bytes needed, ${free} free.`,
			),
		];
	});
}

function diskProblems(move: Move, disk: PlacedDisk): Problem[] {
	const mode = textAt(disk.device, 'backing.diskMode') ?? '';
	const problems = textAt(disk.device, 'backing.compatibilityMode') === undefined ? [] : rawProblems(move, disk);
	if (disk.target === undefined) return problems;
	const label = labelOf(disk.device);
	const fields = { device: string(label), reason: undefined };
	if (move.hot && /nonpersistent|undoable|append/.test(mode))
		problems.push(error('NonPersistentDisksNotSupported', `The disk '${label}' is not persistent.`, fields));
	if (move.hot && textAt(disk.device, 'backing.sharing') === 'sharingMultiWriter') problems.push(multiWriter(label));
	const largest = numberAt(disk.target.properties.get('info'), 'maxVirtualDiskCapacity');
	if (largest !== undefined && disk.capacity > largest)
		problems.push(
			error('FileTooLarge', `The disk '${label}' is larger than ${nameOf(disk.target)} can hold.`, {
				file: string(textAt(disk.device, 'backing.fileName') ?? ''),
				datastore: string(nameOf(disk.target)),
				fileSize: long(disk.capacity),
				maxFileSize: long(largest),
			}),
		);
	return problems;
}

function multiWriter(label: string): Problem {
	const cause = new VimFault('MultiWriterNotSupported', `The disk '${label}' is shared by several virtual machines.`, {
		device: string(label),
		reason: undefined,
	});
	return error('DisallowedMigrationDeviceAttached', cause.message, { fault: cause.value() });
}

/** Raw devices: the mapping moves, the LUN does not, and another site does not see it. */
function rawProblems({ crossVCenter }: Move, { device, target }: PlacedDisk): Problem[] {
	const label = labelOf(device);
	const kind = target === undefined ? 'VMFS' : (text(target, 'summary', 'type') ?? 'VMFS');
	if (target !== undefined && !/^VMFS/i.test(kind))
		return [
			error(
				'RDMNotSupportedOnDatastore',
				`The raw device mapping '${label}' cannot be kept on ${nameOf(target)} (${kind}).`,
				{
					device: string(label),
					datastore: ref(target),
					datastoreName: string(nameOf(target)),
				},
			),
		];
	if (!crossVCenter) return [];
	if (textAt(device, 'backing.compatibilityMode') !== 'physicalMode')
		return [
			warning('RDMNotPreserved', `The raw device mapping '${label}' becomes a plain disk.`, { device: string(label) }),
		];
	return [outOfReach('RDMPointsToInaccessibleDisk', device)];
}

function outOfReach(fault: string, device: XmlValue): Problem {
	const backing = textAt(device, 'backing.fileName') ?? '';
	const message = `Device '${labelOf(device)}' uses backing '${backing}', which is not accessible.`;
	return error(fault, message, {
		device: string(labelOf(device)),
		backing: string(backing),
		connected: boolean(isConnected(device)),
		fault: new VimFault('InaccessibleDatastore', message).value(),
	});
}

/** Disks without a new datastore stay where they are: the destination host must see that very storage. */
async function staying(move: Move, disks: readonly PlacedDisk[]): Promise<Problem[]> {
	if (!move.crossVCenter) return [];
	const left = disks.filter(
		({ device, target }) => target === undefined && !('compatibilityMode' in backingOf(device)),
	);
	if (left.length === 0) return [];
	const seen = listAt(move.destination.host.properties.get('datastore')).flatMap((item) => asReference(item) ?? []);
	const there = await move.destination.reader.read(seen, ['summary']);
	const urls = new Set([...there.values()].map(urlOf));
	const own = left.flatMap(({ device }) => asReference(backingOf(device).datastore) ?? []);
	const here = await move.source.reader.read(own, ['summary']);
	return left
		.filter(({ device }) => {
			const datastore = here.get(textAt(device, 'backing.datastore') ?? '');
			return datastore === undefined || !urls.has(urlOf(datastore));
		})
		.map(({ device }) => outOfReach('CannotAccessVmDisk', device));
}

function backingOf(device: XmlValue): Record<string, XmlValue | undefined> {
	const backing = typeof device === 'string' || Array.isArray(device) ? undefined : device.backing;
	return backing === undefined || typeof backing === 'string' || Array.isArray(backing) ? {} : backing;
}
