import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Vm } from '../model/inventory/vm.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;
const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Cloud Director writes its own id behind the names of its VMs, vApps and folders: `app-01 (…)`. */
const CLOUD_NAME = new RegExp(`(^|/)[^/]+ \\(${UUID}\\)(/|$)`, 'i');
const CLOUD_KEY = /vcloud|cloud\.?director|\.vcd\b|vcac|vrealize\.automation|aria\.automation/i;
/** What Horizon keeps for itself of an instant clone pool, and the folders that it keeps them in. */
const HORIZON_NAME = /^cp-(template|replica|parent)-/i;
const HORIZON_FOLDER = /(^|\/)ClonePrep\w*Folder(\/|$)/i;
const HORIZON_KEY = /horizon|vmware\.(view|vdi)\b/i;

interface VmProduct {
	cloud?: boolean;
	horizon?: boolean;
	horizonClone?: boolean;
	sign: string;
}

/** Which product made a VM and keeps an account of it: by the extension that manages it, its name and its folder. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		cloud: o(Type.Boolean({ description: 'Cloud Director or Aria Automation made it' })),
		horizon: o(Type.Boolean({ description: 'Horizon made it' })),
		horizonClone: o(Type.Boolean({ description: 'and it is an instant or linked clone, or belongs to such a pool' })),
		sign: Type.String({ description: 'what shows it, for messages: "" when nothing does' }),
	}),
	vmData: ['managedBy', 'linkedClone', 'conditions'],
	vmKey: ({ vm }) => (cloudNamed(vm) || horizonOwn(vm) ? vm : undefined),
	derive: ({ move: { vm } }, { scope }) => {
		const lacks = (datum: string): MissingDatum[] => [
			{ datum: `vm.${datum}`, reason: scope.source.reason('vms', vm, datum) },
		];
		const value: VmProduct = { sign: signOf(vm) };
		const missing: Record<string, MissingDatum[]> = {};
		const key = vm.managedBy?.extensionKey;
		if (cloudNamed(vm)) value.cloud = true;
		else if (key !== undefined) value.cloud = CLOUD_KEY.test(key);
		else missing['cloud'] = lacks('managedBy');
		if (horizonOwn(vm)) value.horizon = true;
		else if (key !== undefined) value.horizon = HORIZON_KEY.test(key);
		else missing['horizon'] = lacks('managedBy');
		const clone = horizonOwn(vm) || cloned(vm);
		if (value.horizon === false || clone !== undefined) value.horizonClone = value.horizon !== false && clone === true;
		else missing['horizonClone'] = lacks(vm.linkedClone === undefined ? 'linkedClone' : 'conditions');
		return result(value, { missing });
	},
});

function cloudNamed({ name, path = '' }: Vm): boolean {
	return CLOUD_NAME.test(name) || CLOUD_NAME.test(path);
}

function horizonOwn({ name, path = '' }: Vm): boolean {
	return HORIZON_NAME.test(name) || HORIZON_FOLDER.test(path);
}

function cloned({ linkedClone, conditions }: Vm): boolean | undefined {
	if (linkedClone === true || conditions?.includes('instant-clone') === true) return true;
	return linkedClone === undefined || conditions === undefined ? undefined : false;
}

function signOf(vm: Vm): string {
	const { name, path, managedBy } = vm;
	if (CLOUD_NAME.test(name)) return `its name, ${name}`;
	if (HORIZON_NAME.test(name)) return `its name, ${name}`;
	if (cloudNamed(vm) || horizonOwn(vm)) return `its folder, ${path ?? ''}`;
	const key = managedBy?.extensionKey ?? '';
	return CLOUD_KEY.test(key) || HORIZON_KEY.test(key) ? `the extension that manages it, ${key}` : '';
}
