import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Site } from '../model/site.js';
import { result } from './shared/agreed.js';

interface FailoverTarget {
	/** Hosts that the placement allows. */
	hosts: number;
	/** One of them is not set aside for failover. */
	open?: boolean;
	names: string[];
}

/**
 * Whether a placement leaves a host that HA has not set aside for failover (ClusterFailoverHostAdmissionControlPolicy). A cluster
 * never consists of such hosts alone, so the question arises where the plan names the host.
 */
export default fact({
	subjects: ['placement'],
	schema: Type.Object({
		hosts: Type.Number(),
		open: Type.Optional(Type.Boolean()),
		names: Type.Array(Type.String()),
	}),
	vmData: ['placement.allowedHosts'],
	derive: ({ move: { placement } }, { scope }) => {
		const { allowedHosts } = placement;
		const states = allowedHosts.map((host) => setAside(host, scope.destination));
		const value: FailoverTarget = {
			hosts: allowedHosts.length,
			names: allowedHosts.filter((_, i) => states[i] === true).map(({ name }) => name),
		};
		const blind = allowedHosts[states.indexOf(undefined)];
		if (states.includes(false) || allowedHosts.length > 1) return result({ ...value, open: !states.every(Boolean) });
		if (blind === undefined) return result({ ...value, open: false });
		const cluster = scope.destination.cluster(blind.cluster ?? '');
		const reason = scope.destination.reason('clusters', cluster, 'failoverHosts');
		const missing: MissingDatum[] = [{ datum: 'destination.cluster.failoverHosts', reason }];
		return result(value, { missing: { open: missing } });
	},
});

/** Without HA none is. */
function setAside(host: Host, site: Site): boolean | undefined {
	if (host.cluster === undefined) return host.gaps?.['cluster'] === undefined ? false : undefined;
	const cluster = site.cluster(host.cluster);
	return cluster?.failoverHosts?.includes(host.id) ?? (cluster?.haEnabled === false ? false : undefined);
}
