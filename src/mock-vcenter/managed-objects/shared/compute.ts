import type { ComputeEntity, HostEntity } from '../../estate/entities.js';
import type { Estate } from '../../estate/estate.js';
import { bytesOf } from '../../scenario/units.js';
import { enumeration, type Fields, int, long, ref, refs, short } from '../../wire/value.js';
import { cpuOf } from './host-hardware.js';
import { managedEntity } from './managed-entity.js';

/** The properties of a compute resource, cluster or not. */
export function computeResource(compute: ComputeEntity, estate: Estate): Fields {
	return {
		...managedEntity(compute),
		configurationEx: undefined,
		datastore: () => refs(new Set(compute.hosts.flatMap((host) => estate.datastoresOf(host)))),
		environmentBrowser: undefined,
		host: () => refs(compute.hosts),
		network: () => refs(new Set(compute.hosts.flatMap((host) => estate.networksOf(host)))),
		resourcePool: () => ref(compute.rootPool),
	};
}

/** The members of ComputeResourceSummary. */
export function computeSummary(compute: ComputeEntity): Fields {
	const sum = (of: (host: HostEntity) => number) => compute.hosts.reduce((total, host) => total + of(host), 0);
	const memory = sum((host) => bytesOf(host.group.memory ?? '256GiB'));
	const mhz = sum((host) => cpuOf(host.group).mhz * cpuOf(host.group).cores);
	return {
		totalCpu: int(mhz),
		totalMemory: long(memory),
		numCpuCores: short(sum((host) => cpuOf(host.group).cores)),
		numCpuThreads: short(sum((host) => cpuOf(host.group).threads)),
		effectiveCpu: int(mhz),
		effectiveMemory: long(Math.floor(memory / (1024 * 1024))),
		numHosts: int(compute.hosts.length),
		numEffectiveHosts: int(compute.hosts.filter(({ group }) => group.maintenance !== true).length),
		overallStatus: enumeration('ManagedEntityStatus', 'green'),
	};
}
