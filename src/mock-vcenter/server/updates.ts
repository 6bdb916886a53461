import { escapeXml } from '../../vim/soap.js';
import { changesOf, entering } from './changes.js';
import type { Call } from './context.js';
import { VimFault } from './fault.js';
import type { Collector, Update } from './sessions.js';

export interface WaitOptions {
	/** What the client knows, "" for nothing. */
	readonly version: string;
	/** How long to wait for a change; without end when absent, not at all when 0. */
	readonly maxWaitMs: number | undefined;
	readonly maxUpdates: number;
}

export function newCollector(): Collector {
	return { filters: new Map(), pending: undefined, version: 0, waiting: undefined };
}

/** The collector that a call is for. The service's own one of each session comes to be with its first use. */
export function collectorOf({ session, self }: Call): Collector {
	let collector = session.collectors.get(self.id);
	if (collector === undefined) {
		collector = newCollector();
		session.collectors.set(self.id, collector);
	}
	return collector;
}

/**
 * What changed since `version`: first everything that the filters select, in pieces of `maxUpdates`, then changes, waiting for them
 * as long as the client is willing to. "" when nothing changed.
 * @throws VimFault `InvalidCollectorVersion` for a version that was not the last one given, `RequestCanceled`.
 */
export async function waitForUpdates(call: Call, options: WaitOptions): Promise<string> {
	const collector = collectorOf(call);
	if (options.version === '') forget(collector);
	else if (options.version !== String(collector.version)) throw new VimFault('InvalidCollectorVersion', '');
	for (const end = endOf(options.maxWaitMs); ; ) {
		collector.pending ??= untold(call, collector);
		const { updates, more } = take(collector.pending, options.maxUpdates);
		if (!more) collector.pending = undefined;
		if (updates.length > 0 || options.version === '') {
			collector.version++;
			return `<returnval><version>${collector.version}</version>${filterSets(updates)}${more ? '<truncated>true</truncated>' : ''}</returnval>`;
		}
		if (Date.now() >= end || !(await changed(call, collector, end))) return '';
	}
}

function endOf(maxWaitMs: number | undefined): number {
	return maxWaitMs === undefined ? Number.POSITIVE_INFINITY : Date.now() + maxWaitMs;
}

/** True when something may have changed; false at the end of the wait. */
async function changed(call: Call, collector: Collector, end: number): Promise<boolean> {
	collector.waiting?.abort();
	const waiting = new AbortController();
	collector.waiting = waiting;
	const over = new AbortController();
	const timer = Number.isFinite(end) ? setTimeout(() => over.abort(), end - Date.now()).unref() : undefined;
	try {
		await call.server.estate.tasks.changed(AbortSignal.any([waiting.signal, over.signal]));
		return true;
	} catch {
		if (waiting.signal.aborted) throw new VimFault('RequestCanceled', 'The request was canceled.');
		return false;
	} finally {
		clearTimeout(timer);
	}
}

function forget(collector: Collector): void {
	collector.pending = undefined;
	for (const filter of collector.filters.values()) {
		filter.told = false;
		filter.known.clear();
	}
}

/** What the client was never told of, then what changed of what it was told. */
function* untold(call: Call, collector: Collector): Generator<Update> {
	for (const [id, filter] of collector.filters) {
		if (filter.told) yield* changesOf(call, id, filter);
		else {
			filter.told = true;
			yield* entering(call, id, filter);
		}
	}
}

function take(from: Iterator<Update>, limit: number): { updates: Update[]; more: boolean } {
	const updates: Update[] = [];
	while (updates.length < limit) {
		const step = from.next();
		if (step.done === true) return { updates, more: false };
		updates.push(step.value);
	}
	return { updates, more: true };
}

function filterSets(updates: readonly Update[]): string {
	const byFilter = new Map<string, string>();
	for (const { filter, xml } of updates) byFilter.set(filter, (byFilter.get(filter) ?? '') + xml);
	return [...byFilter]
		.map(([id, objects]) => `<filterSet><filter type="PropertyFilter">${escapeXml(id)}</filter>${objects}</filterSet>`)
		.join('');
}
