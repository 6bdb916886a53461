import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, type FactResult, fact } from '../model/fact.js';
import type { Datastore } from '../model/inventory/storage.js';
import type { VmDisk } from '../model/inventory/vm.js';
import type { Move, Scope } from '../model/scope.js';
import { compareVersions } from '../shared/versions.js';
import { unproven } from './scope/listed.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;
/** First release that mounts VMFS6, and that no longer takes VMFS3. */
const VMFS6_FROM = '6.5';

interface Limits {
	readonly types: readonly {
		readonly type: string;
		readonly version?: number;
		readonly maxDisk: number;
		readonly maxMemoryFile: number;
	}[];
}
interface Value {
	vms: number;
	diskFits?: boolean;
	largestDisk: string;
	largestDiskBytes: number;
	maxDiskBytes?: number;
	memoryFits?: boolean;
	largestMemory: string;
	maxMemoryBytes?: number;
	hostsReadIt?: boolean;
	oldHosts: string;
	vmfs3?: boolean;
	newHosts: boolean;
	sectorsFit?: boolean;
	promised?: boolean;
	promisedBytes?: number;
	twin?: string;
	twinName: string;
	clusterOpen: boolean;
	clusterName: string;
}
interface Landing {
	readonly move: Move;
	readonly disks: readonly VmDisk[];
	readonly home: boolean;
}

/**
 * What lands on a datastore against what it takes (requirements A10): disk and memory files, its VMFS release and the hosts, sector
 * formats, what is promised to thin disks, and a datastore of the source that looks the same (clarifications 6.1, 6.11).
 */
export default fact({
	subjects: ['datastore'],
	schema: Type.Object({
		vms: Type.Number(),
		diskFits: o(Type.Boolean()),
		largestDisk: Type.String(),
		largestDiskBytes: Type.Number(),
		maxDiskBytes: o(Type.Number()),
		memoryFits: o(Type.Boolean()),
		largestMemory: Type.String(),
		maxMemoryBytes: o(Type.Number()),
		hostsReadIt: o(Type.Boolean({ description: 'no host of the placement is too old for its VMFS release' })),
		oldHosts: Type.String(),
		vmfs3: o(Type.Boolean()),
		newHosts: Type.Boolean({ description: 'a host of the placement no longer takes VMFS3' }),
		sectorsFit: o(Type.Boolean()),
		promised: o(Type.Boolean({ description: 'all disks fit even when thin ones are full' })),
		promisedBytes: o(Type.Number()),
		twin: o(
			Type.String({
				description: 'none | same | name: a source datastore of the same storage, or only of the same name',
			}),
		),
		twinName: Type.String(),
		clusterOpen: Type.Boolean({ description: 'the plan leaves the choice within a datastore cluster open' }),
		clusterName: Type.String(),
	}),
	prepare: (context) => ({ landings: landingsOf(context.scope), limits: context.table<Limits>('datastore-limits') }),
	derive: ({ datastore }, context, { landings, limits }) =>
		limitsOf(datastore, context, landings.get(datastore) ?? [], limits),
});

function landingsOf({ moves }: Scope): ReadonlyMap<Datastore, readonly Landing[]> {
	const found = new Map<Datastore, Landing[]>();
	for (const move of moves) {
		const own = new Map<Datastore, { disks: VmDisk[]; home: boolean }>();
		const of = (datastore: Datastore) => {
			const known = own.get(datastore) ?? { disks: [], home: false };
			own.set(datastore, known);
			return known;
		};
		for (const [id, datastore] of move.placement.datastores) {
			if (id === '*') of(datastore).home = true;
			else of(datastore).disks.push(...(move.vm.disks ?? []).filter((disk) => disk.id === id));
		}
		for (const [datastore, part] of own) {
			const list = found.get(datastore) ?? [];
			found.set(datastore, list);
			list.push({ move, ...part });
		}
	}
	return found;
}

