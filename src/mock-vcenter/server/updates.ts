import { setTimeout as sleep } from 'node:timers/promises';
import { numberAt, textAt } from '../../shared/xml-value.js';
import { escapeXml } from '../../vim/soap.js';
import type { Call } from './context.js';
import { filtered, writeProperties } from './pages.js';
import { invalidArgument } from './select.js';
import type { Collector, Update } from './sessions.js';

/** Longest wait for a change; nothing in a mock vCenter changes by itself. */
const MAX_WAIT_S = 30;

/** The collector that a call is for. The service's own one of each session comes to be with its first use. */
export function collectorOf({ session, self }: Call): Collector {
	let collector = session.collectors.get(self.id);
	if (collector === undefined) {
		collector = { filters: new Map(), pending: undefined, version: 0 };
		session.collectors.set(self.id, collector);
	}
	return collector;
}

/**
 * Answers WaitForUpdatesEx: first everything that the filters select, in pieces of `maxObjectUpdates`, then nothing, after the
 * time that the client is willing to wait.
 */
export async function waitForUpdates(call: Call): Promise<string> {
	const collector = collectorOf(call);
	const version = textAt(call.parameters, 'version') ?? '';
	if (version !== '' && version !== String(collector.version)) throw invalidArgument('version');
	if (version === '') collector.pending = undefined;
	if (version !== '' && collector.pending === undefined) {
		const wanted = numberAt(call.parameters, 'options.maxWaitSeconds') ?? MAX_WAIT_S;
		await sleep(Math.min(wanted, MAX_WAIT_S) * 1000, undefined, { ref: false });
		return '';
	}
	collector.pending ??= allUpdates(call, collector);
	const limit = numberAt(call.parameters, 'options.maxObjectUpdates') ?? Number.POSITIVE_INFINITY;
	const { updates, more } = take(collector.pending, limit);
	if (!more) collector.pending = undefined;
	collector.version++;
	return `<returnval><version>${collector.version}</version>${filterSets(updates)}${more ? '<truncated>true</truncated>' : ''}</returnval>`;
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

function* allUpdates(call: Call, collector: Collector): Generator<Update> {
	for (const [filter, spec] of collector.filters)
		for (const { object, paths } of filtered(call, spec)) {
			const changes = writeProperties(
				call,
				object,
				paths,
				(path, value) => `<changeSet><name>${path}</name><op>assign</op>${value}</changeSet>`,
			);
			const obj = `<obj type="${object.type}">${escapeXml(object.id)}</obj>`;
			yield { filter, xml: `<objectSet><kind>enter</kind>${obj}${changes}</objectSet>` };
		}
}

function filterSets(updates: readonly Update[]): string {
	const byFilter = new Map<string, string>();
	for (const { filter, xml } of updates) byFilter.set(filter, (byFilter.get(filter) ?? '') + xml);
	return [...byFilter]
		.map(([id, objects]) => `<filterSet><filter type="PropertyFilter">${escapeXml(id)}</filter>${objects}</filterSet>`)
		.join('');
}
