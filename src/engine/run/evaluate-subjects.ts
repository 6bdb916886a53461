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
	siteName,
	vmSubject,
} from '../findings/subject.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import type { HostClasses } from './host-classes.js';
import { judgeHostPairs } from './host-pairs.js';
import { judge, type Run } from './judge.js';
import { PartialFailures } from './partial-failures.js';
import { judgeUnlistedParts, judgeUnplaced } from './unlisted.js';
import { judgeCandidates } from './vm-hosts.js';

type RulesOf = (subject: SubjectType) => readonly CompiledRule[];

/** Asks every rule about every subject of the scope: the pair, hosts, host pairs, datastores, networks, then VM by VM. */
export function evaluateSubjects(base: Run, rules: readonly CompiledRule[], classes: HostClasses): void {
	const run: Run = { ...base, rules };
	const rulesOf: RulesOf = (subject) => rules.filter((rule) => rule.subjects.includes(subject));
	judgePair(run, rulesOf('pair'));
	judgeHosts(run, rulesOf('host'));
	judgeUnplaced(run, rulesOf);
	const excluded = judgeHostPairs(run, rulesOf('host-pair'), classes);
	judgeDatastores(run, rulesOf('datastore'));
	judgeNetworks(run, rulesOf('network'));
	const partial = new PartialFailures();
	const ofMove = movesJudge(run, rulesOf);
	const candidates = rulesOf('vm-host');
	for (const move of run.input.scope.moves) {
		ofMove(move);
		judgeCandidates(run, candidates, move, classes, excluded, partial);
	}
	partial.report(run);
}

function judgePair(run: Run, rules: readonly CompiledRule[]): void {
	const { scope } = run.input;
	const { hot, cold } = run.runtime.users.moves(scope.moves.map((_, index) => index));
	const sourceName = siteName(scope, 'source');
	const destinationName = siteName(scope, 'destination');
	run.runtime.pair({
		id: 'pair',
		name: `${sourceName} -> ${destinationName}`,
		sourceName,
		destinationName,
		vms: scope.moves.length,
		hotMoves: hot,
		coldMoves: cold,
	});
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

/** What is asked about one VM and its parts. */
function movesJudge(run: Run, rulesOf: RulesOf): (move: Move) => void {
	const { runtime } = run;
	const vm = rulesOf('vm');
	const placement = rulesOf('placement');
	const nic = rulesOf('vm-nic');
	const disk = rulesOf('vm-disk');
	return (move) => {
		const vms = () => move.order;
		runtime.vm(move);
		for (const rule of vm) judge(run, rule, () => vmSubject(move), vms);
		if (placement.length > 0) runtime.placement(move);
		for (const rule of placement) judge(run, rule, () => placementSubject(move), vms);
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
