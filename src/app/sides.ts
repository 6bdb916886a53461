import type { Collector } from '../collectors/contract.js';
import type { Inventory } from '../model/inventory/inventory.js';
import type { Plan } from '../model/plan.js';
import type { PlanInput } from '../model/plan-document.js';
import type { ReportInput } from '../model/report.js';
import type { Side } from '../model/site-pair.js';
import { defined } from '../shared/defined.js';
import { UserError } from '../shared/errors.js';
import { placeName } from '../shared/place-name.js';
import { formatAge } from '../shared/units.js';
import { type AppContext, evaluationTime } from './context.js';
import { withoutDisconnectedHosts } from './disconnected-hosts.js';
import { filledBy } from './filled-by.js';
import { mergeInventories } from './merge-inventories.js';
import { neededDetails } from './needed-details.js';
import { readInput, sourceOf } from './read-side.js';
import { ageSeconds, volatileData, withoutVolatile } from './stale.js';

/** One side as read: what counts, what it came from, and which inputs are too old. */
export interface SideRead {
	readonly inventory: Inventory;
	readonly parts: readonly Inventory[];
	readonly inputs: readonly ReportInput[];
	readonly stale: readonly boolean[];
}

/**
 * Reads both sides. Live ones at the same time, files one after the other, so that two large workbooks are never unpacked at
 * once. `plans` are all that use what is read: of a live vCenter only the details that they need are read.
 * @throws UserError when an input cannot be read, or was collected after the time of evaluation.
 */
export async function readSides(
	plan: Plan,
	context: AppContext,
	collectors: ReadonlyMap<string, Collector>,
	plans: readonly Plan[] = [plan],
): Promise<Readonly<Record<Side, SideRead>>> {
	const read = (side: Side) => readSide(side, plans, context, collectors);
	if (![...plan.source, ...plan.destination].every(isLive)) {
		const source = await read('source');
		return { source, destination: await read('destination') };
	}
	const [source, destination] = await Promise.allSettled([read('source'), read('destination')]);
	if (source.status === 'rejected') throw source.reason;
	if (destination.status === 'rejected') throw destination.reason;
	return { source: source.value, destination: destination.value };
}

function isLive(input: PlanInput): boolean {
	return /^(vcenter:|https?:\/\/)/.test(sourceOf(input));
}

async function readSide(
	side: Side,
	plans: readonly Plan[],
	context: AppContext,
	collectors: ReadonlyMap<string, Collector>,
): Promise<SideRead> {
	const [plan] = plans as readonly [Plan];
	const parts: Inventory[] = [];
	const need = neededDetails(plans, side);
	for (const input of plan[side]) parts.push(await readInput(input, side, context, need));
	const evaluatedAt = evaluationTime(context);
	for (const part of parts) notFromTheFuture(part, evaluatedAt);
	const stale = parts.map((part) => ageSeconds(part, evaluatedAt) > plan.policy.maxAge);
	const volatile = volatileData(collectors.values());
	const fresh = parts.map((part, index) => (stale[index] ? withoutVolatile(part, volatile) : part));
	const labels = labelsOf(fresh, evaluatedAt);
	const merged = mergeInventories(fresh, side, (part) => labels.get(part) ?? '');
	const filled = filledBy(merged);
	return {
		inventory: withoutDisconnectedHosts(merged),
		parts,
		inputs: fresh.map((part) => reportInput(part, side, filled.get(labels.get(part) ?? ''))),
		stale,
	};
}

function notFromTheFuture(part: Inventory, evaluatedAt: string): void {
	if (ageSeconds(part, evaluatedAt) >= 0) return;
	throw new UserError(
		'evaluated-before-collected',
		`Could not evaluate at ${evaluatedAt}: ${part.source.location} was collected at ${part.collectedAt}, later.`,
		{ suggestions: ['Pass a later --at, or check the clock of the machine that collected it.'] },
	);
}

/** Each input, and how old it is, for what it fills in: `rvtools milan.xlsx (3 days old)`. No two are alike. */
function labelsOf(parts: readonly Inventory[], evaluatedAt: string): ReadonlyMap<Inventory, string> {
	const names = parts.map(({ source }) => placeName(source.location));
	return new Map(
		parts.map((part, index) => {
			const { kind, location } = part.source;
			const alone = names.filter((name) => name === names[index]).length === 1;
			const age = formatAge(ageSeconds(part, evaluatedAt));
			return [part, `${kind} ${alone ? names[index] : location} (${age} old)`];
		}),
	);
}

function reportInput(
	{ source, collectedAt, partial, vcenter }: Inventory,
	side: Side,
	filled: ReportInput['filled'],
): ReportInput {
	return defined({
		side,
		kind: source.kind,
		location: source.location,
		sha256: source.sha256,
		collectedAt,
		collectedAtFrom: source.collectedAtFrom,
		partial,
		filled,
		vcenter: defined({
			name: vcenter.name,
			version: vcenter.version,
			build: vcenter.build,
			instanceUuid: vcenter.instanceUuid,
		}),
	});
}
