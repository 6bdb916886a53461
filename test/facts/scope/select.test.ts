import { describe, expect, it } from 'vitest';
import type { Vm } from '../../../src/model/inventory/vm.js';
import type { Selection } from '../../../src/model/plan.js';
import { scope } from '../support.js';

const vms: Vm[] = [
	{
		id: 'vm-1',
		name: 'app-01',
		path: '/DC1/Prod/Web',
		clusterName: 'A',
		tags: ['wave/1'],
		instanceUuid: 'AA-1',
		uuid: 'b-1',
	},
	{ id: 'vm-2', name: 'app-02', path: '/DC1/Prod', clusterName: 'B', tags: [], instanceUuid: 'aa-2' },
	{ id: 'vm-3', name: 'db-01', path: '/DC1/Test', clusterName: 'A', template: true },
	{ id: 'vm-4', name: 'twin' },
	{ id: 'vm-5', name: 'TWIN' },
];
const there: Vm[] = [
	{ id: 'vm-91', name: 'gone-01', instanceUuid: 'AA-9' },
	{ id: 'vm-92', name: 'renamed', uuid: 'b-9' },
];

function pick(selection: Selection): { vms: string[]; unmatched: unknown; moved: unknown } {
	const result = scope({ vms }, { vms: there }, { select: selection });
	return {
		vms: result.moves.map((move) => move.vm.id),
		unmatched: result.unmatched.map(({ entry, where, matches }) => [entry, where, matches]),
		moved: result.moved.map(({ name, vm, by }) => [name, vm.id, by]),
	};
}

describe('selection', () => {
	it('takes every VM when the plan does not select', () => {
		expect(pick({}).vms).toEqual(['vm-1', 'vm-2', 'vm-3', 'vm-4', 'vm-5']);
	});

	it('joins entries of one key with OR, keys with AND, then excludes', () => {
		expect(pick({ vms: ['app-*', 'db-01'] }).vms).toEqual(['vm-1', 'vm-2', 'vm-3']);
		expect(pick({ vms: ['app-*', 'db-01'], clusters: ['a'] }).vms).toEqual(['vm-1', 'vm-3']);
		expect(pick({ vms: ['app-*', 'db-01'], clusters: ['A'], exclude: ['DB-*'] }).vms).toEqual(['vm-1']);
	});

	it('keeps the order of the names, each VM once', () => {
		expect(pick({ vms: ['db-01', 'app-*', 'app-01'] }).vms).toEqual(['vm-3', 'vm-1', 'vm-2']);
	});

	it('takes a folder with all below it, with or without the vm level', () => {
		expect(pick({ folders: ['/DC1/vm/Prod'] }).vms).toEqual(['vm-1', 'vm-2']);
		expect(pick({ folders: ['/DC1/Pro'] })).toMatchObject({ vms: [], unmatched: [['/DC1/Pro', 'select.folders', 0]] });
	});

	it('selects by tag and reports a tag that no VM carries', () => {
		expect(pick({ tags: ['wave/1'] }).vms).toEqual(['vm-1']);
		expect(pick({ tags: ['wave/2'] }).unmatched).toEqual([['wave/2', 'select.tags', 0]]);
	});

	it('reports a literal name that matches none or several VMs, but not a pattern that matches none', () => {
		expect(pick({ vms: ['app-01', 'nobody', 'twin', 'zzz-*'] })).toEqual({
			vms: ['vm-1', 'vm-4', 'vm-5'],
			unmatched: [
				['nobody', 'select.vms', 0],
				['twin', 'select.vms', 2],
			],
			moved: [],
		});
	});

	it('follows the identities of a list file: instance UUID, moRef, BIOS UUID, name', () => {
		const result = pick({
			list: [
				{ instanceUuid: 'aa-1', name: 'old name', where: 'list.csv:2' },
				{ id: 'vm-2', where: 'list.csv:3' },
				{ uuid: 'B-1', where: 'list.csv:4' },
				{ name: 'DB-01', where: 'list.csv:5' },
				{ name: 'nobody', where: 'list.csv:6' },
			],
		});
		expect(result.vms).toEqual(['vm-1', 'vm-2', 'vm-3']);
		expect(result.unmatched).toEqual([['nobody', 'list.csv:6', 0]]);
	});

	it('counts an entry that is at the destination as moved and says by which identity', () => {
		const result = pick({
			vms: undefined,
			list: [
				{ name: 'x', instanceUuid: 'aa-9', where: '1' },
				{ name: 'y', uuid: 'b-9', where: '2' },
				{ name: 'Gone-01', where: '3' },
			],
		} as Selection);
		expect(result).toEqual({
			vms: [],
			unmatched: [],
			moved: [
				['x', 'vm-91', 'instance UUID'],
				['y', 'vm-92', 'BIOS UUID'],
			],
		});
	});
});
