import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { check } from '../../src/app/check.js';
import { collect, writeInventory } from '../../src/app/collect.js';
import type { AppContext } from '../../src/app/context.js';
import { loadCollectors } from '../../src/app/extensions.js';
import { plansOf } from '../../src/app/plans.js';
import { readSides } from '../../src/app/sides.js';
import { planFromFlags } from '../../src/documents/plan.js';
import { startMock } from '../../src/mock-vcenter/start-mock.js';
import type { Plan } from '../../src/model/plan.js';
import { silent } from '../../src/shared/progress.js';

const folder = mkdtempSync(join(tmpdir(), 'xvcheck-details-'));
afterAll(() => rmSync(folder, { recursive: true }));

const context: AppContext = {
	now: '2026-11-24T12:00:00Z',
	tool: { name: 'xvcheck', version: '0' },
	progress: silent,
	env: {},
	startMock,
	connection: () => ({}),
	askPassword: async () => undefined,
};
const DEMO = 'fixtures/scenarios/demo.yaml';

async function planWith(select: Plan['select']): Promise<Plan> {
	const [plan] = await plansOf(['fixtures/plans/demo.yaml'], {});
	return { ...(plan as Plan), select };
}

describe('what a plan needs of a live vCenter', () => {
	it('is the details of the VMs that it selects, of the hosts that run them and where they may land, and all else lightly', async () => {
		const plan = await planWith({ vms: ['bill-db-01'] });
		const { source, destination } = await readSides(plan, context, await loadCollectors());
		const { vms, hosts, coverage } = source.inventory;
		expect(vms).toHaveLength(16);
		expect(vms.filter((vm) => vm.disks !== undefined).map(({ name }) => name)).toEqual(['bill-db-01']);
		expect(vms.every((vm) => vm.memoryBytes !== undefined && vm.powerState !== undefined)).toBe(true);
		expect(hosts.filter((host) => host.firewall !== undefined).map(({ name }) => name)).toEqual([
			'esx-mi-01.example.com',
		]);
		expect(hosts.filter((host) => host.certificate !== undefined).map(({ name }) => name)).toEqual([
			'esx-mi-01.example.com',
		]);
		// What nobody asked for is no gap.
		expect(coverage).toEqual([]);
		const landing = destination.inventory.hosts.filter(({ firewall }) => firewall !== undefined);
		expect(new Set(landing.map(({ clusterName }) => clusterName))).toEqual(new Set(['Frankfurt-A']));
		// Any VM of the destination may hold an address or a name already.
		expect(destination.inventory.vms.every(({ nics }) => nics !== undefined)).toBe(true);
	});

	it('is everything when it selects all, and by tags, which another input tells', async () => {
		const collectors = await loadCollectors();
		for (const select of [{}, { tags: ['gold'] }]) {
			const { source } = await readSides(await planWith(select), context, collectors);
			expect(source.inventory.vms.every(({ disks }) => disks !== undefined)).toBe(true);
		}
	});

	it.each([
		['names', { vms: ['bill-*'] }],
		['a folder', { folders: ['Milan/Prod/Billing'] }],
		['a cluster, without some', { clusters: ['Milan-A'], exclude: ['*-01'] }],
		['a name that is not there', { vms: ['bill-db-01', 'no-such-vm'] }],
		['all', {}],
	] as const)('gives the same verdicts as the whole inventory, selected by %s', async (_, select) => {
		const live = await planWith(select);
		const files: Record<string, string> = {};
		for (const side of ['source', 'destination']) {
			files[side] = join(folder, `${side}.json`);
			await writeInventory(await collect(`mock:${DEMO}#${side}`, context), files[side]);
		}
		const saved = {
			...live,
			source: [`inventory:${files['source']}`],
			destination: [`inventory:${files['destination']}`],
		};
		const [a, b] = [
			await check(live, { allFindings: true }, context),
			await check(saved, { allFindings: true }, context),
		];
		for (const key of ['verdict', 'summary', 'vms', 'findings', 'exitCode', 'decidedBy'] as const)
			expect(a.report[key]).toEqual(b.report[key]);
		expect(a.report.findings.length).toBeGreaterThan(0);
	});
});

it('is everything for a quick look without a plan', async () => {
	const plan = await planFromFlags({ source: [`mock:${DEMO}#source`], destination: [`mock:${DEMO}#destination`] });
	const { source, destination } = await readSides(plan, context, await loadCollectors());
	for (const side of [source, destination]) {
		expect(side.inventory.vms.every(({ disks }) => disks !== undefined)).toBe(true);
		expect(side.inventory.hosts.every(({ firewall }) => firewall !== undefined)).toBe(true);
	}
});
