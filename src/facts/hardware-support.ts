import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import { compareVersions } from '../shared/versions.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

interface HardwareVersions {
	readonly releases: readonly { readonly hardware: number; readonly version: string; readonly build?: number }[];
	readonly newest: string;
}
interface HardwareSupport {
	/** Highest hardware version that the host certainly runs. */
	highest?: number;
	supported?: boolean;
}

/**
 * Whether a candidate host runs the VM's hardware version, by the host's version and build (requirements B3, clarifications
 * 6.3). A release that is newer than the table runs at least what the last one runs.
 */
export default fact({
	subjects: ['vm-host'],
	schema: Type.Object({ highest: o(Type.Number()), supported: o(Type.Boolean()) }),
	hostData: ['version', 'build'],
	vmData: ['hardwareVersion'],
	prepare: (context) => {
		const table = context.table<HardwareVersions>('hardware-versions');
		const known = new Map<string, Highest>();
		return (host: Host): Highest => {
			const key = `${host.version} ${host.build}`;
			const found = known.get(key) ?? highest(host, table);
			known.set(key, found);
			return found;
		};
	},
	derive: ({ move, host }, { scope }, highestOf) => {
		const { at, upTo, lacks } = highestOf(host);
		const { hardwareVersion } = move.vm;
		const value: HardwareSupport = {};
		const missing: Record<string, MissingDatum[]> = {};
		const lacking = (): MissingDatum[] => [
			{ datum: `host.${lacks}`, reason: scope.destination.reason('hosts', host, lacks) },
		];
		if (at !== undefined) value.highest = at;
		else missing['highest'] = lacking();
		if (hardwareVersion === undefined)
			missing['supported'] = [
				{ datum: 'vm.hardwareVersion', reason: scope.source.reason('vms', move.vm, 'hardwareVersion') },
			];
		else if (at !== undefined && hardwareVersion <= at) value.supported = true;
		else if (upTo !== undefined && hardwareVersion > upTo) value.supported = false;
		else missing['supported'] = lacking();
		return result(value, { missing });
	},
});

/** The highest hardware version for certain (`at`) and at most (`upTo`), and the datum that would narrow it. */
interface Highest {
	readonly at?: number;
	readonly upTo?: number;
	readonly lacks: 'version' | 'build';
}

function highest(host: Host, table: HardwareVersions): Highest {
	const { version, build } = host;
	if (version === undefined || compareVersions(version, '0') === undefined) return { lacks: 'version' };
	let at = 0;
	let upTo = 0;
	for (const release of table.releases) {
		const order = compareVersions(version, release.version) ?? -1;
		if (order < 0) break;
		const undecided = order === 0 && release.build !== undefined && build === undefined;
		if (order === 0 && release.build !== undefined && build !== undefined && build < release.build) continue;
		if (!undecided) at = release.hardware;
		upTo = release.hardware;
	}
	const later = (compareVersions(version.split('.').slice(0, 2).join('.'), table.newest) ?? 0) > 0;
	return { at, ...(!later && { upTo }), lacks: later ? 'version' : 'build' };
}
