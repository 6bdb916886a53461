import { at, listAt, textAt } from '../../shared/xml-value.js';
import { checkRelocate, TEST_TYPES, type TestType } from '../relocate/check.js';
import { localReader } from '../relocate/local-reader.js';
import { readSpec } from '../relocate/spec.js';
import { demand } from '../server/permit.js';
import { invalidArgument, lookUp, referenceAt } from '../server/select.js';
import { startTask } from '../server/tasks.js';
import { list, ref } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** Whether a VM could move, as vCenter sees it. With a ServiceLocator the other vCenter is asked, over the wire. */
const method: MockMethod = {
	method: 'CheckRelocate_Task',
	receivers: ['VirtualMachineProvisioningChecker'],
	call: (call) => {
		const vm = referenceAt(call.parameters, 'vm');
		lookUp(call, vm);
		demand(call, vm.id, 'System.View');
		const spec = readSpec(at(call.parameters, 'spec'));
		const tests = new Set(listAt(call.parameters, 'testType').map((test) => testType(textAt(test) ?? '')));
		const task = startTask(
			call,
			{ descriptionId: 'vm.check.ProvisioningChecker.checkRelocate', target: vm.id },
			async () => list('CheckResult', await checkRelocate(localReader(call), { vm, spec, tests })),
		);
		return writeMember('returnval', ref(task));
	},
};
export default method;

function testType(text: string): TestType {
	const known = TEST_TYPES.find((test) => test === text);
	if (known === undefined) throw invalidArgument('testType');
	return known;
}
