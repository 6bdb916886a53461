import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkInventory } from '../../../src/inputs/inventory/check-inventory.js';
import type { Cell, Tab } from '../../../src/shared/tab.js';
import type { XmlValue } from '../../../src/shared/xml-value.js';
import { allFromTabs, fromVim, vim } from '../../support/collected.js';
import { rvtoolsWorkbook } from '../../support/rvtools-47.js';
import type { CellValue } from '../../support/workbook.js';

const SHEETS = rvtoolsWorkbook({ vms: 3, hosts: 2, clusters: 2 });
const JUNK: readonly (Cell | undefined)[] = [
	undefined,
	'x',
	'',
	-1,
	0,
	1e300,
	Number.NaN,
	true,
	'1.234,5',
	',',
	'[',
	'[ds',
	'/',
	'ISO [',
	'None',
	'2026-13-45',
	' ',
];

/** Changes to a workbook: cells overwritten, columns and tabs dropped, rows repeated. */
const change = fc.record({
	tab: fc.nat(),
	row: fc.nat(),
	column: fc.nat(),
	kind: fc.constantFrom('cell', 'cell', 'cell', 'header', 'drop-tab', 'drop-column', 'repeat-row', 'drop-row'),
	junk: fc.constantFrom(...JUNK),
});

function changedTabs(
	changes: readonly { tab: number; row: number; column: number; kind: string; junk: Cell | undefined }[],
): Tab[] {
	let sheets = SHEETS.map(({ name, rows }) => ({ name, rows: rows.map((row) => [...row]) }));
	for (const { tab, row, column, kind, junk } of changes) {
		const sheet = sheets[tab % sheets.length]!;
		const at = column % sheet.rows[0]!.length;
		const line = sheet.rows[1 + (row % Math.max(1, sheet.rows.length - 1))];
		if (kind === 'drop-tab' && sheet.name !== 'vInfo') sheets = sheets.filter((one) => one !== sheet);
		else if (kind === 'drop-column') for (const one of sheet.rows) one.splice(at, 1);
		else if (kind === 'header') sheet.rows[0]![at] = String(junk);
		else if (kind === 'repeat-row' && line !== undefined) sheet.rows.push([...line]);
		else if (kind === 'drop-row') sheet.rows.splice(1, 1);
		else if (line !== undefined) line[at] = junk;
	}
	return sheets.map(({ name, rows: [header = [], ...rows] }) => ({
		name,
		header: header.map((text) => String(text ?? '')),
		columns: header.map((_, index) => index),
		rows: rows.map((cells, index) => ({ number: index + 2, cells: cells.map(toCell) })),
	}));
}

const toCell = (value: CellValue): Cell | undefined => value;

describe('whatever a workbook holds', () => {
	it('becomes an inventory that its own schema accepts', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
				for (const inventory of await allFromTabs(changedTabs(changes)))
					await checkInventory(JSON.parse(JSON.stringify(inventory)), 'generated');
			}),
			{ numRuns: 150, seed: 7 },
		);
	});
});

const leaf = fc.constantFrom('', 'x', 'true', '-1', '12', 'NaN', '[ds] a');
const value: fc.Arbitrary<XmlValue> = fc.letrec<{ node: XmlValue; tree: XmlValue }>((tie) => ({
	node: fc.oneof(leaf, fc.array(tie('tree'), { maxLength: 3 }), tie('tree')),
	tree: fc
		.dictionary(
			fc.constantFrom(
				'$type',
				'key',
				'backing',
				'spec',
				'name',
				'value',
				'device',
				'ruleset',
				'vlan',
				'keyId',
				'parent',
				'port',
			),
			fc.oneof({ depthSize: 'small' }, leaf, tie('node')),
			{ maxKeys: 4 },
		)
		.map((record) => ({ ...record, ...('$type' in record ? { $type: 'VirtualDisk' } : {}) }) as XmlValue),
})).node;

describe('whatever a server answers', () => {
	it('becomes an inventory that its own schema accepts', async () => {
		const types = [
			'VirtualMachine',
			'HostSystem',
			'Datastore',
			'Network',
			'DistributedVirtualPortgroup',
			'ClusterComputeResource',
			'LicenseManager',
			'CryptoManagerKmip',
			'VmwareDistributedVirtualSwitch',
			'ServiceInstance',
			'Folder',
		];
		const tops = [
			'name',
			'parent',
			'config',
			'summary',
			'runtime',
			'snapshot',
			'layoutEx',
			'host',
			'info',
			'licenses',
			'kmipServers',
			'content',
			'configurationEx',
			'capability',
			'datastore',
		];
		const object = fc.record({
			type: fc.constantFrom(...types),
			properties: fc.dictionary(fc.constantFrom(...tops), value),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(object, { maxLength: 6 }), async (objects) => {
				const read = objects.map(({ type, properties }, index) => ({
					id: `${type}-${index}`,
					type,
					properties: new Map(Object.entries(properties)),
					missing: [],
				}));
				await checkInventory(JSON.parse(JSON.stringify(await fromVim(read))), 'generated');
			}),
			{ numRuns: 300, seed: 7 },
		);
		expect((await fromVim([vim('VirtualMachine', 'vm-1', {})])).vms).toHaveLength(1);
	});
});
