import type { Host } from '../../model/inventory/host.js';
import type { Move } from '../../model/scope.js';
import { incompleteReason } from '../cel/completeness.js';
import type { ToolFinding } from '../contract.js';
import { placementSubject } from '../findings/subject.js';
import { type Asked, failsOnAll } from './candidates.js';
import type { Joint } from './joint-candidates.js';
import type { Run } from './judge.js';

const RULE = 'no-usable-host';
const SHOWN = 5;

/**
 * Says when a VM has nowhere to land although no single check excludes every host (clarifications 4.2); what one check alone
 * excludes is that check's finding.
 */
export function reportNoUsableHost(run: Run, undecided: readonly Asked[], move: Move, left: Joint): void {
	const { allowedHosts, hosts, problems, hostsOpen } = move.placement;
	if (left.any || (hostsOpen && hosts.length > 0)) return;
	if (undecided.some((asked) => failsOnAll(asked) && asked.results.some((result) => result.severity === 'blocker')))
		return;
	if (hosts.length > 0) {
		const why = whyNowhere(hosts, left);
		if (why !== undefined) report(run, move, fail(`${move.vm.name} has nowhere to land: ${why}.`));
		return;
	}
	// A cluster or host that the plan names in vain is reported by target-folder-pool.
	if (problems.some(({ kind }) => kind === 'cluster' || kind === 'host')) return;
	if (allowedHosts.length > 0)
		report(run, move, fail(`${move.vm.name} has nowhere to land: none of ${names(allowedHosts)} can take VMs.`));
	else report(run, move, noHosts(run, move));
}

/** What excludes the hosts, found out once for all VMs that share `left`; undefined when one check excludes them all. */
function whyNowhere(hosts: readonly Host[], left: Joint): string | undefined {
	if (!WHY.has(left)) WHY.set(left, excludedByOne(hosts, left) ? undefined : causes(hosts, left));
	return WHY.get(left);
}
const WHY = new WeakMap<Joint, string | undefined>();

/** A destination without a host that is known: either there is none, or the source did not list them. */
function noHosts(run: Run, move: Move): Partial<ToolFinding> {
	const reason = incompleteReason(run.input.scope.destination.inventory, 'hosts') ?? move.placement.hostsOpen?.reason;
	if (reason === undefined) return fail(`${move.vm.name} has nowhere to land: the destination has no host.`);
	return {
		outcome: 'unknown',
		message: 'No destination host is left: not known, because the hosts of the destination are not listed.',
		missing: [{ datum: 'destination.hosts', reason }],
	};
}

function fail(message: string): Partial<ToolFinding> {
	return { outcome: 'fail', message };
}

function report(run: Run, move: Move, finding: Partial<ToolFinding>): void {
	const base = { rule: RULE, outcome: 'fail', severity: 'blocker', message: '' } as const;
	run.collector.tool({ ...base, subjects: [placementSubject(move).shown], ...finding }, [move.order], move.order);
}

function excludedByOne(hosts: readonly Host[], left: Joint): boolean {
	const [first = [], ...others] = hosts.map((_, index) => left.causes(index));
	return first.some((rule) => others.every((rules) => rules.includes(rule)));
}

function causes(hosts: readonly Host[], left: Joint): string {
	const shown = hosts.slice(0, SHOWN).map((host, index) => `${host.name} (${left.causes(index).join(', ')})`);
	const more = hosts.length - shown.length;
	return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function names(hosts: readonly Host[]): string {
	const more = hosts.length - SHOWN;
	const shown = hosts.slice(0, SHOWN).map((host) => host.name);
	return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
