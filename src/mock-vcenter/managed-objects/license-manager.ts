import { data, list, ref } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';
import { licenseInfo } from './shared/license-info.js';

const type: ManagedObjectType = {
	type: 'LicenseManager',
	bases: [],
	singleton: 'LicenseManager',
	properties: (_, { estate }) => ({
		diagnostics: undefined,
		evaluation: () => data('LicenseManagerEvaluationInfo', { properties: list('KeyAnyValue', []) }),
		featureInfo: undefined,
		licenseAssignmentManager: ref({ type: 'LicenseAssignmentManager', id: 'LicenseAssignmentManager' }),
		licensedEdition: undefined,
		licenses: () =>
			list(
				'LicenseManagerLicenseInfo',
				(estate.spec.licenses ?? []).map((license) => licenseInfo(license, estate)),
			),
		source: undefined,
		sourceAvailable: undefined,
	}),
};
export default type;
