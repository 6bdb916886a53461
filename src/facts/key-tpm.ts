import { Type } from 'typebox';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';
import { KEY_DATA, providerPairs, unlistedProvider, unnamedProvider } from './shared/key-providers.js';

interface KeyTpm {
	required?: boolean;
}

/** Whether a native key provider of the VM is restricted, at the destination, to hosts with a TPM 2.0. */
export default fact({
	subjects: ['vm', 'vm-host'],
	schema: Type.Object({ required: Type.Optional(Type.Boolean()) }),
	hostData: [],
	vmData: KEY_DATA,
	derive: ({ move: { vm } }, { scope }) => {
		const pairs = providerPairs(vm, scope);
		const required = pairs.some(({ destination }) => destination?.tpmRequired === true);
		const lacks = [...unnamedProvider(vm, scope), ...pairs.flatMap((pair) => unlistedProvider(pair, scope))];
		if (!required && lacks.length > 0) return result<KeyTpm>({}, { missing: { required: lacks } });
		return result<KeyTpm>({ required });
	},
});
