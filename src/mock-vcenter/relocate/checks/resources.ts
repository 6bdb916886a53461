import { listAt, numberAt } from '../../../shared/xml-value.js';
import { long, ref, string } from '../../wire/value.js';
import { type Move, number } from '../move.js';
import { error, nameOf, type Problem } from '../problem.js';
import { asReference } from '../spec.js';

/** The resource pool must be able to give what the VM reserves. Powered off nothing is reserved. */
export function resourceProblems({ vm, pool, hot }: Move): Problem[] {
	const reserved = numberAt(vm.properties.get('config.memoryAllocation'), 'reservation') ?? 0;
	const unreserved = number(pool, 'runtime', 'memory.unreservedForVm');
	if (!hot || pool === undefined || unreserved === undefined || reserved * 1024 * 1024 <= unreserved) return [];
	return [
		error(
			'InsufficientMemoryResourcesFault',
			`The resource pool ${nameOf(pool)} cannot reserve ${reserved} MB of memory.`,
			{ unreserved: long(unreserved), requested: long(reserved * 1024 * 1024) },
		),
	];
}

/** Two objects of a folder cannot have one name. */
export async function nameProblems({ vm, folder, destination, crossVCenter }: Move): Promise<Problem[]> {
	const children = listAt(folder?.properties.get('childEntity')).flatMap((item) => asReference(item) ?? []);
	const others = await destination.reader.read(children, ['name']);
	const own = nameOf(vm);
	const taken = [...others.values()].find((other) => nameOf(other) === own && (crossVCenter || other.id !== vm.id));
	if (taken === undefined) return [];
	return [error('DuplicateName', `The name '${own}' already exists.`, { name: string(own), object: ref(taken) })];
}
