import type { ExplainedPart, ExplainedSubject } from '../../model/explanation.js';
import type { Outcome } from '../../model/vocabulary.js';

/** What would change a verdict, in words: the parts that decide, and the severities that other data would give. */
export function changesOf(
	outcome: Outcome,
	when: ExplainedPart | undefined,
	expect: ExplainedPart | undefined,
	severities: ExplainedSubject['severities'],
): string[] {
	if (outcome === 'error') return [];
	if (outcome === 'not-applicable') return when ? told('It would be asked if', levers(when, true)) : [];
	if (outcome === 'pass') return expect ? told('It would fail if', levers(expect, false), 'not ') : [];
	const open = [...(when ? unknowns(when) : []), ...(expect ? unknowns(expect) : [])];
	const first =
		outcome === 'unknown'
			? told('It would be decided by', open)
			: expect
				? told('It would pass if', levers(expect, true))
				: [];
	const off = when && when.value === 'true' ? told('It would not be asked if', levers(when, false), 'not ') : [];
	return [...first, ...off, ...otherSeverities(severities)];
}

function otherSeverities(severities: ExplainedSubject['severities']): string[] {
	return severities.flatMap(({ severity, when, applies }) =>
		applies || when === undefined || when.value === 'true' ? [] : [`It would be ${severity} if ${when.text}`],
	);
}

function told(start: string, texts: readonly string[], negation = ''): string[] {
	return [...new Set(texts)].map((text) => `${start} ${negation}${text}`);
}

/** The smallest parts that would have to give something else for the whole to give `wanted`. */
function levers(part: ExplainedPart, wanted: boolean): string[] {
	if (part.value === String(wanted)) return [];
	const { joins, parts = [] } = part;
	if (joins === '!') return [part.text];
	if (joins === '&&' || joins === '||') {
		// All parts of `&&` must hold, one of `||` must; for the opposite it is the other way round.
		const every = (joins === '&&') === wanted;
		const inner = parts.map((one) => levers(one, wanted));
		return every ? inner.flat() : [inner.map((texts) => texts.join(' and ')).join(', or ')];
	}
	return [part.text];
}

/** The data that are missing where an unknown part stands. */
function unknowns(part: ExplainedPart): string[] {
	if (part.value !== 'unknown') return [];
	if (part.parts !== undefined) return part.parts.flatMap(unknowns);
	const missing = (part.reads ?? []).flatMap(({ datum, reason }) => (reason === undefined ? [] : [datum]));
	return missing.length > 0 ? missing : [part.text];
}
