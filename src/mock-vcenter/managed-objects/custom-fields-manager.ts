import { data, int, list, string } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';

/** Defines the custom attributes that VMs of the scenario have. */
const type: ManagedObjectType = {
	type: 'CustomFieldsManager',
	bases: [],
	singleton: 'CustomFieldsManager',
	properties: (_, { estate }) => ({
		field: () =>
			list(
				'CustomFieldDef',
				estate.attributes.map((name, index) =>
					data('CustomFieldDef', {
						key: int(index + 1),
						name: string(name),
						type: string('string'),
						managedObjectType: string('VirtualMachine'),
					}),
				),
			),
	}),
};
export default type;
