import { textAt } from '../shared/xml-value.js';
import { type Collector, part, type VimContext, type VimProperties } from './contract.js';
import { isoTime, text } from './read/vim.js';

const MANAGER = 'configManager.certificateManager';
const NEEDS = [{ type: 'HostCertificateManager', paths: ['certificateInfo'] }];

/** A field of the host's certificate (HostCertificateManagerCertificateInfo). */
function field(host: VimProperties, context: VimContext, name: string): string | undefined {
	return textAt(context.property(text(host, MANAGER) ?? '', 'certificateInfo'), name);
}

export default {
	concern: 'certificate',
	title: 'Certificates of hosts: status and end',
	parts: [
		part('hosts', {
			'certificate.status': {
				vim: {
					paths: [MANAGER],
					needs: NEEDS,
					ownManager: true,
					privilege: 'Certificate.Manage',
					read: (host, context) => field(host, context, 'status'),
				},
				rvtools: { tab: 'vHost', columns: ['Certificate Status'], one: (row) => row.text('Certificate Status') },
			},
			'certificate.expires': {
				vim: {
					paths: [MANAGER],
					needs: NEEDS,
					ownManager: true,
					privilege: 'Certificate.Manage',
					read: (host, context) => isoTime(field(host, context, 'notAfter')),
				},
				rvtools: {
					tab: 'vHost',
					columns: ['Certificate Expiry Date'],
					one: (row) => row.date('Certificate Expiry Date'),
				},
			},
		}),
	],
} satisfies Collector;
