import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { evaluatePlan, loadRules } from '../../src/app/check.js';
import { loadCollectors } from '../../src/app/extensions.js';
import { readPlan } from '../../src/documents/plan.js';
import type { RulePack } from '../../src/engine/contract.js';
import type { Finding } from '../../src/model/finding.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Report } from '../../src/model/report.js';
import type { Side } from '../../src/model/site-pair.js';
import { mergeDeclared, partsOf } from '../../src/reporters/text/declare-block.js';
import { context, inventoryPair, type Pair } from '../mutations/bases.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { asWorkbook, untoldByWorkbooks } from './as-workbook.js';

const folder = temporaryFolder();
const DEMO = fileURLToPath(new URL('../../fixtures/plans/demo.yaml', import.meta.url));
/** What a person writes in place of the words in capitals. */
const ANSWERS: Readonly<Record<string, string>> = {
	'SOURCE-HOSTS': "'esx-mi-*'",
	'DESTINATION-HOSTS': "'esx-fr-*'",
	'OTHER-HOSTS': "'esx-fr-*'",
	'SOURCE-VCENTER': 'vc-mi.example.com',
	'DRIVING-VCENTER': 'vc-mi.example.com',
	'DESTINATION-VCENTER': 'vc-fr.example.com',
	'KEY-SERVER': '10.2.1.99',
	'NAME-OR-GLOB': "'*'",
	'VM-NAME': "'*'",
	'/DATACENTER/FOLDER': '/Frankfurt/Migrated, /Frankfurt/Declared',
};
/** Kinds of plans under which rules ask what others do not. */
const PLANS: Readonly<Record<string, object>> = {
	hot: {},
	cold: { move: 'cold' },
	'no link': { link: undefined },
	'to a folder without VMs': {
		placement: { cluster: 'Frankfurt/Frankfurt-A', folder: '/Frankfurt/Declared', datastores: { default: 'ds-fr-01' } },
	},
	vendor: { policy: { profile: 'vendor' } },
};

/** What else the exports lack or show, so that rules ask what the demo answers by itself. */
interface State {
	readonly without?: readonly string[];
	readonly change?: (inventory: Inventory, side: Side) => Inventory;
}
const versions = (source: string, destination: string) => ({
	change(inventory: Inventory, side: Side): Inventory {
		const version = side === 'source' ? source : destination;
		if (version === inventory.vcenter.version) return inventory;
		const { build: _, ...vcenter } = inventory.vcenter;
		return { ...inventory, vcenter: { ...vcenter, version } };
	},
});
const hosts = (of: Side, change: object): State => ({
	change: (inventory, side) =>
		side === of ? { ...inventory, hosts: inventory.hosts.map((host) => ({ ...host, ...change })) } : inventory,
});
const NO_LICENCES = { without: ['hosts.licenseKeyId', 'licenses.assignedTo'] };
/** A rule that offers lines and is answered in all of these needs one of its own. */
const STATES: readonly { readonly plan?: object; readonly state: State }[] = [
	{ state: NO_LICENCES },
	{ plan: { move: 'cold' }, state: NO_LICENCES },
	{ state: { without: ['vms.minRequiredEvcMode'], ...hosts('source', { evc: undefined }) } },
	{ state: versions('9.1.0', '9.1.0') },
	{ state: { without: ['vms.customAttributes'] } },
	{ state: versions('6.5.0', '8.0.0') },
	{ state: versions('7.0.3', '6.0.0') },
	{ plan: { policy: { profile: 'vendor' } }, state: versions('6.7.0', '6.7.0') },
	{ state: hosts('source', { version: '6.5.0' }) },
	{ state: { without: ['hosts.connectionState'] } },
	{ state: { without: ['vms.floppies'] } },
	{ plan: { policy: { profile: 'vendor' }, driver: { side: 'source', by: 'ui' } }, state: {} },
	{ plan: { move: 'cold' }, state: hosts('source', { version: '8.0.3' }) },
	{ plan: { driver: { side: 'source', by: 'ui' } }, state: {} },
	{
		plan: {
			placement: {
				cluster: 'Frankfurt/Frankfurt-A',
				folder: '/Frankfurt/Migrated',
				datastores: { default: 'ds-fr-01' },
				storagePolicy: { name: 'gold' },
			},
		},
		state: {},
	},
	{
		plan: { link: undefined, policy: { window: { start: '2026-11-28T20:00:00Z', end: '2026-11-29T06:00:00Z' } } },
		state: {},
	},
	{
		state: {
			change: (inventory) => ({
				...inventory,
				hosts: inventory.hosts.map((host) => ({ ...host, vmkernelAdapters: [{ device: 'vmk1', ip: '10.9.9.9' }] })),
			}),
		},
	},
];

