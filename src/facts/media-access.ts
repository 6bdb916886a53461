import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactResult, fact } from '../model/fact.js';
import { result } from './shared/agreed.js';
import { drivesOf, type State, summary } from './shared/drives.js';

const o = Type.Optional;

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
 * CD-ROM drives of a VM by what backs them (clarifications 5.6, 6.12, 6.13): ISO files or images on a datastore that
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
		const drives = drivesOf(move.vm.media, move, scope, 'vm.media');
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
