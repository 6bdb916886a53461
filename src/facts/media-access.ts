import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactResult, fact } from '../model/fact.js';
import type { VmMedia } from '../model/inventory/vm.js';
import type { Move, Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { isoAtDestination } from './shared/iso-access.js';

const o = Type.Optional;

/** What a drive's backing means for the move: `connected` and `disconnected` are problems, `none` is none. */
type State = 'none' | 'disconnected' | 'connected';
type Kind = 'iso' | 'host' | 'client';

interface MediaAccess {
	iso?: State;
	host?: State;
	client?: State;
	/** Whether a drive of this kind may be connected, as far as the source tells. */
	isoMayBeConnected: boolean;
	hostMayBeConnected: boolean;
	clientMayBeConnected: boolean;
	/** Labels of the drives that are a problem. */
	isoDrives: string[];
	hostDrives: string[];
	clientDrives: string[];
	/** ISO files that the destination does not have. */
	isoPaths: string[];
}

/** Most VMs: nothing to say, said once. */
const NO_DRIVES: FactResult<MediaAccess> = {
	value: {
		iso: 'none',
		host: 'none',
		client: 'none',
		isoMayBeConnected: false,
		hostMayBeConnected: false,
		clientMayBeConnected: false,
		isoDrives: [],
		hostDrives: [],
		clientDrives: [],
		isoPaths: [],
	},
};

const labels = Type.Array(Type.String());

/**
 * CD-ROM and floppy drives of a VM by what backs them (clarifications 5.6, 6.12, 6.13): ISO files or images on a datastore that
 * the destination does not have, drives of the host, drives of a client computer. For a VM that moves cold, "connected" means
 * connected at power-on (6.5).
 */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		iso: o(Type.String()),
		host: o(Type.String()),
		client: o(Type.String()),
		isoMayBeConnected: Type.Boolean(),
		hostMayBeConnected: Type.Boolean(),
		clientMayBeConnected: Type.Boolean(),
		isoDrives: labels,
		hostDrives: labels,
		clientDrives: labels,
		isoPaths: labels,
	}),
	vmData: ['mode', 'media'],
	derive: ({ move }, { scope }) => {
		const drives = move.vm.media?.filter((item) => item.kind !== 'usb').map((item) => judge(item, move, scope));
		if (drives?.length === 0) return NO_DRIVES;
		const iso = summary('iso', drives);
		const host = summary('host', drives);
		const client = summary('client', drives);
		const value: MediaAccess = {
			isoMayBeConnected: iso.mayBeConnected,
			hostMayBeConnected: host.mayBeConnected,
			clientMayBeConnected: client.mayBeConnected,
			isoDrives: iso.drives,
			hostDrives: host.drives,
			clientDrives: client.drives,
			isoPaths: (drives ?? []).flatMap((drive) => (drive.kinds.get('iso') === true ? (drive.path ?? []) : [])),
		};
		const missing: Record<string, MissingDatum[]> = {};
		for (const [kind, { state, missing: data }] of [
			['iso', iso] as const,
			['host', host] as const,
			['client', client] as const,
		]) {
			if (state !== undefined) value[kind] = state;
			else missing[kind] = data ?? [{ datum: 'vm.media', reason: scope.source.reason('vms', move.vm, 'media') }];
		}
		return result(value, { missing });
	},
});

interface Drive {
	readonly label: string;
	readonly path?: string;
	/** Undefined while the source does not tell. */
	readonly connected: boolean | undefined;
	/** Kinds of problem that the drive certainly is (true) or may be (false). */
	readonly kinds: ReadonlyMap<Kind, boolean>;
	readonly missing: readonly MissingDatum[];
}

function judge(item: VmMedia, move: Move, scope: Scope): Drive {
	const connected = move.mode === 'cold' ? (item.startConnected ?? item.connected) : item.connected;
	const kinds = new Map<Kind, boolean>();
	const missing: MissingDatum[] = [];
	if (item.backing === undefined) {
		for (const kind of ['iso', 'host', 'client'] as const) kinds.set(kind, false);
		missing.push({ datum: 'vm.media.backing', reason: 'not-reported' });
	} else if (item.backing === 'host' || item.backing === 'client') kinds.set(item.backing, true);
	else if (item.backing === 'iso') {
		const access = isoAtDestination(item, scope);
		if (access.present === undefined) missing.push(access.missing);
		if (access.present !== true) kinds.set('iso', access.present === false);
	}
	if (connected === undefined && kinds.size > 0) missing.push({ datum: 'vm.media.connected', reason: 'not-reported' });
	return {
		label: item.label ?? item.kind,
		...(item.isoPath !== undefined && { path: item.isoPath }),
		connected,
		kinds,
		missing,
	};
}

interface Summary {
	readonly mayBeConnected: boolean;
	readonly drives: string[];
	readonly state?: State;
	readonly missing?: MissingDatum[];
}

/** The worst state of all drives for one kind of problem; unknown when a drive that is not certain could make it worse. */
function summary(kind: Kind, drives: readonly Drive[] | undefined): Summary {
	if (!drives) return { mayBeConnected: true, drives: [] };
	const concerned = drives.filter((drive) => drive.kinds.has(kind));
	const certain = concerned.filter((drive) => drive.kinds.get(kind) === true);
	const mayBeConnected = concerned.some((drive) => drive.connected !== false);
	const names = { mayBeConnected, drives: certain.map((drive) => drive.label) };
	if (certain.some((drive) => drive.connected === true)) return { ...names, state: 'connected' };
	const open = concerned.filter((drive) => drive.kinds.get(kind) === false || drive.connected === undefined);
	const couldBeWorse = open.filter((drive) => drive.connected !== false || certain.length === 0);
	if (couldBeWorse.length > 0) return { ...names, missing: couldBeWorse.flatMap((drive) => [...drive.missing]) };
	return { ...names, state: certain.length > 0 ? 'disconnected' : 'none' };
}
