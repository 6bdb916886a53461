import type { ManagedObjectType } from './contract.js';

/** Has no properties; `QueryAssignedLicenses` is in `methods/`. */
const type: ManagedObjectType = {
	type: 'LicenseAssignmentManager',
	bases: [],
	singleton: 'LicenseAssignmentManager',
	properties: () => ({}),
};
export default type;
