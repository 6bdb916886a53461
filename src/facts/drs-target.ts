import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactResult, fact } from '../model/fact.js';
import type { Cluster } from '../model/inventory/containers.js';
import type { Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';

interface Value {
	open: boolean;
	automatic?: boolean;
	clusters: string[];
}

/** Whether DRS places the VMs for which the plan names no host (clarifications 4.2). */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({
		open: Type.Boolean({ description: 'a VM may land on any of several hosts of a cluster' }),
		automatic: Type.Optional(Type.Boolean({ description: 'DRS chooses the host in each of these clusters' })),
		clusters: Type.Array(Type.String(), { description: 'clusters where DRS is off or only advises' }),
	}),
	derive: (scope): FactResult<Value> => {
		const clusters = openClusters(scope);
		const states = clusters.map((cluster) => ({ cluster, chooses: chooses(cluster) }));
		const manual = states.filter(({ chooses }) => chooses === false).map(({ cluster }) => cluster.name);
		const value = { open: clusters.length > 0, clusters: manual };
		const blind = states.find(({ chooses }) => chooses === undefined)?.cluster;
		if (manual.length > 0 || !blind) return result({ ...value, automatic: manual.length === 0 });
		const datum = blind.drsEnabled === undefined ? 'drsEnabled' : 'drsBehavior';
		const missing: MissingDatum[] = [
			{ datum: `destination.cluster.${datum}`, reason: scope.destination.reason('clusters', blind, datum) },
		];
		return result(value, { missing: { automatic: missing } });
	},
});

/** Clusters of placements that leave the choice between several hosts. */
function openClusters({ moves, destination }: Scope): Cluster[] {
	const lists = new Set(moves.map(({ placement }) => placement.allowedHosts).filter((hosts) => hosts.length > 1));
	const ids = new Set([...lists].flatMap((hosts) => hosts.map((host) => host.cluster)));
	return [...ids].flatMap((id) => (id === undefined ? [] : (destination.cluster(id) ?? [])));
}

/** In manual mode DRS only advises; partially automated it places VMs that are new to the cluster. */
function chooses({ drsEnabled, drsBehavior }: Cluster): boolean | undefined {
	if (drsEnabled !== true) return drsEnabled;
	return drsBehavior === undefined ? undefined : drsBehavior !== 'manual';
}
