import type { Move, NetworkTarget, Scope } from '../../model/scope.js';
import { isConnected } from './uses.js';

/**
 * Key of what becomes of the networks of a VM, for facts about them (`Fact.vmKey`). VMs on the same networks share it, unless
 * a NIC has no destination: messages name that one.
 */
export function networksKey({ source }: Scope): (move: Move) => unknown {
	const numbers = new Map<NetworkTarget['candidates'], number>();
	const numberOf = (candidates: NetworkTarget['candidates']): number => {
		const known = numbers.get(candidates);
		if (known !== undefined) return known;
		numbers.set(candidates, numbers.size);
		return numbers.size - 1;
	};
	return (move) => {
		const { vm, placement } = move;
		if (vm.nics === undefined) return `no NICs: ${source.reason('vms', vm, 'nics')}`;
		let key = '';
		for (const { nic, by, candidates, missing } of placement.networks.values()) {
			if (candidates.length === 0 && missing === undefined && nic.unattached !== true) return move;
			const connected = isConnected(move, nic) ?? source.reason('vms', vm, 'nics.connected');
			const target = candidates.length > 0 ? `${numberOf(candidates)} ${by}` : '';
			key += `${nic.unattached} ${target} ${connected} ${missing ? `${missing.datum} ${missing.reason}` : ''}, `;
		}
		return key;
	};
}
