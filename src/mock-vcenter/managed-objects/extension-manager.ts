import { list } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';

/** Solutions that registered themselves: none with the mock. */
const type: ManagedObjectType = {
	type: 'ExtensionManager',
	bases: [],
	singleton: 'ExtensionManager',
	properties: () => ({ extensionList: () => list('Extension', []) }),
};
export default type;
