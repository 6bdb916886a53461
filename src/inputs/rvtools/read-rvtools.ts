import { statSync } from 'node:fs';
import type { Collector } from '../../collectors/contract.js';
import type { Inventory } from '../../model/inventory/inventory.js';
import { UserError } from '../../shared/errors.js';
import { loadDirectory } from '../../shared/load-directory.js';
import { layer } from '../../shared/package-folder.js';
import type { Tab } from '../../shared/tab.js';
import { type FoundVCenter, findVCenters } from '../assemble/assemble-rvtools.js';
import { Columns } from '../assemble/columns.js';
import { exportTime } from '../assemble/export-time.js';
import { tabName } from '../assemble/header.js';
import { selectColumns, VM_NAME } from '../assemble/rvtools-select.js';
import type { ReadOptions } from '../contract.js';
import { readTables } from '../tables/read-tables.js';

/**
 * Reads one vCenter from an RVTools export.
 * @throws UserError when it is no export, holds no VMs, or holds several vCenters and none was picked.
 */
export async function readRvtools(location: string, options: ReadOptions): Promise<Inventory> {
	options.progress.phase(`reading rvtools ${location}`);
	const collectors = await loadDirectory<Collector>(layer('collectors/'));
	const seen: string[] = [];
	const select = selectColumns(collectors.values());
	const tables = await readTables(location, (tab, header) => {
		seen.push(tab);
		return select(tab, header);
	});
	for (const skipped of tables.skipped) options.progress.note(`${location}: ${skipped}`);
	if (!tables.tabs.flat().some(hasVms)) throw noVms(location, seen, tables.tabs.flat());
	const only = tables.files.length === 1 ? tables.files[0]!.sha256 : undefined;
	const found = tables.tabs.flatMap((tabs, index) => {
		const time = exportTime(tabs, fileTime(tables.files.map(({ path }) => path)), options.now);
		return findVCenters(tabs, collectors, {
			source: {
				kind: 'rvtools',
				location,
				...(only === undefined ? {} : { sha256: only }),
				...(time.from === undefined ? {} : { collectedAtFrom: time.from }),
			},
			collectedAt: time.at,
			tool: { name: 'xvcheck', version: options.toolVersion },
		}).map((one) => ({
			...one,
			file: tables.files.length === tables.tabs.length ? tables.files[index]?.path : undefined,
		}));
	});
	return pick(location, found, options.pick).assemble();
}

function hasVms(tab: Tab): boolean {
	const name = tabName(tab.name);
	return name.toLowerCase() === 'vinfo' && new Columns(name, tab.header).position(VM_NAME) >= 0;
}

/** Newest change of the files, for exports that carry no date. */
function fileTime(paths: readonly string[]): string {
	const newest = Math.max(...paths.map((path) => statSync(path).mtimeMs));
	return new Date(Math.floor(newest / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

type InFile = FoundVCenter & { readonly file: string | undefined };

function pick(location: string, found: readonly InFile[], name: string | undefined): FoundVCenter {
	const wanted = name?.toLowerCase();
	const chosen =
		wanted === undefined
			? found
			: found.filter((one) => one.name.toLowerCase() === wanted || one.instanceUuid?.toLowerCase() === wanted);
	if (chosen.length === 1) return chosen[0]!;
	const again = chosen.filter((one) => identity(one) === identity(chosen[0]!));
	if (again.length > 1) throw exportedTwice(location, again);
	const list = found
		.map(
			({ name: label, instanceUuid, vms }) =>
				`${label}${instanceUuid === undefined ? '' : ` (${instanceUuid})`}, ${vms} VMs`,
		)
		.join('; ');
	if (chosen.length > 1)
		throw new UserError('several-vcenters', `${location} holds ${chosen.length} vCenters: ${list}.`, {
			suggestions: [
				`Name one after a #, for example rvtools:${location}#${chosen[0]?.instanceUuid ?? chosen[0]?.name}`,
			],
		});
	throw new UserError('vcenter-not-found', `${location} holds no vCenter "${name}". It holds: ${list}.`, {
		suggestions: ['Name one of these after the #.'],
	});
}

function identity({ instanceUuid, name }: FoundVCenter): string {
	return instanceUuid?.toLowerCase() ?? name.toLowerCase();
}

/** Two exports of one vCenter, made at different times: together they would count every VM twice. */
function exportedTwice(location: string, again: readonly InFile[]): UserError {
	const files = again.map(({ file }) => file ?? location).join(' and ');
	return new UserError('several-exports', `${location} holds ${again.length} exports of ${again[0]?.name}: ${files}.`, {
		suggestions: ['Name the file that counts, or keep one export per vCenter in the folder.'],
	});
}

function noVms(location: string, seen: readonly string[], tabs: readonly Tab[]): UserError {
	const vInfo = tabs.find((tab) => tabName(tab.name).toLowerCase() === 'vinfo');
	const names = seen.length === 0 ? 'no tabs' : `the tabs ${seen.join(', ')}`;
	const columns = vInfo?.header.filter((text) => text !== '').slice(0, 20) ?? [];
	const what =
		vInfo === undefined
			? `it has no tab vInfo, which lists the VMs; it has ${names}`
			: columns.length === 0
				? `its tab vInfo is empty, without even a header; it has ${names}`
				: `its tab vInfo has no column VM; its columns are ${columns.join(', ')}; it has ${names}`;
	return new UserError('rvtools-without-vms', `Cannot use ${location} as an RVTools export: ${what}.`, {
		suggestions: ['Export all tabs with RVTools (File, Export all), without changing headers.'],
	});
}
