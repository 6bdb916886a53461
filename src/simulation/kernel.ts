import FlatQueue from 'flatqueue';
import { BugError } from '../shared/errors.js';

interface Entry<E> {
	readonly at: number;
	readonly priority: number;
	readonly sequence: number;
	readonly event: E;
}

/**
 * Virtual time and the events on it. Events come in the order of time, then priority (lower first), then the order in which
 * they were scheduled: nothing depends on how the heap breaks ties. Seconds; there is no clock.
 */
export class Kernel<E> {
	readonly #queue = new FlatQueue<Entry<E>>();
	/** Events of the present moment that still wait, in order. */
	#ready: Entry<E>[] = [];
	#sequence = 0;
	#now = 0;

	/** Virtual seconds since the start. */
	get now(): number {
		return this.#now;
	}

	/** @throws BugError when `at` lies in the past or is no finite time. */
	schedule(at: number, priority: number, event: E): void {
		if (!(at >= this.#now) || at === Number.POSITIVE_INFINITY) throw new BugError(`event at ${at}, now ${this.#now}`);
		const entry = { at, priority, sequence: this.#sequence++, event };
		if (at > this.#now || this.#ready.length === 0) {
			this.#queue.push(entry, at);
			return;
		}
		const place = this.#ready.findIndex((other) => other.priority > priority);
		this.#ready.splice(place < 0 ? this.#ready.length : place, 0, entry);
	}

	/** The next event, with `now` set to its time; undefined when nothing is left. */
	next(): E | undefined {
		if (this.#ready.length > 0) return this.#ready.shift()?.event;
		const first = this.#queue.pop();
		if (first === undefined) return undefined;
		this.#now = first.at;
		if (this.#queue.peekValue() !== first.at) return first.event;
		this.#ready = [first];
		while (this.#queue.peekValue() === first.at) this.#ready.push(this.#queue.pop() as Entry<E>);
		this.#ready.sort((a, b) => a.priority - b.priority || a.sequence - b.sequence);
		return this.#ready.shift()?.event;
	}
}
