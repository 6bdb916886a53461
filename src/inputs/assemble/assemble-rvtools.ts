import type { Collector } from '../../collectors/contract.js';
import { COLLECTIONS, type Collection, type Inventory } from '../../model/inventory/inventory.js';
import type { Tab } from '../../shared/tab.js';
import { dataByCollection } from './plan-of-data.js';
import { noteIncompleteCollections } from './rvtools-completeness.js';
import { clusterItems, datacenterItems, datastoreItems, folderItems, resourcePoolItems } from './rvtools-containers.js';
import { RvtoolsContext } from './rvtools-context.js';
import { fill } from './rvtools-fill.js';
import { hostItems } from './rvtools-hosts.js';
import type { RvtoolsItem } from './rvtools-items.js';
import { networkItems, switchItems } from './rvtools-network.js';
import { licenseItems, vcenterItem } from './rvtools-services.js';
import { vmItems } from './rvtools-vms.js';
import type { Unreadable } from './sheet.js';
import { Tally } from './tally.js';
import { sheetsOf, splitByVCenter, type VCenterBook } from './workbook.js';

/** What an inventory says about itself and no tab does. */
export interface AssemblyMeta {
	readonly source: Inventory['source'];
	readonly collectedAt: string;
	readonly tool: Inventory['tool'];
}

/** A vCenter found in a workbook, to be picked from several. */
export interface FoundVCenter {
	readonly name: string;
	readonly instanceUuid?: string;
	readonly vms: number;
	/** Builds its inventory. */
	assemble(): Inventory;
}

/** The vCenters whose rows a workbook holds; each is assembled only when asked for. */
export function findVCenters(
	tabs: readonly Tab[],
	collectors: ReadonlyMap<string, Collector>,
	meta: AssemblyMeta,
): FoundVCenter[] {
	const unreadable: Unreadable = [];
	return splitByVCenter(sheetsOf(tabs, unreadable), unreadable).map((book) => ({
		name: book.server ?? book.uuid ?? meta.source.location,
		...(book.uuid === undefined ? {} : { instanceUuid: book.uuid }),
		vms: book.rows('vInfo').length,
		assemble: () => assembleBook(book, collectors, meta),
	}));
}

/** All vCenters of a workbook as inventories. */
export function assembleRvtools(
	tabs: readonly Tab[],
	collectors: ReadonlyMap<string, Collector>,
	meta: AssemblyMeta,
): Inventory[] {
	return findVCenters(tabs, collectors, meta).map((found) => found.assemble());
}

function assembleBook(book: VCenterBook, collectors: ReadonlyMap<string, Collector>, meta: AssemblyMeta): Inventory {
	const items = itemsOf(book);
	const tally = new Tally();
	noteIncompleteCollections(book, tally);
	const context = new RvtoolsContext(book, items);
	for (const [collection, data] of dataByCollection(collectors.values()))
		fill(book, collection, items.get(collection) ?? [], data, context, tally);
	const coverage = tally.finish();
	const collections = Object.fromEntries(
		COLLECTIONS.filter((collection) => collection !== 'vcenter').map((collection) => [
			collection,
			items.get(collection)?.map(({ object }) => object) ?? [],
		]),
	) as unknown as Omit<Inventory, 'vcenter'>;
	const { id: _, ...vcenter } = items.get('vcenter')![0]!.object;
	const head = { schemaVersion: 1 as const, kind: 'xvcheck.inventory' as const, ...meta, vcenter };
	return { ...head, ...collections, coverage };
}

function itemsOf(book: VCenterBook): ReadonlyMap<Collection, RvtoolsItem[]> {
	const vcenter = book.server ?? book.uuid ?? 'vcenter';
	const hosts = hostItems(book, vcenter);
	const vms = vmItems(book, vcenter);
	lendHostRows(hosts, vms);
	return new Map<Collection, RvtoolsItem[]>([
		['vcenter', [vcenterItem(book)]],
		['datacenters', datacenterItems(book, vcenter)],
		['folders', folderItems(book, vcenter)],
		['clusters', clusterItems(book, vcenter)],
		['resourcePools', resourcePoolItems(book, vcenter)],
		['hosts', hosts],
		['datastores', datastoreItems(book, vcenter)],
		['networks', networkItems(book, vcenter)],
		['switches', switchItems(book, vcenter)],
		['vms', vms],
		['licenses', licenseItems(book, vcenter)],
		['keyProviders', []],
	]);
}

/** Gives each VM the vHost row of its host, which states the cluster once more (clarifications 5.9). */
function lendHostRows(hosts: readonly RvtoolsItem[], vms: readonly RvtoolsItem[]): void {
	const byRow = new Map(vms.map((vm) => [vm.rows.get('vinfo')?.[0], vm]));
	for (const { rows } of hosts) {
		const own = rows.get('vhost');
		if (own !== undefined) for (const row of rows.get('vinfo') ?? []) byRow.get(row)?.rows.set('vhost', own);
	}
}
