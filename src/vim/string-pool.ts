/** V8 copies shorter substrings; a longer one is a view that keeps its whole parent, here a network chunk, alive. */
const SHORTEST_VIEW = 13;
/** Beyond this many strings the pool starts anew: unique names would otherwise fill it for nothing. */
const CAPACITY = 20_000;
/** Longer texts are rarely equal; they are copied without being remembered. */
const LONGEST_POOLED = 64;

/**
 * Makes equal strings one object and cuts them loose from the chunk that they were read from. An inventory repeats the same few
 * hundred names (types, device labels, states) a million times.
 */
export class StringPool {
	#strings = new Map<string, string>();

	get(text: string): string {
		if (text.length === 0) return '';
		if (text.length > LONGEST_POOLED) return copyOf(text);
		const known = this.#strings.get(text);
		if (known !== undefined) return known;
		if (this.#strings.size >= CAPACITY) this.#strings = new Map();
		const own = copyOf(text);
		this.#strings.set(own, own);
		return own;
	}
}

function copyOf(text: string): string {
	return text.length < SHORTEST_VIEW ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
