import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../src/inputs/resolve/resolve.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import { silent } from '../../src/shared/progress.js';

const CORPUS = process.env['XVCHECK_CORPUS'] ?? '';
const WORKBOOKS = [
	'kubev2v_migration-planner/example1.xlsx',
	'mjvincent_rvtools-to-ibm-cloud/SizingWorkshop-RVTools.xlsx',
	'mjvincent_rvtools-to-ibm-cloud/rvtools-small-complete.xlsx',
];
const RECORDINGS = [
	'newrelic_nri-vsphere/test-data/SDDC-Datacenter',
	...['esxi_1', 'vcenter_1', 'vcenter_2'].map((name) => `bleemeo_glouton/inputs/vsphere/testdata/${name}`),
];
const PATHS = [...WORKBOOKS, ...RECORDINGS].map((path) => join(CORPUS, path));
const MIB = 1024 * 1024;

type Reading = Readonly<Record<string, number>>;

/** What the script in test/support counts, which shares no code with the product. */
function independent(): Readonly<Record<string, Reading>> | undefined {
	const script = fileURLToPath(new URL('../support/independent_reading.py', import.meta.url));
	const { status, stdout } = spawnSync('python3', [script, ...PATHS], { encoding: 'utf8', maxBuffer: 1 << 26 });
	return status === 0 ? (JSON.parse(stdout) as Record<string, Reading>) : undefined;
}

const present = CORPUS !== '' && existsSync(CORPUS);
const readings = present ? independent() : undefined;
const why = !present
	? ' (skipped: XVCHECK_CORPUS names no folder)'
	: readings === undefined
		? ' (skipped: no python3)'
		: '';

function sum(values: readonly (number | undefined)[]): number {
	return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

function counts({ vms, hosts, datastores, networks, licenses, clusters }: Inventory): Reading {
	const disks = vms.flatMap((vm) => vm.disks ?? []);
	const diskBytes = sum(disks.map(({ capacityBytes }) => capacityBytes));
	const datastoreBytes = sum(datastores.map(({ capacityBytes }) => capacityBytes));
	const usedBytes = sum(vms.map((vm) => vm.usedBytes));
	return {
		vms: vms.length,
		hosts: hosts.length,
		disks: disks.length,
		diskBytes,
		diskMiB: Math.round(diskBytes / MIB),
		nics: vms.flatMap(({ nics }) => nics ?? []).length,
		datastores: datastores.length,
		datastoreBytes,
		datastoreMiB: Math.round(datastoreBytes / MIB),
		usedBytes,
		usedMiB: Math.round(usedBytes / MIB),
		networks: networks.length,
		licenses: licenses.length,
		clusters: clusters.length,
	};
}

describe.skipIf(readings === undefined)(`real exports and recordings${why}`, () => {
	it.each(PATHS)('agree in counts and sums with a reading that shares no code: %s', async (path) => {
		const options = { now: new Date().toISOString(), toolVersion: '0', progress: silent };
		const found = counts(await readSource(path, options));
		const expected = readings?.[path] ?? {};
		expect(Object.keys(expected).length).toBeGreaterThan(5);
		expect(found).toMatchObject(expected);
	});
});
