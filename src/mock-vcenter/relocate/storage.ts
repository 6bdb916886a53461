import { listAt, numberAt, textAt, typeOf, type XmlValue } from '../../shared/xml-value.js';
import { type Move, text } from './move.js';
import type { Read } from './reader.js';

/** A disk of a VM and where the spec puts it. */
export interface PlacedDisk {
	readonly device: XmlValue;
	readonly key: number;
	readonly capacity: number;
	/** Undefined: it stays where it is, on storage that both hosts see. */
	readonly target: Read | undefined;
	/** Bytes that it will take there. */
	readonly demand: number;
}

/** All disks of the VM, in device order. */
export function disksOf(move: Move): PlacedDisk[] {
	const files = fileSizes(move);
	return move.devices
		.filter((device) => typeOf(device) === 'VirtualDisk')
		.map((device) => {
			const key = numberAt(device, 'key') ?? 0;
			const capacity = numberAt(device, 'capacityInBytes') ?? (numberAt(device, 'capacityInKB') ?? 0) * 1024;
			const named = move.spec.disks.get(key) ?? move.spec.datastore;
			const thin = textAt(device, 'backing.thinProvisioned') === 'true';
			const used = files.chains.get(key);
			const raw = textAt(device, 'backing.compatibilityMode') !== undefined;
			const demand = raw ? 0 : thin && used !== undefined ? used : Math.max(capacity, used ?? 0);
			return { device, key, capacity, target: move.datastores.get(named?.id ?? ''), demand };
		});
}

/** Bytes that the files beside the disks take: configuration, swap, memory of snapshots. */
export function homeDemand(move: Move): number {
	return fileSizes(move).others;
}

/** True when a disk or the home leaves its datastore. */
export function changesStorage(move: Move): boolean {
	return move.spec.datastore !== undefined || move.spec.disks.size > 0;
}

/** Sizes of files from `layoutEx`: of each disk's chain, by device key, and of everything else. */
function fileSizes({ vm }: Move): { chains: ReadonlyMap<number, number>; others: number } {
	const layout = vm.properties.get('layoutEx');
	const sizes = new Map(listAt(layout, 'file').map((file) => [textAt(file, 'key') ?? '', numberAt(file, 'size') ?? 0]));
	const chains = new Map<number, number>();
	for (const disk of listAt(layout, 'disk')) {
		const keys = listAt(disk, 'chain').flatMap((unit) => listAt(unit, 'fileKey').map((key) => textAt(key) ?? ''));
		chains.set(
			numberAt(disk, 'key') ?? 0,
			keys.reduce((sum, key) => sum + (sizes.get(key) ?? 0), 0),
		);
		for (const key of keys) sizes.delete(key);
	}
	return { chains, others: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
}

/** The URL of a datastore, which is the same wherever the same storage is mounted. */
export function urlOf(datastore: Read): string | undefined {
	return text(datastore, 'summary', 'url');
}
