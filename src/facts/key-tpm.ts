import { Type } from 'typebox';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';
import { KEY_DATA, providerPairs } from './shared/key-providers.js';

/** Whether a native key provider of the VM is restricted, at the destination, to hosts with a TPM 2.0. */
export default fact({
	subjects: ['vm', 'vm-host'],
	schema: Type.Object({ required: Type.Boolean() }),
	hostData: [],
	vmData: KEY_DATA,
	derive: ({ move: { vm } }, { scope }) =>
		result({ required: providerPairs(vm, scope).some(({ destination }) => destination?.tpmRequired === true) }),
});
