import { listAt, textAt } from '../../shared/xml-value.js';
import type { Reference } from '../../vim/soap.js';
import { VimFault } from '../server/fault.js';
import { ref } from '../wire/value.js';
import { type Move, type Place, text } from './move.js';
import { attachmentsOf } from './networks.js';
import { badArgument, error, type Problem } from './problem.js';
import type { Read, Reader } from './reader.js';
import { asReference, type RelocateSpec, refAt } from './spec.js';

const VM = [
	'name',
	'config.template',
	'config.version',
	'config.hardware.device',
	'config.hardware.numCPU',
	'config.hardware.memoryMB',
	'config.keyId',
	'config.migrateEncryption',
	'config.cpuAffinity',
	'config.memoryAllocation',
	'disabledMethod',
	'guestHeartbeatStatus',
	'layoutEx',
	'runtime.host',
	'runtime.powerState',
	'runtime.connectionState',
	'runtime.minRequiredEVCModeKey',
	'runtime.toolsInstallerMounted',
	'runtime.consolidationNeeded',
	'runtime.snapshotInBackground',
	'runtime.suspendedToMemory',
	'runtime.instantCloneFrozen',
	'runtime.paused',
	'runtime.question',
	'runtime.cryptoState',
	'runtime.faultToleranceState',
	'snapshot',
];
const HOST = [
	'name',
	'parent',
	'datastore',
	'network',
	'runtime.connectionState',
	'runtime.powerState',
	'runtime.inMaintenanceMode',
	'runtime.inQuarantineMode',
	'runtime.cryptoState',
	'config.product',
	'config.virtualNicManagerInfo',
	'config.network',
	'hardware.cpuPkg',
	'summary.maxEVCModeKey',
	'summary.hardware.numCpuThreads',
	'summary.hardware.memorySize',
	'capability.vmotionSupported',
	'capability.maxSupportedVcpus',
	'capability.cryptoSupported',
	'capability.encryptedVMotionSupported',
];

/** What a spec leads to, read from its vCenter; one move per host that comes into question. */
export interface Gathered {
	readonly moves: readonly Move[];
	/** What is wrong with the spec as such, whatever the host. */
	readonly problems: readonly Problem[];
}

/** Reads the VM. @throws VimFault when there is none, or none that can be asked about. */
export async function readVm(source: Reader, vm: Reference): Promise<Read> {
	const read = (await source.read([vm], VM)).get(vm.id);
	if (read === undefined)
		throw new VimFault(
			'ManagedObjectNotFound',
			`The object '${vm.type}:${vm.id}' has already been deleted or has not been completely created`,
			{ obj: ref(vm) },
		);
	const state = text(read, 'runtime.connectionState') ?? 'connected';
	if (state !== 'connected')
		throw new VimFault('InvalidState', `The operation is not allowed in the current state: the VM is ${state}.`);
	return read;
}

/** Reads the place that the VM leaves. */
export async function readSource(source: Reader, vm: Read): Promise<Place | undefined> {
	const host = refAt(vm.properties.get('runtime.host'));
	const read = host === undefined ? undefined : (await source.read([host], HOST)).get(host.id);
	return read === undefined ? undefined : placeOf(source, read);
}

/** Looks up everything that the spec names at the destination. */
export async function gather(vm: Read, source: Place, spec: RelocateSpec, destination: Reader): Promise<Gathered> {
	const crossVCenter = spec.service !== undefined;
	const named = await lookUpAll(destination, spec);
	const problems = [...named.problems, ...incomplete(spec, crossVCenter)];
	const hosts = await candidates(destination, source, spec, named, problems, crossVCenter);
	const devices = listAt(vm.properties.get('config.hardware.device'));
	const powerState = text(vm, 'runtime.powerState') ?? 'poweredOff';
	const places = await Promise.all(hosts.map((host) => placeOf(destination, host)));
	const common = { vm, spec, source, devices, powerState, hot: powerState === 'poweredOn', crossVCenter };
	const { pool, folder, datastores } = named;
	return { problems, moves: places.map((place) => ({ ...common, destination: place, pool, folder, datastores })) };
}

