import type { ManagedObjectType } from './contract.js';

/** Has no properties; its `Find…` methods are in `methods/`. */
const type: ManagedObjectType = { type: 'SearchIndex', bases: [], singleton: 'SearchIndex', properties: () => ({}) };
export default type;
