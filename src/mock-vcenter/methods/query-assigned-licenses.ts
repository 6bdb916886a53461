import { textAt } from '../../shared/xml-value.js';
import { assignmentsOf } from '../estate/licenses.js';
import { licenseInfo } from '../managed-objects/shared/license-info.js';
import { data, string } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'QueryAssignedLicenses',
	receivers: ['LicenseAssignmentManager'],
	privilege: 'Global.Licenses',
	call: ({ server, parameters }) => {
		const entityId = textAt(parameters, 'entityId');
		return assignmentsOf(server.estate)
			.filter((assignment) => entityId === undefined || assignment.entityId === entityId)
			.map((assignment) =>
				writeMember(
					'returnval',
					data('LicenseAssignmentManagerLicenseAssignment', {
						entityId: string(assignment.entityId),
						scope: string(server.estate.instanceUuid),
						entityDisplayName: string(assignment.name),
						assignedLicense: () => licenseInfo(assignment.license, server.estate),
					}),
				),
			)
			.join('');
	},
};
export default method;
