import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readPlan } from '../../src/documents/plan.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Report } from '../../src/model/report.js';
import type { Side } from '../../src/model/site-pair.js';
import { evaluated, inventoryPair, merged, type Pair, sideOf } from '../mutations/bases.js';
import { type MutableSheet, rvtoolsWorkbook, sheetOf } from '../support/rvtools-47.js';
import { type Content, isWorkbook, type Kind, readAs } from './kinds.js';
import { Random } from './random.js';

/** The names of what defects are put into. */
export interface Names {
	readonly vms: readonly string[];
	/** Their ids, in the same order. */
	readonly vmIds: readonly string[];
	readonly hosts: Pair<readonly string[]>;
	readonly vcenters: Pair<string>;
	/** The datastore that everything lands on. */
	readonly datastore: string;
	/** Source networks that VMs use. */
	readonly networks: readonly string[];
}

const NETWORKS = ['VLAN10-App', 'VLAN20-Db', 'VLAN30-Web'];
const EVIDENCE = 'the corpus';

let collected: Promise<Pair<Inventory>> | undefined;

/** A clean vCenter, fresh to be changed: as an inventory where everything is known, or as an RVTools export. */
export async function cleanSite(side: Side, workbook: boolean): Promise<Content> {
	if (workbook) return { sheets: cleanSheets(side) };
	collected ??= inventoryPair();
	const inventory = structuredClone((await collected)[side]);
	return { inventory: { ...inventory, vms: inventory.vms.map((vm) => ({ ...vm, tags: [] })) } };
}

/** The export names its networks and its switch's version as the demo does, so that either can stand beside the other. */
function cleanSheets(side: Side): MutableSheet[] {
	const sheets =
		side === 'source'
			? rvtoolsWorkbook({ site: 'mi', vms: 16, hosts: 3, datastores: 2 })
			: rvtoolsWorkbook({ site: 'fr', vms: 2, hosts: 4, datastores: 2, vmPrefix: 'old', seed: 2 });
	const renamed = new Map([
		['VLAN11-App', 'VLAN20-Db'],
		['VLAN12-App', 'VLAN30-Web'],
	]);
	for (const { rows } of sheets)
		for (const row of rows)
			for (const [at, cell] of row.entries()) if (typeof cell === 'string') row[at] = renamed.get(cell) ?? cell;
	const vlan = sheetOf(sheets, 'dvPort').rows[0]?.indexOf('VLAN') ?? -1;
	for (const row of sheetOf(sheets, 'dvPort').rows)
		row[vlan] = row[vlan] === 11 ? 20 : row[vlan] === 12 ? 30 : row[vlan];
	const version = sheetOf(sheets, 'dvSwitch').rows[0]?.indexOf('Version') ?? -1;
	for (const row of sheetOf(sheets, 'dvSwitch').rows.slice(1)) row[version] = '7.0.3';
	return sheets;
}

/** Names that readers may stumble over; the first VMs get some of them. */
const AWKWARD = [
	'Größe 01',
	'app "x", y',
	'a;b',
	'名前-01',
	"o'brien",
	'back\\slash',
	'dots...',
	'tab-less  two spaces',
];

/** Renames a VM wherever the site names it. */
export function awkward(content: Content, random: Random): void {
	const names = random.shuffled(AWKWARD).slice(0, 3);
	if ('inventory' in content) {
		for (const [at, name] of names.entries()) {
			const vm = content.inventory.vms[at];
			if (vm !== undefined) Object.assign(vm, { name });
		}
		return;
	}
	for (const [at, name] of names.entries()) {
		const old = sheetOf(content.sheets, 'vInfo').rows[at + 1]?.[0];
		for (const { rows } of content.sheets)
			if (rows[0]?.[0] === 'VM') for (const row of rows) if (row[0] === old) row[0] = name;
	}
}

export function namesOf(sites: Pair<Content>): Names {
	const { source, destination } = sites;
	return {
		vms: column(source, 'vInfo', 'VM') ?? inventoryOf(source).vms.map(({ name }) => name),
		vmIds: column(source, 'vInfo', 'VM ID') ?? inventoryOf(source).vms.map(({ id }) => id),
		hosts: { source: hostNames(source), destination: hostNames(destination) },
		vcenters: { source: vcenterName(source), destination: vcenterName(destination) },
		datastore: 'inventory' in destination ? 'ds-fr-01' : 'ds-01',
		networks: NETWORKS,
	};
}

