import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactResult, fact } from '../model/fact.js';
import type { PlacementProblem, Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { folderKey } from './site/names.js';

interface Value {
	complete?: boolean;
	lacks: string[];
	onlyFolder: boolean;
	choices: string[];
}

/**
 * What a plan names and the destination lacks, and what it would have to name (clarifications 4.2, 4.5). What holds for every
 * VM is said once, on the pair; on a placement stands only what a VM's own override asks for.
 */
export default fact({
	subjects: ['pair', 'placement'],
	schema: Type.Object({
		complete: Type.Optional(Type.Boolean({ description: 'everything that is named exists, and nothing is left open' })),
		lacks: Type.Array(Type.String(), { description: 'what the destination lacks, for messages: "cluster Prod"' }),
		onlyFolder: Type.Boolean({ description: 'nothing but a folder is in doubt' }),
		choices: Type.Array(Type.String(), { description: 'clusters to choose from while that is open' }),
	}),
	vmData: ['placement.problems'],
	prepare: ({ scope }) => common(scope),
	derive: (subject, { scope }, shared): FactResult<Value> => {
		const own = 'move' in subject ? subject.move.placement.problems : [...shared.problems.values()];
		const problems = own.filter(
			(problem) => isPlace(problem) && ('moves' in subject || !shared.problems.has(keyOf(problem))),
		);
		const left = problems.filter((problem) => vouchedFor(problem, scope) === undefined);
		const declared = problems.flatMap((problem) => vouchedFor(problem, scope) ?? []);
		return { ...summary(left, scope, 'moves' in subject && shared.open), declared };
	},
});

/** Evidence for a folder that the source cannot show and the plan declares. What the source lists completely is not declared away. */
function vouchedFor({ kind, name, unproven }: PlacementProblem, { plan }: Scope): string | undefined {
	if (kind !== 'folder' || !unproven) return undefined;
	const wanted = folderKey(name);
	return plan.declared.folders?.find(({ names }) => names.some((path) => folderKey(path) === wanted))?.evidence;
}

const KINDS: Readonly<Record<PlacementProblem['kind'], string>> = {
	cluster: 'cluster',
	host: 'host',
	resourcePool: 'resource pool',
	folder: 'folder',
	datastore: 'datastore',
	network: 'network',
};
/** A network that is missing is a matter of the mapping. */
const isPlace = (problem: PlacementProblem): boolean => problem.kind !== 'network';
const keyOf = (problem: PlacementProblem): string => `${problem.kind}=${problem.name}`;

/** Problems that every move has, and whether one of them leaves its hosts open. */
function common({ moves }: Scope): { problems: ReadonlyMap<string, PlacementProblem>; open: boolean } {
	const lists = [...new Set(moves.map((move) => move.placement.problems))];
	const [first = [], ...others] = lists;
	const problems = first.filter((p) => isPlace(p) && others.every((list) => list.some((q) => keyOf(q) === keyOf(p))));
	return {
		problems: new Map(problems.map((problem) => [keyOf(problem), problem])),
		open: moves.some((move) => move.placement.hostsOpen !== undefined),
	};
}

function summary(problems: readonly PlacementProblem[], scope: Scope, open: boolean): FactResult<Value> {
	const proven = problems.filter((problem) => !problem.unproven);
	const shown = proven.length > 0 ? proven : problems;
	const missing: MissingDatum[] = problems.flatMap((problem) => problem.unproven ?? []);
	if (open) missing.push({ datum: 'placement.cluster', reason: 'ambiguous-placement' });
	const value: Value = {
		lacks: shown.map(({ kind, name, matches }) =>
			matches === undefined ? `${KINDS[kind]} ${name}` : `single ${KINDS[kind]} ${name} (${matches} bear the name)`,
		),
		onlyFolder: !open && problems.length > 0 && problems.every(({ kind, unproven }) => kind === 'folder' && unproven),
		choices: open ? scope.destination.inventory.clusters.map((cluster) => cluster.path ?? cluster.name) : [],
	};
	if (proven.length > 0) return result({ ...value, complete: false });
	if (missing.length > 0) return result(value, { missing: { complete: missing } });
	return result({ ...value, complete: true });
}
