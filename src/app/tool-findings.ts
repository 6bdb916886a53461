import type { ToolFinding } from '../engine/contract.js';
import { pairSubject } from '../engine/findings/subject.js';
import type { FindingSubject } from '../model/finding.js';
import type { Inventory } from '../model/inventory/inventory.js';
import type { Move, Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import { formatAge } from '../shared/units.js';
import type { SideRead } from './sides.js';
import { ageSeconds } from './stale.js';

/** What the tool itself has to say about a question, beside the rules. */
export function toolFindings(scope: Scope, sides: Readonly<Record<Side, SideRead>>): readonly ToolFinding[] {
	return [
		...scope.unmatched.map((entry) => unmatched(entry, scope)),
		...scope.moved.map((entry) => alreadyMoved(entry, scope)),
		...scope.moves.flatMap((move) => powerState(move, scope)),
		...(['source', 'destination'] as const).flatMap((side) => [
			...inputAges(side, sides[side], scope),
			...conflicts(side, scope),
		]),
	];
}

function vmSubject({ vm }: Move): FindingSubject {
	return { type: 'vm', side: 'source', id: vm.id, name: vm.name };
}

/** Asked for and not found, or found twice: never silently dropped (clarifications 4.5). */
function unmatched({ entry, where, matches }: Scope['unmatched'][number], scope: Scope): ToolFinding {
	const found = matches === 0 ? 'matches no VM of the source' : `matches ${matches} VMs of the source`;
	return {
		rule: 'selection-unmatched',
		outcome: 'fail',
		severity: 'blocker',
		message: `"${entry}" (${where}) ${found}.`,
		subjects: [pairSubject(scope).shown],
		vms: [],
		observed: { entry, matches },
	};
}

function alreadyMoved({ name, vm, by }: Scope['moved'][number], scope: Scope): ToolFinding {
	return {
		rule: 'selection-unmatched',
		outcome: 'fail',
		severity: 'info',
		message: `"${name}" is at the destination already as ${vm.name} (same ${by}): nothing to move.`,
		subjects: [pairSubject(scope).shown],
		vms: [],
		observed: { entry: name, matches: 0 },
	};
}

/** The plan's kind of move and the VM's power state differ (clarifications 4.7). */
function powerState(move: Move, { plan }: Scope): ToolFinding[] {
	const { vm } = move;
	if (vm.template === true || vm.powerState === undefined || vm.powerState === 'suspended') return [];
	const isOn = vm.powerState === 'poweredOn';
	if (isOn === (plan.move === 'hot')) return [];
	return [
		{
			rule: 'power-state-plan',
			outcome: 'fail',
			severity: 'info',
			message: isOn
				? `${vm.name} is powered on and the plan moves cold: it must be shut down first, and is judged as a cold migration.`
				: `${vm.name} is powered off and the plan moves hot: it is judged as a cold migration.`,
			subjects: [vmSubject(move)],
			vms: [vm.id],
			observed: { 'vm.powerState': vm.powerState, 'plan.move': plan.move },
		},
	];
}

/** Inputs older than the plan allows: their volatile data do not count (clarifications 8.1). */
function inputAges(side: Side, read: SideRead, scope: Scope): ToolFinding[] {
	return read.parts.flatMap((part, index) => {
		if (!read.stale[index]) return [];
		const age = ageSeconds(part, scope.evaluatedAt);
		return [
			{
				rule: 'input-age',
				outcome: 'fail' as const,
				severity: 'warning' as const,
				message: `The ${side} ${part.source.location} is ${formatAge(age)} old, and the plan allows ${formatAge(scope.plan.policy.maxAge)}: its free space, power states, snapshots, mounted media and host states do not count.`,
				subjects: [pairSubject(scope).shown],
				observed: { collectedAt: part.collectedAt },
				key: `${side} ${part.source.location}`,
			},
		];
	});
}

const COLLECTIONS = [
	{ collection: 'hosts', type: 'host' },
	{ collection: 'vms', type: 'vm' },
	{ collection: 'datastores', type: 'datastore' },
	{ collection: 'networks', type: 'network' },
] as const;

/** Objects in scope about which a source says two different things (clarifications 5.9). */
function conflicts(side: Side, scope: Scope): ToolFinding[] {
	const inventory = scope[side].inventory;
	const inScope = objectsInScope(side, scope);
	return COLLECTIONS.flatMap(({ collection, type }) =>
		inventory[collection].flatMap((item) =>
			Object.entries(item.gaps ?? {})
				.filter(([, reason]) => reason === 'conflicting' && inScope.has(item.id))
				.map(([datum]) => conflict(side, { type, side, id: item.id, name: item.name }, collection, datum, inventory)),
		),
	);
}

function objectsInScope(side: Side, scope: Scope): ReadonlySet<string> {
	const { moves, sourceHosts, destinationHosts, networks, datastores } = scope;
	return new Set(
		side === 'source'
			? [...moves.map(({ vm }) => vm), ...sourceHosts, ...networks].map(({ id }) => id)
			: [...destinationHosts, ...datastores].map(({ id }) => id),
	);
}

function conflict(
	side: Side,
	subject: FindingSubject,
	collection: string,
	datum: string,
	inventory: Inventory,
): ToolFinding {
	const examples = inventory.coverage
		.filter((e) => e.collection === collection && e.datum === datum && e.reason === 'conflicting')
		.flatMap((entry) => entry.examples);
	const own = examples.find((example) => example.includes(subject.name));
	return {
		rule: 'source-conflict',
		outcome: 'fail',
		severity: 'warning',
		message: `The ${side} states ${datum} of ${subject.name} in two ways${own === undefined ? '' : ` (${own})`}: it counts as unknown.`,
		subjects: [subject],
		...(subject.type === 'vm' ? { vms: [subject.id] } : {}),
	};
}
