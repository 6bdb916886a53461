import { FAQ_KEYS, type FaqKey } from '../../model/vocabulary.js';
import type { FaqOutcome } from '../contract.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import type { Tally } from './collector.js';

/** One line per FAQ statement: what the rules behind it found, the worst that matters to a move first. */
export function faqOutcomes(
	rules: readonly CompiledRule[],
	tallies: ReadonlyMap<string, Tally>,
): Record<FaqKey, FaqOutcome> {
	const out = Object.fromEntries(FAQ_KEYS.map((key) => [key, 'not-applicable'])) as Record<FaqKey, FaqOutcome>;
	for (const { id, loaded } of rules) {
		const { faq } = loaded.document;
		const tally = tallies.get(id);
		if (faq === undefined || tally === undefined) continue;
		out[faq] = worse(out[faq], outcomeOf(tally));
	}
	return out;
}

/** A warning does not break a FAQ statement; only what would stop the move does. */
function outcomeOf({ outcomes, blockerFailed, blockerUnknown }: Tally): FaqOutcome {
	if (blockerFailed) return 'fail';
	if (blockerUnknown) return 'unknown';
	if (outcomes.has('pass') || outcomes.has('fail')) return 'pass';
	return outcomes.has('unknown') ? 'unknown' : 'not-applicable';
}

function worse(a: FaqOutcome, b: FaqOutcome): FaqOutcome {
	const order: readonly FaqOutcome[] = ['fail', 'unknown', 'pass', 'not-applicable'];
	return order.indexOf(a) < order.indexOf(b) ? a : b;
}
