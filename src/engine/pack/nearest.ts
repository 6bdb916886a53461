import { distance } from 'fastest-levenshtein';

/** `; did you mean "expect"?` when a known word is close, else nothing. */
export function nearest(word: string, known: readonly string[]): string {
	const [best] = known
		.map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
		.filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
		.sort((a, b) => a.edits - b.edits);
	return best ? `; did you mean "${best.candidate}"?` : '';
}
