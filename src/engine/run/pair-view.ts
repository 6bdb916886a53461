import { siteName } from '../findings/subject.js';
import type { Runtime } from './runtime.js';

/** What rules about the pair read as `pair`. */
export function pairView({ scope, users }: Runtime): object {
	const { hot, cold } = users.moves(scope.moves.map((_, index) => index));
	const sourceName = siteName(scope, 'source');
	const destinationName = siteName(scope, 'destination');
	return {
		id: 'pair',
		name: `${sourceName} -> ${destinationName}`,
		sourceName,
		destinationName,
		vms: scope.moves.length,
		hotMoves: hot,
		coldMoves: cold,
	};
}
