import type { Move } from '../../model/scope.js';
import { listsMore } from '../findings/collector.js';
import type { Subject } from '../findings/subject.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import type { Column } from './columns.js';
import { type Judged, judge, type Run } from './judge.js';

/** How a move becomes the subject that a rule is asked about. */
export interface VmSubjectKind {
	bind(move: Move): void;
	subject(move: Move): Subject;
}

/** What came of the first VM of a class, and how many more were not asked one by one. */
interface Known extends Judged {
	more: number;
}

/** A rule about VMs or their placement, asked once for each class of VMs that it cannot tell apart. */
export class VmRule {
	readonly #known: (Known | undefined)[] = [];

	constructor(
		private readonly run: Run,
		private readonly rule: CompiledRule,
		private readonly kind: VmSubjectKind,
		/** Undefined when the rule may tell every VM apart. */
		private readonly classes: Column | undefined,
	) {}

	judge(move: Move): void {
		const id = this.classes?.of[move.order];
		const known = id === undefined ? undefined : this.#known[id];
		if (known === undefined) {
			const judged = this.#judgeAnew(move);
			if (id !== undefined) this.#known[id] = { ...judged, more: 0 };
		} else if (!known.kept) known.more++;
		else if (known.finding === undefined) this.#judgeAnew(move);
		else {
			known.more++;
			const { finding } = known;
			this.run.collector.join(finding, listsMore(finding) ? this.kind.subject(move) : undefined, move.order);
		}
	}

	/** Counts the VMs that were not asked. */
	finish(): void {
		for (const known of this.#known)
			if (known && known.more > 0) this.run.collector.count(this.rule.id, known.outcome, known.severity, known.more);
	}

	#judgeAnew(move: Move): Judged {
		this.kind.bind(move);
		return judge(
			this.run,
			this.rule,
			() => this.kind.subject(move),
			() => move.order,
		);
	}
}
