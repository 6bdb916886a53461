import type { Host } from '../../model/inventory/host.js';
import type { Move } from '../../model/scope.js';
import { versionAtLeast } from '../../shared/versions.js';
import { streamCount } from '../path.js';

/** From here on the number of streams grows with the uplink (7.0 U2). */
const AUTOSCALE = '7.0.2';
/** From here on cold and unlike copies may use UDT, with a provisioning adapter on both hosts. */
const UDT = '8.0.0';

/**
 * Chooses the host on which each VM lands: of the usable hosts that its placement allows, the one that got the fewest VMs of
 * this plan so far, then the least of their memory, then the first in the inventory's order.
 */
export class HostChoice {
	readonly #loads = new Map<string, { moves: number; memory: number }>();

	choose(move: Move): Host | undefined {
		let best: Host | undefined;
		let least = { moves: Number.POSITIVE_INFINITY, memory: 0 };
		for (const host of move.placement.hosts) {
			const load = this.#loads.get(host.id) ?? { moves: 0, memory: 0 };
			const lighter = load.moves < least.moves || (load.moves === least.moves && load.memory < least.memory);
			if (lighter) {
				best = host;
				least = load;
			}
		}
		if (best !== undefined) {
			const memory = least.memory + (move.vm.memoryBytes ?? 0);
			this.#loads.set(best.id, { moves: least.moves + 1, memory });
		}
		return best;
	}
}

/** bit/s of the host's fastest uplink that is up; undefined when the source does not tell. */
export function uplinkSpeed(host: Host | undefined): number | undefined {
	const speeds = (host?.physicalNics ?? [])
		.filter((nic) => nic.linkUp !== false && (nic.speedMbps ?? 0) > 0)
		.map((nic) => (nic.speedMbps as number) * 1e6);
	return speeds.length === 0 ? undefined : Math.max(...speeds);
}

/** Streams between two hosts: what the side with fewer vMotion adapters offers; one adapter while nobody tells. */
export function streamsBetween(source: Host | undefined, destination: Host | undefined, linkSpeed: number): number {
	const adapters = (host: Host | undefined): number => Math.max(1, host?.vmotionAdapters?.length ?? 1);
	const autoscale = [source, destination].every((host) => versionAtLeast(host?.version, AUTOSCALE) === true);
	const uplink = Math.min(uplinkSpeed(source) ?? linkSpeed, uplinkSpeed(destination) ?? linkSpeed);
	return streamCount(Math.min(adapters(source), adapters(destination)), autoscale, uplink);
}

/** Whether both hosts are known to be able to use UDT: 8.0 or later with a provisioning adapter. */
export function hasUdt(source: Host | undefined, destination: Host | undefined): boolean {
	return [source, destination].every(
		(host) =>
			versionAtLeast(host?.version, UDT) === true &&
			(host?.vmkernelAdapters ?? []).some((adapter) => adapter.services?.includes('vSphereProvisioning') === true),
	);
}
