import { compareVersions } from '../../shared/versions.js';

/** vim25 API versions, newest first, as `vimServiceVersions.xml` of an 8.0.3 lists them. */
const VERSIONS = [
	'9.0.0.0',
	'8.0.3.0',
	'8.0.2.0',
	'8.0.1.0',
	'8.0.0.2',
	'8.0.0.1',
	'7.0.3.2',
	'7.0.3.1',
	'7.0.3.0',
	'7.0.2.1',
	'7.0.2.0',
	'7.0.1.1',
	'7.0.1.0',
	'7.0.0.2',
	'7.0.0.0',
	'6.9.1',
	'6.8.7',
	'6.7.3',
	'6.7.2',
	'6.7.1',
	'6.7',
	'6.5',
	'6.0',
	'5.5',
	'5.1',
	'5.0',
	'4.1',
	'4.0',
	'2.5u2',
	'2.5',
	'2.0',
];

/** The answer to `GET /sdk/vimServiceVersions.xml`: what clients negotiate their API version with, before any login. */
export function serviceVersions(apiVersion: string): string {
	const prior = VERSIONS.filter((version) => (compareVersions(version, apiVersion) ?? -1) < 0);
	const list = prior.map((version) => `<version>${version}</version>`).join('');
	return (
		'<?xml version="1.0" encoding="UTF-8" ?>\n<namespaces version="1.0"><namespace><name>urn:vim25</name>' +
		`<version>${apiVersion}</version><priorVersions>${list}</priorVersions></namespace></namespaces>\n`
	);
}
