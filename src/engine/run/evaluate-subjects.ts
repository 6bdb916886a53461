import type { Move } from '../../model/scope.js';
import type { Side } from '../../model/site-pair.js';
import type { SubjectType } from '../../model/vocabulary.js';
import {
	datastoreSubject,
	hostSubject,
	networkSubject,
	pairSubject,
	partSubject,
	placementSubject,
	vmSubject,
} from '../findings/subject.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import type { HostClasses } from './host-classes.js';
import { judgeHostPairs } from './host-pairs.js';
import { askedWith, judge, type Run } from './judge.js';
import { pairView } from './pair-view.js';
import { judgeUnlistedParts, judgeUnplaced } from './unlisted.js';
import type { VmClasses } from './vm-classes.js';
import { CandidatesJudge } from './vm-hosts.js';
import { VmRule } from './vm-rule.js';

type RulesOf = (subject: SubjectType) => readonly CompiledRule[];

/** Asks every rule about every subject of the scope: the pair, hosts, host pairs, datastores, networks, then VM by VM. */
export function evaluateSubjects(
	base: Run,
	rules: readonly CompiledRule[],
	hostClasses: HostClasses,
	vmClasses: VmClasses,
): void {
	const run: Run = { ...base, rules };
	const rulesOf: RulesOf = (subject) => rules.filter((rule) => rule.subjects.includes(subject));
	judgePair(run, rulesOf('pair'));
	judgeHosts(run, rulesOf('host'));
	judgeUnplaced(run, rulesOf);
	const excluded = judgeHostPairs(run, rulesOf('host-pair'), hostClasses);
	judgeDatastores(run, rulesOf('datastore'));
	judgeNetworks(run, rulesOf('network'));
	const ofVms = vmRules(run, rulesOf, vmClasses);
	const ofParts = partsJudge(run, rulesOf);
	const candidates = new CandidatesJudge(run, rulesOf('vm-host'), hostClasses, vmClasses, excluded);
	for (const move of run.input.scope.moves) {
		for (const rule of ofVms) rule.judge(move);
		ofParts(move);
		candidates.judge(move);
	}
	for (const rule of ofVms) rule.finish();
	candidates.finish();
}

function judgePair(run: Run, rules: readonly CompiledRule[]): void {
	const { scope } = run.input;
	run.runtime.pair(pairView(run.runtime));
	for (const rule of rules)
		judge(
			run,
			rule,
			() => pairSubject(scope),
			() => 'all',
		);
}

function judgeHosts(run: Run, rules: readonly CompiledRule[]): void {
	const { scope } = run.input;
	const { users } = run.runtime;
	for (const side of ['source', 'destination'] as Side[]) {
		// A rule that is asked about candidates too meets the destination hosts there.
		const own = side === 'source' ? rules : rules.filter((rule) => !rule.subjects.includes('vm-host'));
		const hosts = side === 'source' ? scope.sourceHosts : scope.destinationHosts;
		for (const [order, host] of hosts.entries()) {
			run.runtime.host(host, side);
			const vms = () => (side === 'source' ? users.onSourceHost(host) : users.onDestinationHost(host));
			for (const rule of own) judge(run, rule, () => hostSubject(host, side, order), vms);
		}
	}
}

function judgeDatastores(run: Run, rules: readonly CompiledRule[]): void {
	if (rules.length === 0) return;
	for (const [order, datastore] of run.input.scope.datastores.entries()) {
		run.runtime.datastore(datastore);
		const vms = () => run.runtime.users.onDatastore(datastore);
		for (const rule of rules) judge(run, rule, () => datastoreSubject(datastore, order), vms);
	}
}

function judgeNetworks(run: Run, rules: readonly CompiledRule[]): void {
	if (rules.length === 0) return;
	for (const [order, network] of run.input.scope.networks.entries()) {
		run.runtime.network(network);
		const vms = () => run.runtime.users.onNetwork(network);
		for (const rule of rules) judge(run, rule, () => networkSubject(network, order), vms);
	}
}

/** Rules about VMs, then about their placement. */
function vmRules(run: Run, rulesOf: RulesOf, classes: VmClasses): VmRule[] {
	const { runtime } = run;
	const kinds = [
		['vm', { bind: (move: Move) => runtime.vm(move), subject: vmSubject }],
		['placement', { bind: (move: Move) => runtime.placement(move), subject: placementSubject }],
	] as const;
	return kinds.flatMap(([type, kind]) =>
		rulesOf(type).map((rule) => new VmRule(run, rule, kind, classes.of(askedWith(run, rule), type))),
	);
}

/** What is asked about the NICs and disks of a VM. */
function partsJudge(run: Run, rulesOf: RulesOf): (move: Move) => void {
	const { runtime } = run;
	const nic = rulesOf('vm-nic');
	const disk = rulesOf('vm-disk');
	return (move) => {
		const vms = () => move.order;
		if (move.vm.nics === undefined) judgeUnlistedParts(run, nic, move, 'nics');
		else if (nic.length > 0)
			for (const part of move.vm.nics) {
				runtime.nic(move, part);
				for (const rule of nic) judge(run, rule, () => partSubject(move, 'vm-nic', part), vms);
			}
		if (move.vm.disks === undefined) judgeUnlistedParts(run, disk, move, 'disks');
		else if (disk.length > 0)
			for (const part of move.vm.disks) {
				runtime.disk(move, part);
				for (const rule of disk) judge(run, rule, () => partSubject(move, 'vm-disk', part), vms);
			}
	};
}
