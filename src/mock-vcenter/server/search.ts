import { booleanAt, textAt } from '../../shared/xml-value.js';
import type { Entity, HostEntity, VmEntity } from '../estate/entities.js';
import { ref } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { Call } from './context.js';
import { sees } from './permit.js';

/** One object that a search came to: nothing for what the account does not see. */
export function found(call: Call, entity: Entity | undefined): string {
	return entity === undefined || !sees(call, entity) ? '' : writeMember('returnval', ref(entity));
}

/** All objects that a search came to. */
export function foundAll(call: Call, entities: Iterable<Entity>): string {
	return [...entities].map((entity) => found(call, entity)).join('');
}

/** VMs or hosts, as `vmSearch` says, of the datacenter that the call names, else of all. */
export function* searched(call: Call): Generator<VmEntity | HostEntity> {
	const wanted = textAt(call.parameters, 'datacenter');
	const vms = booleanAt(call.parameters, 'vmSearch') ?? false;
	for (const datacenter of call.server.estate.datacenters)
		if (wanted === undefined || datacenter.id === wanted) yield* vms ? datacenter.vms : datacenter.hosts;
}

/** Whether two names mean one: DNS knows no case. */
export function sameName(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}
