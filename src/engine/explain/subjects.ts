import type { FindingSubject } from '../../model/finding.js';
import type { Move } from '../../model/scope.js';
import type { SubjectType } from '../../model/vocabulary.js';
import {
	datastoreSubject,
	hostPairSubject,
	hostSubject,
	networkSubject,
	pairSubject,
	partSubject,
	placementSubject,
	vmSubject,
} from '../findings/subject.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import { pairView } from '../run/pair-view.js';
import type { Runtime } from '../run/runtime.js';

/** A subject that a rule may be asked about. */
export interface Candidate {
	readonly shown: FindingSubject;
	/** The host where the VM would land. */
	readonly host?: FindingSubject;
	bind(): void;
}

type Of = (runtime: Runtime, rule: CompiledRule, vm: Move | undefined) => Iterable<Candidate>;

/** Every subject of a rule, one after the other; with a VM only those that its move meets. */
export function* candidatesFor(runtime: Runtime, rule: CompiledRule, vm: Move | undefined): Iterable<Candidate> {
	for (const subject of rule.subjects) yield* KINDS[subject](runtime, rule, vm);
}

const movesOf = ({ scope }: Runtime, vm: Move | undefined): readonly Move[] => (vm ? [vm] : scope.moves);

const KINDS: Readonly<Record<SubjectType, Of>> = {
	*pair(runtime) {
		yield { shown: pairSubject(runtime.scope).shown, bind: () => runtime.pair(pairView(runtime)) };
	},
	*host(runtime, rule, vm) {
		const { sourceHosts, destinationHosts } = runtime.scope;
		const sources = vm ? [vm.sourceHost].filter((host) => host !== undefined) : sourceHosts;
		for (const host of sources)
			yield { shown: hostSubject(host, 'source', 0).shown, bind: () => runtime.host(host, 'source') };
		if (rule.subjects.includes('vm-host')) return;
		for (const host of vm?.placement.hosts ?? destinationHosts)
			yield { shown: hostSubject(host, 'destination', 0).shown, bind: () => runtime.host(host, 'destination') };
	},
	*'host-pair'(runtime, _rule, vm) {
		const { sourceHosts, destinationHosts } = runtime.scope;
		for (const source of vm ? [vm.sourceHost].filter((host) => host !== undefined) : sourceHosts)
			for (const destination of vm?.placement.hosts ?? destinationHosts)
				yield {
					shown: hostPairSubject(source, destination, 0).shown,
					bind: () => runtime.hostPair(source, destination),
				};
	},
	*'vm-host'(runtime, rule, vm) {
		for (const move of movesOf(runtime, vm)) {
			const { placement } = move;
			for (const host of rule.loaded.document.over === 'allowed' ? placement.allowedHosts : placement.hosts)
				yield {
					shown: vmSubject(move).shown,
					host: hostSubject(host, 'destination', 0).shown,
					bind: () => runtime.candidate(move, host),
				};
		}
	},
	*datastore(runtime, _rule, vm) {
		const own = vm && new Set([...vm.placement.datastores.values(), ...vm.placement.datastoreCandidates]);
		for (const datastore of runtime.scope.datastores)
			if (own === undefined || own.has(datastore))
				yield { shown: datastoreSubject(datastore, 0).shown, bind: () => runtime.datastore(datastore) };
	},
	*network(runtime, _rule, vm) {
		const own = vm && new Set([...vm.placement.networks.values()].map(({ source }) => source));
		for (const network of runtime.scope.networks)
			if (own === undefined || own.has(network))
				yield { shown: networkSubject(network, 0).shown, bind: () => runtime.network(network) };
	},
	*vm(runtime, _rule, vm) {
		for (const move of movesOf(runtime, vm)) yield { shown: vmSubject(move).shown, bind: () => runtime.vm(move) };
	},
	*placement(runtime, _rule, vm) {
		for (const move of movesOf(runtime, vm))
			yield { shown: placementSubject(move).shown, bind: () => runtime.placement(move) };
	},
	*'vm-nic'(runtime, _rule, vm) {
		for (const move of movesOf(runtime, vm))
			for (const nic of move.vm.nics ?? [])
				yield { shown: partSubject(move, 'vm-nic', nic).shown, bind: () => runtime.nic(move, nic) };
	},
	*'vm-disk'(runtime, _rule, vm) {
		for (const move of movesOf(runtime, vm))
			for (const disk of move.vm.disks ?? [])
				yield { shown: partSubject(move, 'vm-disk', disk).shown, bind: () => runtime.disk(move, disk) };
	},
};