function limitsOf(
	datastore: Datastore,
	{ scope }: FactContext,
	landings: readonly Landing[],
	limits: Limits,
): FactResult<Value> {
	const { destination, source } = scope;
	const missing: Record<string, MissingDatum[]> = {};
	const lacks = (datum: string): MissingDatum => ({
		datum: `datastore.${datum}`,
		reason: destination.reason('datastores', datastore, datum),
	});
	const limit = tableLimit(datastore, limits);
	const disks = landings.flatMap(({ move, disks: own }) =>
		own.filter(({ raw }) => raw !== true).map((disk) => ({ disk, move })),
	);
	const [big] = [...disks].sort((a, b) => (b.disk.capacityBytes ?? 0) - (a.disk.capacityBytes ?? 0));
	const memories = landings.filter(({ home }) => home).map(({ move }) => move.vm);
	const [fat] = [...memories].sort((a, b) => (b.memoryBytes ?? 0) - (a.memoryBytes ?? 0));
	const hosts = [...new Set(landings.flatMap(({ move }) => move.placement.hosts))].filter(
		(host) => datastore.hosts?.includes(host.id) !== false,
	);
	const old = hosts.filter(({ version }) => version !== undefined && (compareVersions(version, VMFS6_FROM) ?? 0) < 0);
	const value: Value = {
		vms: landings.length,
		largestDisk: big ? `${big.move.vm.name} / ${big.disk.label ?? big.disk.id}` : '',
		largestDiskBytes: big?.disk.capacityBytes ?? 0,
		largestMemory: fat?.name ?? '',
		oldHosts: old.map(({ name }) => name).join(', '),
		newHosts: hosts.some(({ version }) => version === undefined || (compareVersions(version, VMFS6_FROM) ?? 0) >= 0),
		twinName: '',
		clusterOpen: scope.moves.some(
			({ placement }) => placement.datastoreCandidates.length > 1 && placement.datastoreCandidates.includes(datastore),
		),
		clusterName: datastore.datastoreCluster ?? '',
	};
	const note = (field: keyof Value, known: unknown, gaps: MissingDatum[]): void => {
		if (known === undefined) missing[field] = gaps;
		else Object.assign(value, { [field]: known });
	};
	const maxDisk = datastore.maxDiskBytes ?? limit?.maxDisk;
	const maxMemory = datastore.maxMemoryFileBytes ?? limit?.maxMemoryFile;
	const typeGap = lacks(datastore.type === undefined ? 'type' : 'vmfsVersion');
	note('maxDiskBytes', maxDisk, [typeGap]);
	note('maxMemoryBytes', maxMemory, [typeGap]);
	// Disks that nobody lists land with the home, as large as they may be.
	const unlisted = landings.find(({ move, home }) => home && move.vm.disks === undefined)?.move.vm;
	const sizes = [...disks.map(({ disk }) => disk.capacityBytes), ...(unlisted ? [undefined] : [])];
	const sizeGap: MissingDatum = unlisted
		? { datum: 'vm.disks', reason: source.reason('vms', unlisted, 'disks') }
		: { datum: 'vm.disks.capacityBytes', reason: 'not-reported' };
	note('diskFits', within(sizes, maxDisk), [maxDisk === undefined ? typeGap : sizeGap]);
	const amounts = memories.map(({ memoryBytes }) => memoryBytes);
	note('memoryFits', within(amounts, maxMemory), [
		maxMemory === undefined ? typeGap : { datum: 'vm.memoryBytes', reason: 'not-reported' },
	]);
	const isVmfs = datastore.type === undefined ? undefined : datastore.type.toUpperCase() === 'VMFS';
	const release = datastore.vmfsVersion;
	note('vmfs3', isVmfs === false ? false : isVmfs === undefined || release === undefined ? undefined : release < 5, [
		typeGap,
	]);
	const readable =
		isVmfs === false || release === undefined || release < 6
			? isVmfs === false || release !== undefined
				? true
				: undefined
			: old.length === 0 && hosts.every(({ version }) => version !== undefined)
				? true
				: old.length > 0
					? false
					: undefined;
	note(
		'hostsReadIt',
		readable,
		release === undefined && isVmfs !== false
			? [typeGap]
			: [{ datum: 'destination.hosts.version', reason: 'not-reported' }],
	);
	const formats = new Set(landings.flatMap(({ move }) => move.vm.sectorFormats ?? []));
	const blind = landings.find(({ move }) => move.vm.sectorFormats === undefined)?.move.vm;
	const taken =
		formats.size === 0
			? true
			: datastore.sectorFormats && [...formats].every((format) => datastore.sectorFormats?.includes(format));
	note('sectorsFit', taken !== false && blind ? undefined : taken, [
		blind
			? { datum: 'vm.sectorFormats', reason: source.reason('vms', blind, 'sectorFormats') }
			: lacks('sectorFormats'),
	]);
	const coming = sizes.includes(undefined) ? undefined : (sizes as number[]).reduce((a, b) => a + b, 0);
	const { provisionedBytes, capacityBytes } = datastore;
	const promisedBytes = coming === undefined || provisionedBytes === undefined ? undefined : provisionedBytes + coming;
	note('promisedBytes', promisedBytes, [provisionedBytes === undefined ? lacks('provisionedBytes') : sizeGap]);
	note(
		'promised',
		promisedBytes === undefined || capacityBytes === undefined ? undefined : promisedBytes <= capacityBytes,
		missing['promisedBytes'] ?? [lacks('capacityBytes')],
	);
	const named = source.datastoresNamed(datastore.name);
	const backed = datastore.backingId === undefined ? [] : source.datastoresBackedBy(datastore.backingId);
	const faceless = datastore.backingId === undefined || named.some(({ backingId }) => backingId === undefined);
	const holes = unproven(source, 'datastores');
	const alone = named.length === 0 ? (holes ? undefined : 'none') : faceless ? undefined : 'name';
	note('twin', backed.length > 0 ? 'same' : alone, [holes ?? lacks('backingId')]);
	value.twinName = (backed[0] ?? named[0])?.name ?? '';
	return result(value, { missing });
}

function tableLimit({ type, vmfsVersion }: Datastore, { types }: Limits) {
	const kind = type?.toUpperCase();
	return types.find((row) => row.type === kind && (row.version === undefined || row.version === vmfsVersion));
}

/** Whether all sizes are within a limit: certain as soon as one is beyond it. */
function within(sizes: readonly (number | undefined)[], limit: number | undefined): boolean | undefined {
	if (sizes.length === 0) return true;
	if (limit === undefined) return undefined;
	if (sizes.some((size) => size !== undefined && size > limit)) return false;
	return sizes.includes(undefined) ? undefined : true;
}
