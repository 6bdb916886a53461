import { list } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';

const type: ManagedObjectType = {
	type: 'ViewManager',
	bases: [],
	singleton: 'ViewManager',
	properties: () => ({ viewList: list('ManagedObjectReference', []) }),
};
export default type;
