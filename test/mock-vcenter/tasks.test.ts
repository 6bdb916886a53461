import { describe, expect, it } from 'vitest';
import { at, listAt, textAt, type XmlValue } from '../../src/shared/xml-value.js';
import { RawClient } from './raw-client.js';
import { ask, none, onStage, type Parts, parts, type Stage } from './relocation.js';

const COLLECTOR = 'PropertyCollector:propertyCollector';
const filterOf = (task: string) =>
	'<spec><propSet><type>Task</type><pathSet>info</pathSet></propSet>' +
	`<objectSet><obj type="Task">${task}</obj></objectSet></spec>`;

/** Starts a check and does not wait for it. */
async function start({ client }: Stage, vm: string, spec: Parts): Promise<string> {
	const inside = [spec.service, spec.folder, spec.datastore, spec.pool, spec.host, spec.deviceChange].join('');
	const answer = await client.call(
		'CheckRelocate_Task',
		'VirtualMachineProvisioningChecker:ProvChecker',
		`<vm type="VirtualMachine">${vm}</vm><spec>${inside}</spec>`,
	);
	return textAt(answer, 'returnval') ?? '';
}

/** Changes of an UpdateSet: kind, and path and value of each. */
function changes(answer: XmlValue): { kind: string; paths: string[] }[] {
	return listAt(at(answer, 'returnval.filterSet'), 'objectSet').map((update) => ({
		kind: textAt(update, 'kind') ?? '',
		paths: listAt(update, 'changeSet').map((change) => textAt(change, 'name') ?? ''),
	}));
}

describe('a task', () => {
	it('is waited for through WaitForUpdatesEx: first what it is, then that it is over', () =>
		onStage(none, async (stage) => {
			const { client, site } = stage;
			const vm = await client.find('Milan/vm/Prod/app-01');
			const spec = await parts(stage, vm);
			// The destination holds its answer back, so that the task is seen to run.
			let release: () => void = () => undefined;
			const held = new Promise<void>((resolve) => {
				release = resolve;
			});
			const destination = site.vcenters[1]?.running;
			if (destination !== undefined)
				destination.intercept = async (method) => {
					if (method === 'Login') await held;
					return false;
				};
			const task = await start(stage, vm, spec);
			await client.call('CreateFilter', COLLECTOR, `${filterOf(task)}<partialUpdates>false</partialUpdates>`);
			const first = await client.call('WaitForUpdatesEx', COLLECTOR, '<version/>');
			expect(changes(first)).toEqual([{ kind: 'enter', paths: ['info'] }]);
			expect(JSON.stringify(first)).toContain('"state":"running"');
			const nothing = await client.call(
				'WaitForUpdatesEx',
				COLLECTOR,
				'<version>1</version><options><maxWaitSeconds>0</maxWaitSeconds></options>',
			);
			expect(at(nothing, 'returnval')).toBeUndefined();
			const waiting = client.call('WaitForUpdatesEx', COLLECTOR, '<version>1</version>');
			release();
			const second = await waiting;
			expect(changes(second)).toEqual([{ kind: 'modify', paths: ['info'] }]);
			expect(JSON.stringify(second)).toContain('"state":"success"');
			expect(at(second, 'returnval.version')).toBe('2');
		}));

	it('is told member by member to a client that asks for partial updates', () =>
		onStage(none, async (stage) => {
			const { client } = stage;
			const vm = await client.find('Milan/vm/Prod/app-01');
			const task = await start(stage, vm, await parts(stage, vm));
			await client.call('CreateFilter', COLLECTOR, `${filterOf(task)}<partialUpdates>true</partialUpdates>`);
			await client.call('WaitForUpdates', COLLECTOR, '<version/>');
			const second = await client.call('WaitForUpdates', COLLECTOR, '<version>1</version>');
			expect(changes(second)).toEqual([{ kind: 'modify', paths: ['info.state', 'info.result', 'info.completeTime'] }]);
		}));

	it('keeps its result, stands in recentTask, and cannot be cancelled', () =>
		onStage(none, async (stage) => {
			const { client } = stage;
			const vm = await client.find('Milan/vm/Prod/app-01');
			const info = await ask(stage, vm, await parts(stage, vm));
			expect(info).toMatchObject({
				key: 'task-1',
				name: 'CheckRelocate_Task',
				entityName: 'app-01',
				cancelable: 'false',
			});
			expect(at(info, 'result')).toMatchObject({ $type: 'ArrayOfCheckResult' });
			const recent = await client.fetch('TaskManager', 'recentTask');
			expect(listAt(recent).map((task) => textAt(task))).toEqual(['task-1']);
			expect(await client.faultOf('CancelTask', 'Task:task-1')).toBe('NotSupportedFault');
			expect(await client.faultOf('Fetch', 'Task:task-2', '<prop>info</prop>')).toBe('ManagedObjectNotFoundFault');
		}));

	it('that starts later enters a filter over recentTask', () =>
		onStage(none, async (stage) => {
			const { client } = stage;
			await client.call(
				'CreateFilter',
				COLLECTOR,
				'<spec><propSet><type>Task</type><pathSet>info.state</pathSet></propSet><objectSet><obj type="TaskManager">TaskManager</obj>' +
					'<skip>true</skip><selectSet xsi:type="TraversalSpec"><type>TaskManager</type><path>recentTask</path></selectSet></objectSet></spec>' +
					'<partialUpdates>false</partialUpdates>',
			);
			const first = await client.call('CheckForUpdates', COLLECTOR, '<version/>');
			expect(changes(first)).toEqual([]);
			const vm = await client.find('Milan/vm/Prod/app-01');
			await ask(stage, vm, await parts(stage, vm));
			const later = await client.call('CheckForUpdates', COLLECTOR, '<version>1</version>');
			expect(changes(later)).toEqual([{ kind: 'enter', paths: ['info.state'] }]);
		}));
});

describe('a wait', () => {
	it('ends when it is cancelled', () =>
		onStage(none, async ({ client, source }) => {
			await client.call('WaitForUpdatesEx', COLLECTOR, '<version/>');
			const waiting = client.faultOf('WaitForUpdatesEx', COLLECTOR, '<version>1</version>');
			const canceller = RawClient.sharing(client, source);
			await expect.poll(() => source.running.received.filter((method) => method === 'WaitForUpdatesEx').length).toBe(2);
			await canceller.call('CancelWaitForUpdates', COLLECTOR);
			expect(await waiting).toBe('RequestCanceledFault');
		}));

	it('with a version that was never given is refused', () =>
		onStage(none, async ({ client }) => {
			expect(await client.faultOf('WaitForUpdatesEx', COLLECTOR, '<version>7</version>')).toBe(
				'InvalidCollectorVersionFault',
			);
		}));
});
