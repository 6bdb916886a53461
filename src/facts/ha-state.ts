import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Cluster } from '../model/inventory/containers.js';
import type { Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;
/** ClusterDasFdmHostState in which HA protects VMs of the host. */
const GOOD: readonly unknown[] = ['master', 'connectedToMaster'];

interface HaState {
	/** A destination host in a cluster. */
	asked: boolean;
	healthy?: boolean;
	/** HA is off, and on where a VM comes from. */
	off: boolean;
	state?: string;
}

/** Whether HA works on a destination host, or is off there while it is on at the source (clarifications 5.8). */
export default fact({
	subjects: ['host'],
	schema: Type.Object({
		asked: Type.Boolean(),
		healthy: o(Type.Boolean()),
		off: Type.Boolean(),
		state: o(Type.String()),
	}),
	hostData: ['cluster', 'haState', 'gaps'],
	prepare: ({ scope }) => haAtSource(scope),
	derive: ({ host, side }, { scope }, atSource) => {
		const cluster = host.cluster === undefined ? undefined : scope.destination.cluster(host.cluster);
		const homeless = cluster === undefined && host.gaps?.['cluster'] !== undefined;
		const value: HaState = { asked: side === 'destination' && (cluster !== undefined || homeless), off: false };
		if (!value.asked) return result(value);
		if (cluster === undefined) {
			const reason = scope.destination.reason('hosts', host, 'cluster');
			return result(value, { missing: { healthy: [{ datum: 'host.cluster', reason }] } });
		}
		if (host.haState !== undefined) value.state = host.haState;
		const evidence = host.declared?.['haState'];
		if (cluster.haEnabled === false) {
			if (atSource.on === undefined) return result(value, { missing: { healthy: atSource.missing } });
			return result({ ...value, off: atSource.on, healthy: !atSource.on });
		}
		// Only HA gives a host such a state.
		if (host.haState !== undefined)
			return result({ ...value, healthy: GOOD.includes(host.haState) }, evidence ? { declared: [evidence] } : {});
		const missing: MissingDatum =
			cluster.haEnabled === undefined
				? { datum: 'destination.cluster.haEnabled', reason: scope.destination.reason('clusters', cluster, 'haEnabled') }
				: { datum: 'host.haState', reason: scope.destination.reason('hosts', host, 'haState') };
		return result(value, { missing: { healthy: [missing] } });
	},
});

function haAtSource({ source, sourceHosts }: Scope): { on?: boolean; missing: MissingDatum[] } {
	const ids = new Set(sourceHosts.map(({ cluster }) => cluster).filter((id) => id !== undefined));
	const clusters = [...ids].map((id) => source.cluster(id)).filter((one): one is Cluster => one !== undefined);
	if (clusters.some(({ haEnabled }) => haEnabled === true)) return { on: true, missing: [] };
	const homeless = sourceHosts.find(({ cluster, gaps }) => cluster === undefined && gaps?.['cluster'] !== undefined);
	if (homeless)
		return { missing: [{ datum: 'source.host.cluster', reason: source.reason('hosts', homeless, 'cluster') }] };
	const blind = clusters.find(({ haEnabled }) => haEnabled === undefined);
	if (blind === undefined) return { on: false, missing: [] };
	return { missing: [{ datum: 'source.cluster.haEnabled', reason: source.reason('clusters', blind, 'haEnabled') }] };
}
