import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';
import { drivesOf, type State, summary } from './shared/drives.js';

interface FloppyAccess {
	/** `connected` and `disconnected` are problems, `none` is none. */
	state?: State;
	/** Whether a drive that is a problem may be connected, as far as the source tells. */
	mayBeConnected: boolean;
	drives: string[];
}

const WORST_FIRST: readonly State[] = ['connected', 'disconnected', 'none'];

/** Floppy drives that the destination cannot serve: of the host, of a client computer, or an image on a datastore that it lacks. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		state: Type.Optional(Type.String()),
		mayBeConnected: Type.Boolean(),
		drives: Type.Array(Type.String()),
	}),
	vmData: ['mode', 'floppies'],
	derive: ({ move }, { scope }) => {
		const drives = drivesOf(move.vm.floppies, move, scope, 'vm.floppies');
		const kinds = (['iso', 'host', 'client'] as const).map((kind) => summary(kind, drives));
		const states = kinds.map(({ state }) => state);
		const value: FloppyAccess = {
			mayBeConnected: kinds.some(({ mayBeConnected }) => mayBeConnected),
			drives: [...new Set(kinds.flatMap((kind) => kind.drives))],
		};
		if (states.includes('connected') || !states.includes(undefined)) {
			const state = WORST_FIRST.find((one) => states.includes(one));
			return result({ ...value, ...(state && { state }) });
		}
		const whole: MissingDatum = { datum: 'vm.floppies', reason: scope.source.reason('vms', move.vm, 'floppies') };
		return result(value, { missing: { state: drives ? kinds.flatMap(({ missing }) => missing ?? []) : [whole] } });
	},
});