let pack: RulePack;
let pair: Pair<Inventory>;
let untold: string[];
beforeAll(async () => {
	pack = await loadRules([]);
	pair = await inventoryPair();
	untold = untoldByWorkbooks((await loadCollectors()).values());
});

/** Checks the demo as exports tell it, without anything declared but `answers`. */
async function check(plan: object, answers: object = {}, state: State = {}): Promise<Report> {
	const { declared: _, ...demo } = parse(readFileSync(DEMO, 'utf8')) as Record<string, unknown>;
	const file = join(folder, 'plan.yaml');
	writeFileSync(file, stringify({ ...demo, source: 'x.json', destination: 'y.json', ...plan, ...answers }));
	const sides = Object.fromEntries(
		(['source', 'destination'] as const).map((side) => {
			const told = asWorkbook(pair[side], [...untold, ...(state.without ?? [])]);
			const inventory = state.change?.(told, side) ?? told;
			const input = { side, kind: 'rvtools', location: 'x', collectedAt: inventory.collectedAt, vcenter: {} };
			return [side, { inventory, parts: [inventory], inputs: [input], stale: [false] }];
		}),
	) as unknown as Parameters<typeof evaluatePlan>[0]['sides'];
	return (await evaluatePlan({ plan: await readPlan(file), pack, sides, options: {}, context })).report;
}

const questions = ({ findings }: Report): Finding[] => findings.filter(({ question }) => question === true);
const rulesOf = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ rule }) => rule))].sort();

/** The lines that the report offers for these findings, filled in and read as a plan. */
function answersTo(report: Report, findings = questions(report)): Record<string, unknown> {
	const parts = rulesOf(findings).flatMap((id) => partsOf(report.rules[id]?.declare ?? '') ?? []);
	let text = mergeDeclared(parts).join('\n');
	for (const [word, answer] of Object.entries(ANSWERS)) text = text.replaceAll(word, answer);
	text = text.replace(/who\b[^']*when/g, 'ops team, 2026-11-20');
	expect(text.match(/\b[A-Z]{2,}-[A-Z-]+/g) ?? []).toEqual([]);
	return (parse(text) ?? {}) as Record<string, unknown>;
}

describe.each(Object.entries(PLANS))('what exports cannot tell of a %s plan', (_, plan) => {
	it('is asked with who can answer it and lines to paste, and once pasted nothing is asked any more', async () => {
		const report = await check(plan);
		const asked = rulesOf(questions(report));
		expect(asked.length).toBeGreaterThan(3);
		const lacking = asked.filter((id) => {
			const { question, askWho, declare } = report.rules[id] ?? {};
			return question === undefined || askWho === undefined || declare === undefined;
		});
		expect(lacking).toEqual([]);
		const answered = await check(plan, answersTo(report));
		const left = questions(answered).map(({ rule, missing }) => `${rule}: ${missing?.map(({ datum }) => datum)}`);
		expect(left).toEqual([]);
	});
});

describe('the lines that a rule offers to paste', () => {
	it('settle what was not known, for every rule that offers any', async () => {
		const states = [...Object.values(PLANS).map((plan) => ({ plan, state: {} })), ...STATES];
		const settled = new Set<string>();
		for (const { plan = {}, state } of states) {
			const before = await check(plan, {}, state);
			const unknown = before.findings.filter(({ outcome }) => outcome === 'unknown');
			const after = await check(plan, answersTo(before, unknown), state);
			const still = new Set(after.findings.filter(({ outcome }) => outcome === 'unknown').map(({ rule }) => rule));
			for (const { rule } of unknown) if (!still.has(rule)) settled.add(rule);
		}
		const offering = pack.rules
			.filter(({ document }) => document.declare !== undefined)
			.map(({ document }) => document.id);
		expect(offering.filter((id) => !settled.has(id))).toEqual([]);
	}, 120_000);
});
