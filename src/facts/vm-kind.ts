import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Vm } from '../model/inventory/vm.js';
import { result } from './shared/agreed.js';

/** Names that vCenter gives its cluster service VMs: `vCLS (4)`, `vCLS-` and a UUID. */
const VCLS_NAME = /^vCLS(-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}| \(\d+\))$/i;
const VCLS_FOLDER = /(^|\/)vCLS$/;
const AGENT_MANAGER = 'com.vmware.vim.eam';

/**
 * What a VM is to vSphere itself: `vcls`, `placeholder`, `agent`, `template` or `ordinary`. One kind each, so that a VM of the
 * system is reported by one rule only (clarifications 6.13).
 */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({ kind: Type.Optional(Type.String()) }),
	derive: ({ move: { vm } }, { scope }) => {
		const kind = kindOf(vm);
		if (kind !== undefined) return result<{ kind?: string }>({ kind });
		const reason = scope.source.reason('vms', vm, 'template');
		const missing: MissingDatum[] = [{ datum: 'vm.template', reason }];
		return result<{ kind?: string }>({}, { missing: { kind: missing } });
	},
});

function kindOf(vm: Vm): string | undefined {
	const manager = vm.managedBy?.extensionKey ?? '';
	const called = vm.name.startsWith('vCLS');
	if (VCLS_NAME.test(vm.name) || (called && (manager !== '' || VCLS_FOLDER.test(vm.path ?? '')))) return 'vcls';
	if (vm.srmPlaceholder === true || vm.managedBy?.type === 'placeholderVm') return 'placeholder';
	if (manager === AGENT_MANAGER) return 'agent';
	if (vm.template === undefined) return undefined;
	return vm.template ? 'template' : 'ordinary';
}
