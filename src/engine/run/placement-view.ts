import type { Placement } from '../../model/scope.js';
import { defined } from '../../shared/defined.js';

/** A placement as rules read it (`PlacementView`). */
export function placementView(placement: Placement): object {
	return defined({
		clusterName: placement.clusterName,
		open: placement.hostsOpen !== undefined,
		allowedHosts: placement.allowedHosts,
		hosts: placement.hosts,
		datastores: [...new Set(placement.datastores.values())],
		datastoreCandidates: placement.datastoreCandidates,
		networks: [...placement.networks.values()].map(({ nic, name, by, wanted, candidates }) =>
			defined({ nic, name, by, wanted, candidates }),
		),
		problems: placement.problems.map(({ kind, name, unproven }) => ({ kind, name, unproven: unproven !== undefined })),
	});
}
