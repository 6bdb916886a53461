import type { Move } from '../../model/scope.js';
import type { SubjectType } from '../../model/vocabulary.js';
import { incompleteReason } from '../cel/completeness.js';
import type { MissingRead } from '../cel/recorder.js';
import { isKept } from '../findings/collector.js';
import { vmSubject } from '../findings/subject.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import { ask, type Run } from './judge.js';

/**
 * Rules about disks or NICs of a VM whose disks or NICs are not known: there is nothing to ask about one by one, and yet
 * nothing to pass. Rules that do not apply to the VM anyway are not applicable.
 */
export function judgeUnlistedParts(run: Run, rules: readonly CompiledRule[], move: Move, part: 'nics' | 'disks'): void {
	for (const rule of rules) {
		if (!rule.profiles.has(run.main)) continue;
		if (rule.reads.facts.size === 0) {
			if (part === 'nics') run.runtime.nic(move, undefined);
			else run.runtime.disk(move, undefined);
			const result = ask(run, rule);
			if (!isKept(result.outcome, false)) {
				run.collector.count(rule.id, result.outcome, result.severity);
				continue;
			}
		}
		unknown(run, rule, move, vmDatum(run, move, part));
	}
}

/**
 * Rules about hosts, networks and datastores, for VMs of which nobody tells where they run, which networks they use or where
 * they land: such a VM is the subject itself, or the rule would never meet it.
 */
export function judgeUnplaced(run: Run, rulesOf: (subject: SubjectType) => readonly CompiledRule[]): void {
	const ofHosts = [...rulesOf('host'), ...rulesOf('host-pair')];
	const ofNetworks = rulesOf('network');
	const ofDatastores = rulesOf('datastore');
	for (const move of run.input.scope.moves) {
		if (move.sourceHost === undefined) all(run, ofHosts, move, vmDatum(run, move, 'host'));
		const network = ofNetworks.length > 0 ? untoldNetwork(run, move) : undefined;
		if (network) all(run, ofNetworks, move, network);
		const datastore = ofDatastores.length > 0 ? untoldDatastore(run, move) : undefined;
		if (datastore) all(run, ofDatastores, move, datastore);
	}
}

function all(run: Run, rules: readonly CompiledRule[], move: Move, missing: MissingRead): void {
	for (const rule of rules) if (rule.profiles.has(run.main)) unknown(run, rule, move, missing);
}

function vmDatum(run: Run, move: Move, datum: string, shown = `vm.${datum}`): MissingRead {
	const { scope, canTell } = run.input;
	const reason = scope.source.reason('vms', move.vm, datum);
	const asked = reason === 'not-declared' || reason === 'not-probed' || !canTell('source', 'vms', datum);
	return { datum: shown, reason, question: asked };
}

/** What is not told of the networks of a VM. A NIC without a network uses none. */
function untoldNetwork(run: Run, move: Move): MissingRead | undefined {
	if (move.vm.nics === undefined) return vmDatum(run, move, 'nics');
	const targets = [...move.placement.networks.values()];
	if (!targets.some((target) => target.source === undefined && target.nic.unattached !== true)) return undefined;
	return vmDatum(run, move, 'nics.network', 'nic.network');
}

/** A VM that lands nowhere that is known. What the plan names and the destination lacks is reported as such. */
function untoldDatastore(run: Run, move: Move): MissingRead | undefined {
	const { datastores, datastoreCandidates, problems } = move.placement;
	if (datastores.size > 0 || datastoreCandidates.length > 0 || run.input.scope.plan.storage === 'keep')
		return undefined;
	const named = problems.find((problem) => problem.kind === 'datastore');
	if (named && !named.unproven) return undefined;
	const { inventory } = run.input.scope.destination;
	const reason = named?.unproven?.reason ?? incompleteReason(inventory, 'datastores') ?? 'not-reported';
	return { datum: 'placement.datastores', reason, question: false };
}

function unknown(run: Run, rule: CompiledRule, move: Move, missing: MissingRead): void {
	run.collector.count(rule.id, 'unknown', rule.highest);
	run.collector.keep({
		rule,
		result: {
			outcome: 'unknown',
			severity: rule.highest,
			evidence: { observed: {}, missing: [missing], declared: [], probed: [], assumptions: [] },
		},
		subject: () => vmSubject(move),
		vms: move.order,
		message: () => rule.loaded.document.title,
	});
}
