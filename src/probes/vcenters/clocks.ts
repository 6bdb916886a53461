import type { ClockResult, ProbeTarget } from '../../model/probes.js';
import { messageOf } from '../../shared/errors.js';
import { textAt } from '../../shared/xml-value.js';
import { returned } from '../../vim/connection.js';
import type { VimObject } from '../../vim/object-content.js';
import { retrieve } from '../../vim/property-collector.js';
import type { Session } from '../../vim/session.js';
import type { Reference } from '../../vim/soap.js';
import type { ProbeTools } from '../contract.js';

const SYSTEM = 'configManager.dateTimeSystem';
/** Of several readings the one with the shortest round trip tells most. */
const READINGS = 3;

/** Time of a vCenter, as it answers it itself. */
export function vcenterClock(session: Session, target: ProbeTarget, tools: ProbeTools): Promise<ClockResult> {
	const self = { type: 'ServiceInstance', id: 'ServiceInstance' };
	return clock(target, 'CurrentTime', tools, () => session.call('CurrentTime', self).then(returned));
}

/** Times of hosts through their vCenter. A host that the vCenter does not have, or cannot ask, is a result too. */
export async function hostClocks(
	session: Session,
	hosts: readonly ProbeTarget[],
	limit: <T>(task: () => Promise<T>) => Promise<T>,
	tools: ProbeTools,
): Promise<ClockResult[]> {
	const systems = await dateTimeSystems(session, hosts);
	return Promise.all(
		hosts.map((target) => {
			const system = systems.get(target.id ?? '');
			if (system === undefined)
				return noAnswer(target, 'QueryDateTime', 'its vCenter names no clock of this host', tools);
			return limit(() =>
				clock(target, 'QueryDateTime', tools, () => session.call('QueryDateTime', system).then(returned)),
			);
		}),
	);
}

async function dateTimeSystems(
	session: Session,
	hosts: readonly ProbeTarget[],
): Promise<ReadonlyMap<string, Reference>> {
	const systems = new Map<string, Reference>();
	const onObject = ({ id, properties }: VimObject) => {
		const value = properties.get(SYSTEM);
		if (typeof value !== 'object' || Array.isArray(value)) return;
		const own = textAt(value);
		if (own !== undefined && value.$ref !== undefined) systems.set(id, { type: value.$ref, id: own });
	};
	const objects = hosts.flatMap(({ id }) => (id === undefined ? [] : [{ type: 'HostSystem', id }]));
	if (objects.length > 0)
		await retrieve(session, { type: 'HostSystem', paths: [SYSTEM], pageSize: 500, objects, onObject });
	return systems;
}

async function clock(
	target: ProbeTarget,
	method: string,
	tools: ProbeTools,
	ask: () => Promise<string | undefined>,
): Promise<ClockResult> {
	let best: { offset: number; error: number } | undefined;
	try {
		for (let reading = 0; reading < READINGS; reading++) {
			if (tools.deadline.aborted) break;
			const before = Date.now();
			const text = await ask();
			const after = Date.now();
			const time = Date.parse(text ?? '');
			if (!Number.isFinite(time))
				return noAnswer(target, method, `it answered no time: ${(text ?? '').slice(0, 40)}`, tools);
			const error = (after - before) / 2000 + resolution(text ?? '');
			const offset = (time - (before + after) / 2) / 1000;
			if (best === undefined || error < best.error) best = { offset, error };
		}
	} catch (error) {
		if (best === undefined) return noAnswer(target, method, messageOf(error), tools);
	}
	if (best === undefined) return { target, outcome: 'not-asked', method, at: tools.clock() };
	const round = (seconds: number) => Math.round(seconds * 1000) / 1000;
	return {
		target,
		outcome: 'read',
		method,
		offsetSeconds: round(best.offset),
		errorSeconds: round(best.error),
		at: tools.clock(),
	};
}

/** Half a unit of the last digit that a time is written with. */
function resolution(text: string): number {
	const digits = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
	return digits >= 3 ? 0.0005 : digits === 0 ? 0.5 : 0.05;
}

function noAnswer(target: ProbeTarget, method: string, detail: string, tools: ProbeTools): ClockResult {
	return { target, outcome: 'no-answer', method, detail, at: tools.clock() };
}
