import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Vm } from '../model/inventory/vm.js';
import { result } from './shared/agreed.js';

interface ExclusiveHost {
	fits?: boolean;
}

/**
 * Whether a host where the VM may land has as many cores and as much memory as it has CPUs and memory: what a VM of high latency
 * sensitivity takes for itself alone (LatencySensitivity, vSphere API). Cores, since another VM on the second thread of one
 * would disturb it.
 */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		fits: Type.Optional(
			Type.Boolean({ description: 'a host has the cores and the memory of the VM, if all are free' }),
		),
	}),
	vmData: ['cpus', 'memoryBytes', 'placement.hosts'],
	derive: ({ move: { vm, placement } }, { scope }) => {
		const verdicts = placement.hosts.map((host) => holds(vm, host));
		if (verdicts.includes(true)) return result<ExclusiveHost>({ fits: true });
		const open = placement.hosts.length === 0 || verdicts.includes(undefined);
		if (!open) return result<ExclusiveHost>({ fits: false });
		const missing: MissingDatum[] = (['cpus', 'memoryBytes'] as const)
			.filter((datum) => vm[datum] === undefined)
			.map((datum) => ({ datum: `vm.${datum}`, reason: scope.source.reason('vms', vm, datum) }));
		const blind = placement.hosts[verdicts.indexOf(undefined)];
		if (missing.length === 0 && blind !== undefined) {
			const datum = blind.cpu?.cores === undefined ? 'cpu.cores' : 'memoryBytes';
			missing.push({ datum: `destination.host.${datum}`, reason: scope.destination.reason('hosts', blind, datum) });
		}
		if (missing.length === 0) missing.push({ datum: 'placement.cluster', reason: 'ambiguous-placement' });
		return result<ExclusiveHost>({}, { missing: { fits: missing } });
	},
});

function holds({ cpus, memoryBytes }: Vm, { cpu, memoryBytes: hostBytes }: Host): boolean | undefined {
	const cores = cpus === undefined || cpu?.cores === undefined ? undefined : cpus <= cpu.cores;
	const memory = memoryBytes === undefined || hostBytes === undefined ? undefined : memoryBytes <= hostBytes;
	if (cores === false || memory === false) return false;
	return cores === undefined || memory === undefined ? undefined : true;
}
