import { list } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';

/** Guest customization: the mock knows no specification. */
const type: ManagedObjectType = {
	type: 'CustomizationSpecManager',
	bases: [],
	singleton: 'CustomizationSpecManager',
	properties: () => ({ encryptionKey: undefined, info: () => list('CustomizationSpecInfo', []) }),
};
export default type;