interface Named {
	readonly folder: Read | undefined;
	readonly pool: Read | undefined;
	readonly host: Read | undefined;
	readonly datastores: ReadonlyMap<string, Read>;
	readonly problems: readonly Problem[];
}

async function lookUpAll(reader: Reader, spec: RelocateSpec): Promise<Named> {
	const problems: Problem[] = [];
	const find = async (path: string, object: Reference | undefined, type: string, paths: readonly string[]) => {
		if (object === undefined) return undefined;
		const read = object.type === type ? (await reader.read([object], paths)).get(object.id) : undefined;
		if (read === undefined) problems.push(badArgument(path));
		else if (read.denied !== undefined) problems.push(noPermission(read, read.denied));
		return read;
	};
	const folder = await find('spec.folder', spec.folder, 'Folder', ['name', 'childType', 'childEntity']);
	if (folder !== undefined && !listAt(folder.properties.get('childType')).includes('VirtualMachine'))
		problems.push(badArgument('spec.folder'));
	const pool = await find('spec.pool', spec.pool, 'ResourcePool', ['name', 'owner', 'runtime']);
	const host = await find('spec.host', spec.host, 'HostSystem', HOST);
	const datastores = new Map<string, Read>();
	const wanted = [
		...(spec.datastore === undefined ? [] : [['spec.datastore', spec.datastore] as const]),
		...[...spec.disks.values()].map((datastore, index) => [`spec.disk[${index}].datastore`, datastore] as const),
	];
	for (const [path, datastore] of wanted) {
		if (datastores.has(datastore.id)) continue;
		const read = await find(path, datastore, 'Datastore', ['name', 'summary', 'info']);
		if (read !== undefined) datastores.set(datastore.id, read);
	}
	return { folder, pool, host, datastores, problems };
}

function noPermission(object: Read, privilege: string): Problem {
	const fault = VimFault.noPermission(object, privilege);
	return error(fault.fault, fault.message, fault.fields);
}

/** To another vCenter there is no default for anything. */
function incomplete(spec: RelocateSpec, crossVCenter: boolean): Problem[] {
	if (!crossVCenter) return [];
	return (['folder', 'pool'] as const)
		.filter((name) => spec[name] === undefined)
		.map((name) => badArgument(`spec.${name}`));
}

/** The host of the spec, else every host of the pool's cluster that could take the VM, else the one where it is. */
async function candidates(
	reader: Reader,
	source: Place,
	spec: RelocateSpec,
	{ host, pool }: Named,
	problems: Problem[],
	crossVCenter: boolean,
): Promise<readonly Read[]> {
	const owner = refAt(pool?.properties.get('owner'));
	if (host !== undefined) {
		if (owner !== undefined && textAt(host.properties.get('parent')) !== owner.id)
			problems.push(badArgument('spec.host'));
		return [host];
	}
	if (spec.host !== undefined) return [];
	if (owner === undefined) return crossVCenter || spec.pool !== undefined ? [] : [source.host];
	const compute = (await reader.read([owner], ['host', 'configurationEx'])).get(owner.id);
	const drs = textAt(compute?.properties.get('configurationEx'), 'drsConfig.enabled');
	if (drs !== 'true') problems.push(badArgument('spec.host'));
	const members = listAt(compute?.properties.get('host')).flatMap((item) => asReference(item) ?? []);
	const hosts = [...(await reader.read(members, HOST)).values()];
	return hosts.filter(
		(one) => text(one, 'runtime.connectionState') === 'connected' && text(one, 'runtime.inMaintenanceMode') !== 'true',
	);
}

async function placeOf(reader: Reader, host: Read): Promise<Place> {
	const parent = refAt(host.properties.get('parent'));
	const compute =
		parent === undefined
			? undefined
			: (await reader.read([parent], ['name', 'summary', 'configurationEx'])).get(parent.id);
	return {
		reader,
		vcenterVersion: textAt(reader.about, 'version') ?? '',
		host,
		compute,
		license: await reader.licenseOf(host.id),
		networks: await attachmentsOf(reader, host),
	};
}
