import { checkRelocate, type TestType } from '../relocate/check.js';
import { localReader } from '../relocate/local-reader.js';
import type { RelocateSpec } from '../relocate/spec.js';
import { demand } from '../server/permit.js';
import { lookUp, referencesAt } from '../server/select.js';
import { startTask } from '../server/tasks.js';
import { list, ref } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

const TESTS: ReadonlySet<TestType> = new Set(['sourceTests', 'hostTests']);

/** Whether VMs could move to hosts of the same vCenter: every VM with every host, of processors and vMotion only. */
const method: MockMethod = {
	method: 'QueryVMotionCompatibilityEx_Task',
	receivers: ['VirtualMachineProvisioningChecker'],
	call: (call) => {
		const vms = referencesAt(call.parameters, 'vm');
		const hosts = referencesAt(call.parameters, 'host');
		for (const object of [...vms, ...hosts]) {
			lookUp(call, object);
			demand(call, object.id, 'System.View');
		}
		const about = { descriptionId: 'vm.check.ProvisioningChecker.queryVMotionCompatibilityEx' };
		const task = startTask(call, about, async () => {
			const reader = localReader(call);
			const pairs = vms.flatMap((vm) => hosts.map((host) => ({ vm, spec: { ...NOWHERE, host }, tests: TESTS })));
			const results = await Promise.all(pairs.map((pair) => checkRelocate(reader, pair)));
			return list('CheckResult', results.flat());
		});
		return writeMember('returnval', ref(task));
	},
};
export default method;

const NOWHERE: RelocateSpec = {
	service: undefined,
	folder: undefined,
	pool: undefined,
	host: undefined,
	datastore: undefined,
	disks: new Map(),
	deviceChanges: [],
};
