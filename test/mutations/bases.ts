import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluatePlan, loadRules } from '../../src/app/check.js';
import type { AppContext } from '../../src/app/context.js';
import { loadCollectors } from '../../src/app/extensions.js';
import { readInput } from '../../src/app/read-side.js';
import { readSides, type SideRead } from '../../src/app/sides.js';
import { readPlan } from '../../src/documents/plan.js';
import { startMock } from '../../src/mock-vcenter/start-mock.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Plan } from '../../src/model/plan.js';
import type { Report } from '../../src/model/report.js';
import type { Side } from '../../src/model/site-pair.js';
import { silent } from '../../src/shared/progress.js';
import { run } from '../facts/probe-run.js';
import { type MutableSheet, rvtoolsWorkbook } from '../support/rvtools-47.js';
import { writeWorkbook } from '../support/workbook.js';

/** The time at which every pair of this folder is evaluated: two days after the workbooks were exported. */
const NOW = '2026-11-22T06:00:00.000Z';
/** The rule pack is read once for all mutations. */
let pack: ReturnType<typeof loadRules> | undefined;
const rules = () => {
	pack ??= loadRules([]);
	return pack;
};
const local = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const context: AppContext = {
	now: NOW,
	tool: { name: 'xvcheck', version: '0.0.0-test' },
	progress: silent,
	env: {},
	startMock,
	connection: () => ({}),
	askPassword: async () => undefined,
};

export type Pair<T> = Record<Side, T>;

/** The demo's two mock vCenters as inventories, collected once over the wire: every datum is known, nothing is wrong. */
export async function inventoryPair(): Promise<Pair<Inventory>> {
	const scenario = `mock:${local('../../fixtures/scenarios/demo.yaml')}`;
	return {
		source: await readInput(`${scenario}#source`, 'source', context),
		destination: await readInput(`${scenario}#destination`, 'destination', context),
	};
}

/** Checks two inventories with the demo's plan, changed as `plan` says. */
export async function checkInventories(pair: Pair<Inventory>, plan: object = {}, probes?: object): Promise<Report> {
	const base = await readPlan(local('../../fixtures/plans/demo.yaml'));
	const sides = { source: sideOf('source', pair.source), destination: sideOf('destination', pair.destination) };
	return evaluated(merged(base, plan), sides, probes);
}

/** Checks a resolved plan on two sides that were read. */
export async function evaluated(plan: Plan, sides: Pair<SideRead>, probes?: object): Promise<Report> {
	const { report } = await evaluatePlan({
		plan,
		pack: await rules(),
		sides,
		options: probes ? { probes: { files: [], results: [run({ startedAt: NOW, finishedAt: NOW, ...probes })] } } : {},
		context,
	});
	expectPlaces(report);
	return report;
}

/** Whatever a rule or fact misses, people are told where it would have been told. */
function expectPlaces({ data = {} }: Report): void {
	const lost = Object.entries(data).filter(([datum, { told }]) => told.length === 0 && !NOWHERE.test(datum));
	if (lost.length > 0) throw new Error(`src/app/datum-origin.ts knows no place of ${lost.map(([datum]) => datum)}`);
}
/** What stands in no source: a mode that a newer vCenter invented. */
const NOWHERE = /^order of EVC mode /;

/** A side with one input. */
export function sideOf(side: Side, inventory: Inventory): SideRead {
	const { kind, location } = inventory.source;
	return {
		inventory,
		parts: [inventory],
		inputs: [{ side, kind, location, collectedAt: inventory.collectedAt, vcenter: {} }],
		stale: [false],
	};
}

/** Two RVTools workbooks where nothing is wrong. */
export function workbookPair(): Pair<MutableSheet[]> {
	return {
		source: rvtoolsWorkbook({ site: 'mi', vms: 6, hosts: 2, datastores: 2 }),
		destination: rvtoolsWorkbook({ site: 'fr', vms: 2, hosts: 3, datastores: 2, vmPrefix: 'old', seed: 2 }),
	};
}

/** Writes both workbooks and checks them with the plan of the workbook pair, changed as `plan` says. */
export async function checkWorkbooks(pair: Pair<MutableSheet[]>, plan: object = {}): Promise<Report> {
	const folder = mkdtempSync(join(tmpdir(), 'xvcheck-mutation-'));
	try {
		for (const side of ['source', 'destination'] as const)
			await writeWorkbook(join(folder, `${side}.xlsx`), pair[side]);
		const base = await readPlan(local('plan-workbook.yaml'), {
			source: [`rvtools:${join(folder, 'source.xlsx')}`],
			destination: [`rvtools:${join(folder, 'destination.xlsx')}`],
		});
		const changed = merged(base, plan);
		return await evaluated(changed, await readSides(changed, context, await loadCollectors()));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** A resolved plan with some of its values replaced, key by key. */
export function merged<T extends object>(plan: T, change: object): T {
	const out = { ...plan } as Record<string, unknown>;
	for (const [key, value] of Object.entries(change)) {
		const old = out[key];
		const nested = isRecord(old) && isRecord(value);
		out[key] = nested ? merged(old, value) : value;
	}
	return out as T;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
