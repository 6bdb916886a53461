import { listAt } from '../../../shared/xml-value.js';
import { boolean, enumeration, list, string } from '../../wire/value.js';
import { isTrue, type Move, text } from '../move.js';
import { error, nameOf, type Problem, warning } from '../problem.js';

/** The state of the VM itself. */
export function stateProblems(move: Move): Problem[] {
	return [...disabled(move), ...unready(move), ...bound(move), ...quiet(move)];
}

function disabled({ vm }: Move): Problem[] {
	const methods = listAt(vm.properties.get('disabledMethod')).map(String);
	const found = methods.find((method) => /^(RelocateVM|MigrateVM)_Task$/.test(method));
	if (found === undefined) return [];
	return [error('MethodDisabled', `The method is disabled by another product: ${found}`, { source: undefined })];
}

function unready({ vm, powerState }: Move): Problem[] {
	const problems: Problem[] = [];
	if (isTrue(vm, 'runtime.suspendedToMemory'))
		problems.push(
			error('InvalidPowerState', 'The virtual machine is suspended to memory.', {
				existingState: enumeration('VirtualMachinePowerState', powerState),
			}),
		);
	const busy: readonly (readonly [string, string])[] = [
		['runtime.instantCloneFrozen', 'is frozen for instant cloning'],
		['runtime.paused', 'is paused'],
		['runtime.consolidationNeeded', 'needs a consolidation of its disks'],
		['runtime.snapshotInBackground', 'has a snapshot operation under way'],
	];
	for (const [property, what] of busy)
		if (isTrue(vm, property))
			problems.push(error('InvalidState', `The operation is not allowed in the current state: ${nameOf(vm)} ${what}.`));
	if (vm.properties.has('runtime.question'))
		problems.push(error('InvalidState', `${nameOf(vm)} waits for an answer to a question.`));
	if (text(vm, 'runtime.cryptoState') === 'locked')
		problems.push(error('InvalidState', `${nameOf(vm)} is locked: its encryption key is missing.`));
	return problems;
}

function bound({ vm, hot, crossVCenter }: Move): Problem[] {
	const problems: Problem[] = [];
	if (crossVCenter && (text(vm, 'runtime.faultToleranceState') ?? 'notConfigured') !== 'notConfigured')
		problems.push(
			error(
				'CannotMoveFaultToleranceVm',
				`${nameOf(vm)} is protected by Fault Tolerance and cannot leave its cluster.`,
				{
					moveType: string('cluster'),
					vmName: string(nameOf(vm)),
				},
			),
		);
	if (isTrue(vm, 'runtime.toolsInstallerMounted'))
		problems.push(
			error('ToolsInstallationInProgress', 'An installation of VMware Tools is under way; the installer is mounted.'),
		);
	const affinity = listAt(vm.properties.get('config.cpuAffinity'), 'affinitySet');
	if (hot && affinity.length > 0)
		problems.push(
			error('AffinityConfigured', `${nameOf(vm)} is bound to processors of its host.`, {
				configuredAffinity: list('String', [string('cpu')]),
			}),
		);
	return problems;
}

function quiet({ vm, hot }: Move): Problem[] {
	const problems: Problem[] = [];
	const heartbeat = text(vm, 'guestHeartbeatStatus');
	if (hot && (heartbeat === 'red' || heartbeat === 'yellow'))
		problems.push(warning('NoGuestHeartbeat', `The guest of ${nameOf(vm)} sends no heartbeat.`));
	if (listAt(vm.properties.get('snapshot'), 'rootSnapshotList').length > 0)
		problems.push(
			warning('SnapshotRevertIssue', `Reverting ${nameOf(vm)} to one of its snapshots may fail on the destination.`, {
				errors: boolean(false),
			}),
		);
	return problems;
}
