import { list } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';

/** No custom attributes are defined. */
const type: ManagedObjectType = {
	type: 'CustomFieldsManager',
	bases: [],
	singleton: 'CustomFieldsManager',
	properties: () => ({ field: list('CustomFieldDef', []) }),
};
export default type;