const hostNames = (content: Content) =>
	column(content, 'vHost', 'Host') ?? inventoryOf(content).hosts.map(({ name }) => name);
const vcenterName = (content: Content) =>
	column(content, 'vMetaData', 'Server')?.[0] ?? inventoryOf(content).vcenter.name ?? '';

function inventoryOf(content: Content): Inventory {
	if ('inventory' in content) return content.inventory;
	throw new Error('a workbook is no inventory');
}

function column(content: Content, tab: string, name: string): string[] | undefined {
	if ('inventory' in content) return undefined;
	const { rows } = sheetOf(content.sheets, tab);
	const at = rows[0]?.indexOf(name) ?? -1;
	return rows.slice(1).map((row) => String(row[at]));
}

const unread = new Map<string, Promise<Inventory>>();

/** Reads a site; one that nobody changed is read once for all cases. */
export function readSite(side: Side, kind: Kind, content: Content | undefined, random: Random): Promise<Inventory> {
	if (content !== undefined) return readAs(kind, content, random);
	const key = `${side} ${kind}`;
	const known =
		unread.get(key) ?? cleanSite(side, isWorkbook(kind)).then((clean) => readAs(kind, clean, new Random(key)));
	unread.set(key, known);
	return known;
}

/** Evaluates a pair with the plan that suits its kinds, changed as `plan` says. */
export async function checkPair(
	sites: Pair<Inventory>,
	kinds: Pair<Kind>,
	change: { readonly plan?: object; readonly probes?: object },
): Promise<Report> {
	const folder = mkdtempSync(join(tmpdir(), 'xvcheck-accuracy-'));
	try {
		const file = join(folder, 'plan.yaml');
		writeFileSync(file, stringify(merged(planOf(kinds), change.plan ?? {})));
		const plan = await readPlan(file);
		const sides = { source: sideOf('source', sites.source), destination: sideOf('destination', sites.destination) };
		return await evaluated(plan, sides, change.probes);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** What no source can tell, or not this one, is declared, so that nothing is open. */
function planOf(kinds: Pair<Kind>): object {
	const landing = isWorkbook(kinds.destination)
		? { cluster: 'DC-FR/Prod-01', datastores: { default: 'ds-01' } }
		: { cluster: 'Frankfurt/Frankfurt-A', datastores: { default: 'ds-fr-01' } };
	const open = (port: string) => ({ from: '*', to: '*', port, open: true, both: true, evidence: EVIDENCE });
	return {
		version: 1,
		name: 'corpus',
		source: ['inventory:source.json'],
		destination: ['inventory:destination.json'],
		driver: { side: 'destination', by: 'api' },
		placement: { ...landing, networks: { match: 'name' } },
		link: { bandwidth: '10Gbps', rtt: '5ms', mtu: 9000 },
		declared: {
			pair: { ssoDomain: 'different', evidence: EVIDENCE },
			firewall: ['443/tcp', '8000/tcp', '902/tcp'].map(open),
			dns: [{ name: '*', forward: true, reverse: true, evidence: EVIDENCE }],
			vms: isWorkbook(kinds.source) ? [{ names: ['*'], ...VM_UNTOLD, evidence: EVIDENCE }] : [],
			hosts: (['source', 'destination'] as const)
				.filter((side) => isWorkbook(kinds[side]))
				.map((side) => ({ side, names: ['*'], ...HOST_UNTOLD, evidence: EVIDENCE })),
			datastores: isWorkbook(kinds.destination)
				? [{ side: 'destination', names: ['*'], maintenanceMode: 'normal', evidence: EVIDENCE }]
				: [],
		},
	};
}

const VM_UNTOLD = {
	encrypted: false,
	devices: [],
	disabledMethods: [],
	toolsInstallerMounted: false,
	linkedClone: false,
	migrateEncryption: 'opportunistic',
	cpuSettings: [],
	replicated: false,
	managedBy: { extensionKey: '' },
	conditions: [],
	floppies: [],
};
const HOST_UNTOLD = {
	vmotionAdapters: ['vmk1'],
	firewall: { vmotion: true, nfc: true, dns: true, ntp: true },
	connectionState: 'connected',
};
