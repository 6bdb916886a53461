import type { ManagedObjectType } from './contract.js';

/** Has no properties; its checks are in `methods/`. */
const type: ManagedObjectType = {
	type: 'VirtualMachineProvisioningChecker',
	bases: [],
	singleton: 'ProvChecker',
	properties: () => ({}),
};
export default type;
