import { compileGlobs } from '../../shared/glob.js';
import type { ComputeEntity } from '../estate/entities.js';
import { boolean, data, derived, enumeration, int, list, ref, string } from '../wire/value.js';
import { inventoryType } from './contract.js';
import { computeResource, computeSummary } from './shared/compute.js';

export default inventoryType<ComputeEntity>({
	type: 'ClusterComputeResource',
	bases: ['ComputeResource', 'ManagedEntity'],
	properties: (cluster, { estate }) => ({
		...computeResource(cluster, estate),
		configuration: () => data('ClusterConfigInfo', { dasConfig: () => das(cluster), drsConfig: () => drs(cluster) }),
		configurationEx: () =>
			data('ClusterConfigInfoEx', {
				dasConfig: () => das(cluster),
				dasVmConfig: undefined,
				drsConfig: () => drs(cluster),
				drsVmConfig: undefined,
				rule: list('ClusterRuleInfo', []),
				dpmConfigInfo: undefined,
				group: undefined,
			}),
		summary: () =>
			data('ClusterComputeResourceSummary', {
				...computeSummary(cluster),
				currentFailoverLevel: int(1),
				numVmotions: int(0),
				currentEVCModeKey: string(cluster.spec?.evc),
			}),
	}),
});

function das(cluster: ComputeEntity) {
	return data('ClusterDasConfigInfo', {
		enabled: boolean(cluster.spec?.ha ?? true),
		failoverLevel: undefined,
		admissionControlPolicy: () => admissionControl(cluster),
		admissionControlEnabled: boolean(true),
	});
}

/** Hosts kept free for failover take no VMs: xvcheck leaves them out of the candidates. */
function admissionControl(cluster: ComputeEntity) {
	const globs = cluster.spec?.failoverHosts;
	if (globs === undefined) {
		return derived('ClusterFailoverLevelAdmissionControlPolicy', {
			resourceReductionToToleratePercent: int(0),
			failoverLevel: int(1),
		});
	}
	const wanted = compileGlobs(globs);
	const hosts = cluster.hosts.filter(({ name }) => wanted(name));
	return derived('ClusterFailoverHostAdmissionControlPolicy', {
		failoverHosts: list('ManagedObjectReference', hosts.map(ref)),
		failoverLevel: int(hosts.length),
	});
}

function drs(cluster: ComputeEntity) {
	const mode = cluster.spec?.drs ?? 'fullyAutomated';
	return data('ClusterDrsConfigInfo', {
		enabled: boolean(mode !== 'off'),
		enableVmBehaviorOverrides: boolean(true),
		defaultVmBehavior: enumeration('DrsBehavior', mode === 'off' ? 'manual' : mode),
		vmotionRate: int(3),
	});
}
