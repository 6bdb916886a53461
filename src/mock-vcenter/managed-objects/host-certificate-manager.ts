import type { Entity, HostEntity } from '../estate/entities.js';
import { data, dateTime, string } from '../wire/value.js';
import { inventoryType } from './contract.js';

/** The certificate of one host. Reading it needs Certificate.Manage on a real vCenter: a scenario can deny it. */
export default inventoryType<Entity>({
	type: 'HostCertificateManager',
	bases: [],
	properties: ({ parent }) => ({
		certificateInfo: () => {
			const { name, group } = parent as HostEntity;
			return data('HostCertificateManagerCertificateInfo', {
				issuer: string('O=vc.example.com,OU=VMware Engineering,CN=CA'),
				notBefore: dateTime('2024-01-10T00:00:00Z'),
				notAfter: dateTime(group.certificateExpires ?? '2031-01-10T00:00:00Z'),
				subject: string(`OU=VMware Engineering,CN=${name}`),
				status: string('good'),
			});
		},
	}),
});
