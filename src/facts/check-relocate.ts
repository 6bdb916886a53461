import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { ProbeFault, RelocateResult } from '../model/probes.js';
import { result } from './shared/agreed.js';
import { askedFrom, newest } from './shared/probed.js';

const o = Type.Optional;
const NOT_ANSWERED: MissingDatum = { datum: 'checkRelocate', reason: 'not-probed' };
/** Faults that a message lists. */
const LISTED = 4;
const list = Type.Array(Type.String());

interface CheckRelocate {
	/** Whether vCenter was to be asked about the VM: a request that could not be sent leaves the answer unknown. */
	ran: boolean;
	/** It named no error and no warning; absent when it did not answer. */
	clean?: boolean;
	/** Nothing of the placement was left out of the request; absent when it did not answer. */
	whole?: boolean;
	hasErrors: boolean;
	/** `CannotAccessNetwork: text (see network-mapping-missing)`. */
	errors: string[];
	warnings: string[];
	/** What the request left open. */
	open: string[];
}

interface FaultTable {
	readonly checks?: Readonly<Record<string, readonly string[]>>;
}

/** What vCenter itself says about a VM: `CheckRelocate_Task` with the placement of the plan and the other vCenter named. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		ran: Type.Boolean(),
		clean: o(Type.Boolean()),
		whole: o(Type.Boolean()),
		hasErrors: Type.Boolean(),
		errors: list,
		warnings: list,
		open: list,
	}),
	prepare: (context) => ({
		asked: newest(
			context.scope,
			({ checkRelocate }) => checkRelocate,
			({ vm }) => keyOf(vm),
		),
		checks: context.table<FaultTable>('faults').checks ?? {},
	}),
	// VMs that nobody asked about are alike.
	vmKey: ({ vm }, _context, { asked }) => asked.get(keyOf(vm)) ?? '',
	derive: ({ move }, _context, { asked, checks }) => {
		const found = asked.get(keyOf(move.vm));
		const none: CheckRelocate = { ran: false, hasErrors: false, errors: [], warnings: [], open: [] };
		if (found === undefined) return result(none);
		const { errors, warnings, open, outcome, fault } = found.result;
		const all = fault === undefined ? errors : [...errors, fault];
		const value: CheckRelocate = {
			ran: true,
			hasErrors: all.length > 0,
			errors: told(all, checks),
			warnings: told(warnings, checks),
			open: [...open],
		};
		const answered = outcome === 'checked' || all.length > 0;
		if (answered) value.clean = all.length + warnings.length === 0;
		if (answered) value.whole = open.length === 0;
		return result(value, {
			missing: answered ? {} : { clean: [NOT_ANSWERED], whole: [NOT_ANSWERED] },
			probed: [`CheckRelocate sent ${askedFrom(found.run)}`],
		});
	},
});

/** Ids alone change with the source: an export may have none. */
const keyOf = ({ id, name }: { readonly id: string; readonly name: string }): string => `${id} ${name.toLowerCase()}`;

/** Each fault once, with what the server said and the checks that tell more; one per host would say the same many times. */
function told(faults: RelocateResult['errors'] | readonly ProbeFault[], checks: FaultTable['checks'] = {}): string[] {
	const texts = new Map<string, string>();
	for (const { fault, text } of faults) {
		if (texts.has(fault)) continue;
		const [check] = checks[fault] ?? [];
		const said =
			text === undefined || text === '' || text === fault ? '' : `: ${text.replace(/^\w+: /, '').replace(/\.$/, '')}`;
		texts.set(fault, `${fault}${said}${check === undefined ? '' : ` (see ${check})`}`);
	}
	const all = [...texts.values()];
	return all.length > LISTED ? [...all.slice(0, LISTED), `and ${all.length - LISTED} more`] : all;
}
