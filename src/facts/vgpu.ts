import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { VmDevice } from '../model/inventory/vm.js';
import type { Move, Scope } from '../model/scope.js';
import type { Site } from '../model/site.js';
import { compareVersions } from '../shared/versions.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;
const BACKING = 'VirtualPCIPassthroughVmiopBackingInfo';
const GIB = 1024 ** 3;

interface VgpuTable {
	readonly stun: readonly { readonly gigabytes: number; readonly seconds: number }[];
	readonly first: { readonly version: string; readonly build: number };
}

interface Vgpu {
	/** No virtual GPU is in the way. Absent while it is not known whether one is, or whether it can move. */
	none?: boolean;
	/** All that a hot move of its virtual GPUs needs is there. */
	moves?: boolean;
	/** What is not, for messages: "" when nothing is known to be missing. */
	problem: string;
	profiles: string[];
	/** Seconds of pause on 10 GbE, by the frame buffer; absent while that is not known or beyond the table. */
	stunSeconds?: number;
}

/** Whether the virtual GPUs of a VM can move while it runs, and how long the guest then stands still. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		none: o(Type.Boolean()),
		moves: o(Type.Boolean()),
		problem: Type.String(),
		profiles: Type.Array(Type.String()),
		stunSeconds: o(Type.Number()),
	}),
	vmData: ['devices'],
	// Hosts matter to a VM that has one.
	vmKey: (move) => (move.vm.devices?.some(mayBeVgpu) ? move : undefined),
	derive: ({ move }, context) => {
		const { scope } = context;
		const { devices } = move.vm;
		if (devices === undefined) {
			const missing = [{ datum: 'vm.devices', reason: scope.source.reason('vms', move.vm, 'devices') }];
			return result<Vgpu>({ problem: '', profiles: [] }, { missing: { none: missing, moves: missing } });
		}
		const gpus = devices.filter((device) => device.backing === BACKING);
		// Nobody tells what backs the device: it may be a virtual GPU.
		const untold = devices.some((device) => mayBeVgpu(device) && device.backing === undefined);
		if (gpus.length === 0 && !untold) return result<Vgpu>({ none: true, moves: true, problem: '', profiles: [] });
		const table = context.table<VgpuTable>('vgpu-stun');
		const lacks: MissingDatum[] = untold ? [{ datum: 'vm.devices.backing', reason: 'not-reported' }] : [];
		const problem = gpus.length === 0 ? '' : (problemOf(gpus, move, scope, table, lacks) ?? '');
		const value: Vgpu = { problem, profiles: gpus.map(nameOf) };
		const missing: Record<string, MissingDatum[]> = {};
		if (problem !== '' || lacks.length === 0) {
			value.none = false;
			value.moves = problem === '';
		} else missing['none'] = missing['moves'] = lacks;
		const stun = stunOf(gpus, table);
		if (stun !== undefined) value.stunSeconds = stun;
		else missing['stunSeconds'] = [{ datum: 'vm.devices.vgpuDataBytes', reason: 'not-reported' }];
		return result(value, { missing });
	},
});

function mayBeVgpu({ type, backing }: VmDevice): boolean {
	return backing === BACKING || (type === 'VirtualPCIPassthrough' && backing === undefined);
}

const nameOf = (gpu: VmDevice): string => gpu.vgpuProfile ?? gpu.label ?? 'virtual GPU';

/** The first thing that certainly stands in the way; notes data that would tell of others. */
function problemOf(
	gpus: readonly VmDevice[],
	move: Move,
	scope: Scope,
	table: VgpuTable,
	lacks: MissingDatum[],
): string | undefined {
	for (const site of [scope.source, scope.destination]) {
		const { vcenter } = site.inventory;
		if (vcenter.vgpuHotMigrate === undefined)
			lacks.push({
				datum: `${site.side}.vcenter.vgpuHotMigrate`,
				reason: site.reason('vcenter', vcenter, 'vgpuHotMigrate'),
			});
		else if (!vcenter.vgpuHotMigrate) return `vgpu.hotmigrate.enabled is not set at the ${site.side} vCenter`;
	}
	const fixed = gpus.find((gpu) => gpu.vgpuMovable === false);
	if (fixed) return `${nameOf(fixed)} does not support it`;
	const old = move.sourceHost && tooOld(move.sourceHost, scope.source, table, lacks);
	if (old) return `the source host ${move.sourceHost?.name} is older than ESXi 6.7 U1`;
	return lackingHost(gpus, move.placement.hosts, scope.destination, table, lacks);
}

/** No host where the VM may land has all profiles and the release; unknown while one may have. */
function lackingHost(
	gpus: readonly VmDevice[],
	hosts: readonly Host[],
	site: Site,
	table: VgpuTable,
	lacks: MissingDatum[],
): string | undefined {
	const untold: MissingDatum[] = [];
	for (const host of hosts) {
		const own: MissingDatum[] = [];
		if (tooOld(host, site, table, own) || !offers(host, gpus, site, own)) continue;
		if (own.length === 0) return undefined;
		untold.push(...own);
	}
	if (untold[0]) lacks.push(untold[0]);
	else if (hosts.length > 0) return `no destination host has a free profile ${gpus.map(nameOf).join(', ')}`;
	return undefined;
}

function offers(host: Host, gpus: readonly VmDevice[], site: Site, lacks: MissingDatum[]): boolean {
	const { vgpuProfiles } = host;
	if (vgpuProfiles === undefined || gpus.some((gpu) => gpu.vgpuProfile === undefined)) {
		lacks.push({ datum: 'host.vgpuProfiles', reason: site.reason('hosts', host, 'vgpuProfiles') });
		return true;
	}
	return gpus.every((gpu) => vgpuProfiles.includes(gpu.vgpuProfile as string));
}

function tooOld(host: Host, site: Site, { first }: VgpuTable, lacks: MissingDatum[]): boolean {
	const order = host.version === undefined ? undefined : compareVersions(host.version, first.version);
	if (order === undefined) lacks.push({ datum: 'host.version', reason: site.reason('hosts', host, 'version') });
	else if (order === 0 && host.build === undefined)
		lacks.push({ datum: 'host.build', reason: site.reason('hosts', host, 'build') });
	return order !== undefined && (order < 0 || (order === 0 && host.build !== undefined && host.build < first.build));
}

/** The frame buffer stands in the profile's name, `grid_p40-8q`, where the VM does not say how much data will move. */
function stunOf(gpus: readonly VmDevice[], { stun }: VgpuTable): number | undefined {
	let gigabytes = 0;
	for (const { vgpuDataBytes, vgpuProfile } of gpus) {
		const named = /-(\d+)[a-z]+$/i.exec(vgpuProfile ?? '')?.[1];
		const own = vgpuDataBytes === undefined ? Number(named) : vgpuDataBytes / GIB;
		if (!Number.isFinite(own)) return undefined;
		gigabytes += own;
	}
	return stun.find((entry) => gigabytes <= entry.gigabytes)?.seconds;
}
