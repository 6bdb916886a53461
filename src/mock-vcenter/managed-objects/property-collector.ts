import { list } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';

const type: ManagedObjectType = {
	type: 'PropertyCollector',
	bases: [],
	singleton: 'propertyCollector',
	properties: () => ({ filter: list('ManagedObjectReference', []) }),
};
export default type;
