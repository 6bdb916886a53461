import { Type } from 'typebox';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';
import { KEY_DATA, providerGap, providerPairs, unnamedProvider } from './shared/key-providers.js';

interface KeyBackup {
	/** Every native key provider of the VM has a backup at the source. */
	complete?: boolean;
	unsaved: string[];
}

/** Backups of the native key providers of a VM: from these the destination gets its keys. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({ complete: Type.Optional(Type.Boolean()), unsaved: Type.Array(Type.String()) }),
	vmData: KEY_DATA,
	derive: ({ move: { vm } }, { scope }) => {
		const lacks = unnamedProvider(vm, scope);
		const unsaved: string[] = [];
		for (const { name, source } of providerPairs(vm, scope)) {
			if (source?.kind !== undefined && source.kind !== 'nativeProvider') continue;
			if (source?.hasBackup === false) unsaved.push(name);
			else if (source?.hasBackup === undefined) lacks.push(providerGap(scope.source, source, 'hasBackup'));
		}
		const value: KeyBackup = { unsaved };
		if (unsaved.length === 0 && lacks.length > 0) return result(value, { missing: { complete: lacks } });
		return result<KeyBackup>({ ...value, complete: unsaved.length === 0 });
	},
});
