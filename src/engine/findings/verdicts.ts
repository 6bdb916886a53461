import type { Outcome, Severity, Verdict, VmVerdict } from '../../model/vocabulary.js';
import type { Draft } from './draft.js';

/** What findings of a VM add up to, as bits. */
const BLOCKED = 8;
const GAP = 4;
const QUESTION = 2;
const WARNING = 1;

/** A VM lists at most this many findings about single destination hosts. */
const MAX_PARTIAL = 20;

export interface VmResult {
	readonly verdict: Exclude<VmVerdict, 'moved'>;
	readonly findings: readonly number[];
}

/** Rolls findings up to the VMs that they count for (design 6.2); positions are those of `scope.moves`. */
export function rollUp(drafts: readonly Draft[], vms: number): readonly VmResult[] {
	const marks = new Uint8Array(vms);
	const lists: number[][] = Array.from({ length: vms }, () => []);
	const partials = new Uint8Array(vms);
	// Several subjects of one finding may count for the same VM.
	const seen = new Int32Array(vms).fill(-1);
	for (const [index, draft] of drafts.entries()) {
		const weight = draft.waiver ? 0 : weightOf(draft.outcome, draft.severity, draft.question);
		eachVm(draft, vms, (vm) => {
			if (seen[vm] === index) return;
			seen[vm] = index;
			marks[vm] = (marks[vm] as number) | weight;
			if (draft.partial && (partials[vm] as number) >= MAX_PARTIAL) return;
			if (draft.partial) partials[vm] = (partials[vm] as number) + 1;
			lists[vm]?.push(index);
		});
	}
	return lists.map((findings, vm) => ({ verdict: verdictOf(marks[vm] as number), findings }));
}

function eachVm(draft: Draft, total: number, visit: (vm: number) => void): void {
	if (draft.vms.includes('all')) {
		for (let vm = 0; vm < total; vm++) visit(vm);
		return;
	}
	const visited = new Set<readonly number[]>();
	for (let i = 0; i < draft.vms.length; i++) {
		const entry = draft.vms[i] as Draft['vms'][number];
		if (typeof entry === 'number') visit(entry);
		else if (entry !== 'all' && !visited.has(entry)) {
			visited.add(entry);
			for (const vm of entry) visit(vm);
		}
	}
}

function weightOf(outcome: Outcome, severity: Severity, question: boolean): number {
	if (outcome === 'error') return GAP;
	if (outcome === 'fail') return severity === 'blocker' ? BLOCKED : severity === 'warning' ? WARNING : 0;
	if (outcome !== 'unknown' || severity === 'info') return 0;
	return severity === 'warning' ? WARNING : question ? QUESTION : GAP;
}

function verdictOf(mark: number): VmResult['verdict'] {
	if (mark & BLOCKED) return 'blocked';
	if (mark & GAP) return 'inconclusive';
	if (mark & QUESTION) return 'clear';
	return mark & WARNING ? 'ready-with-warnings' : 'ready';
}

/** The worst of all; findings that reach no VM count too. `clear` is inconclusive for the whole (design 6.2). */
export function overallVerdict(drafts: readonly Draft[]): Verdict {
	let marks = 0;
	for (const draft of drafts)
		if (draft.waiver === undefined) marks |= weightOf(draft.outcome, draft.severity, draft.question);
	const verdict = verdictOf(marks);
	return verdict === 'clear' ? 'inconclusive' : verdict;
}
