import { Type } from 'typebox';
import { fact } from '../model/fact.js';
import { unproven } from './scope/listed.js';
import { result } from './shared/agreed.js';
import { providersOf } from './shared/key-providers.js';

const o = Type.Optional;

interface KeyProviders {
	needed?: string[];
	absent?: string[];
	present?: boolean;
}

/** Key providers that a VM's keys come from, and whether the destination has each of them by the same name. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		needed: o(Type.Array(Type.String())),
		absent: o(Type.Array(Type.String())),
		present: o(Type.Boolean()),
	}),
	vmData: ['encrypted', 'keyProvider', 'disks.keyProvider'],
	derive: ({ move: { vm } }, { scope }) => {
		if (vm.encrypted === undefined) {
			const missing = [{ datum: 'vm.encrypted', reason: scope.source.reason('vms', vm, 'encrypted') }];
			return result<KeyProviders>({}, { missing: { needed: missing, absent: missing, present: missing } });
		}
		const needed = vm.encrypted ? providersOf(vm) : [];
		if (vm.encrypted && needed.length === 0) {
			const missing = [{ datum: 'vm.keyProvider', reason: scope.source.reason('vms', vm, 'keyProvider') }];
			return result<KeyProviders>({}, { missing: { needed: missing, absent: missing, present: missing } });
		}
		const known = new Set(scope.destination.inventory.keyProviders.map((provider) => provider.id));
		const absent = needed.filter((provider) => !known.has(provider));
		const evidence = vm.declared?.['encrypted'];
		const declared = evidence === undefined ? [] : [evidence];
		if (absent.length === 0) return result<KeyProviders>({ needed, absent, present: true }, { declared });
		const unlisted = unproven(scope.destination, 'keyProviders');
		if (unlisted) return result<KeyProviders>({ needed }, { missing: { absent: [unlisted], present: [unlisted] } });
		return result<KeyProviders>({ needed, absent, present: false });
	},
});
