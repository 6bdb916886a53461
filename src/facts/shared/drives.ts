import type { MissingDatum } from '../../model/coverage.js';
import type { VmMedia } from '../../model/inventory/vm.js';
import type { Move, Scope } from '../../model/scope.js';
import { isoAtDestination } from './iso-access.js';

/** What a drive's backing means for the move: `connected` and `disconnected` are problems, `none` is none. */
export type State = 'none' | 'disconnected' | 'connected';
export type Kind = 'iso' | 'host' | 'client';

/** Drives that a VM has, judged; undefined while the source does not tell. `datum` names them in what is missing. */
export function drivesOf(
	media: readonly VmMedia[] | undefined,
	move: Move,
	scope: Scope,
	datum: string,
): readonly Drive[] | undefined {
	return media?.map((item) => judge(item, move, scope, datum));
}

export interface Drive {
	readonly label: string;
	readonly path?: string;
	/** Undefined while the source does not tell. */
	readonly connected: boolean | undefined;
	/** Kinds of problem that the drive certainly is (true) or may be (false). */
	readonly kinds: ReadonlyMap<Kind, boolean>;
	readonly missing: readonly MissingDatum[];
}

function judge(item: VmMedia, move: Move, scope: Scope, datum: string): Drive {
	const connected = move.mode === 'cold' ? (item.startConnected ?? item.connected) : item.connected;
	const kinds = new Map<Kind, boolean>();
	const missing: MissingDatum[] = [];
	if (item.backing === undefined) {
		for (const kind of ['iso', 'host', 'client'] as const) kinds.set(kind, false);
		missing.push({ datum: `${datum}.backing`, reason: 'not-reported' });
	} else if (item.backing === 'host' || item.backing === 'client') kinds.set(item.backing, true);
	else if (item.backing === 'iso') {
		const access = isoAtDestination(item, scope);
		if (access.present === undefined) missing.push(access.missing);
		if (access.present !== true) kinds.set('iso', access.present === false);
	}
	if (connected === undefined && kinds.size > 0) missing.push({ datum: `${datum}.connected`, reason: 'not-reported' });
	return {
		label: item.label ?? item.kind,
		...(item.isoPath !== undefined && { path: item.isoPath }),
		connected,
		kinds,
		missing,
	};
}

export interface Summary {
	readonly mayBeConnected: boolean;
	readonly drives: string[];
	readonly state?: State;
	readonly missing?: MissingDatum[];
}

/** The worst state of all drives for one kind of problem; unknown when a drive that is not certain could make it worse. */
export function summary(kind: Kind, drives: readonly Drive[] | undefined): Summary {
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
