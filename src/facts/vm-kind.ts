import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Vm } from '../model/inventory/vm.js';
import { result } from './shared/agreed.js';

/** Names that vCenter gives its cluster service VMs: `vCLS (4)`, `vCLS-` and a UUID. */
const VCLS_NAME = /^vCLS(-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}| \(\d+\))$/i;
const VCLS_FOLDER = /(^|\/)vCLS$/;
const AGENT_MANAGER = 'com.vmware.vim.eam';

interface VmKind {
	/** One kind each, so that a VM of the system is reported by one rule only. */
	kind?: 'vcls' | 'placeholder' | 'agent' | 'template' | 'ordinary';
	/** Belongs to vSphere Cluster Services. */
	vcls?: boolean;
}

/** What a VM is to vSphere itself (clarifications 6.13): by name, folder, managing extension and flags. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({ kind: Type.Optional(Type.String()), vcls: Type.Optional(Type.Boolean()) }),
	vmData: ['managedBy', 'srmPlaceholder', 'template'],
	// The folder matters beside a name that begins so.
	vmKey: ({ vm }) => (/^vCLS/i.test(vm.name) ? vm : undefined),
	derive: ({ move: { vm } }, { scope }) => {
		const vcls = isVcls(vm);
		const kind = kindOf(vm, vcls);
		const value: VmKind = {};
		const missing: Record<string, MissingDatum[]> = {};
		const lacks = (datum: string): MissingDatum[] => [
			{ datum: `vm.${datum}`, reason: scope.source.reason('vms', vm, datum) },
		];
		if (vcls !== undefined) value.vcls = vcls;
		else missing['vcls'] = lacks('managedBy');
		if (kind !== undefined) value.kind = kind;
		else missing['kind'] = lacks(vcls === undefined ? 'managedBy' : 'template');
		return result(value, { missing });
	},
});

/** A name that only begins like one counts when an extension manages the VM or it lies in the folder of these VMs. */
function isVcls({ name, managedBy, path }: Vm): boolean | undefined {
	if (VCLS_NAME.test(name)) return true;
	if (!name.startsWith('vCLS')) return false;
	if (managedBy !== undefined || VCLS_FOLDER.test(path ?? '')) return true;
	return path === undefined ? undefined : false;
}

function kindOf(vm: Vm, vcls: boolean | undefined): VmKind['kind'] {
	if (vcls !== false) return vcls === undefined ? undefined : 'vcls';
	if (vm.srmPlaceholder === true || vm.managedBy?.type === 'placeholderVm') return 'placeholder';
	if (vm.managedBy?.extensionKey === AGENT_MANAGER) return 'agent';
	if (vm.template === undefined) return undefined;
	return vm.template ? 'template' : 'ordinary';
}
