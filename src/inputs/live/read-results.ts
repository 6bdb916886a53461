import { textAt, type XmlValue } from '../../shared/xml-value.js';
import { SoapFault } from '../../vim/faults.js';
import { retrieve } from '../../vim/property-collector.js';
import type { Session } from '../../vim/session.js';
import type { Reference } from '../../vim/soap.js';
import { type Refusal, refusalOf } from '../assemble/refusal.js';
import type { Failures } from './failures.js';

/** Results of methods by name, and why others have none. */
export interface ReadResults {
	readonly results: Map<string, XmlValue>;
	readonly refused: Map<string, Refusal>;
}

/** Calls the methods whose results some collector reads. A refusal is coverage, never a failure (clarification 1.5). */
export async function readResults(
	session: Session,
	wanted: readonly string[],
	failures: Failures,
): Promise<ReadResults> {
	const read: ReadResults = { results: new Map(), refused: new Map() };
	if (!wanted.includes('QueryAssignedLicenses')) return read;
	try {
		const manager = await assignmentManager(session);
		if (manager !== undefined)
			read.results.set('QueryAssignedLicenses', await session.call('QueryAssignedLicenses', manager));
	} catch (error) {
		if (!(error instanceof SoapFault)) failures.tolerate(error, 'QueryAssignedLicenses');
		read.refused.set('QueryAssignedLicenses', error instanceof SoapFault ? refusalOf(error) : { reason: 'read-error' });
	}
	return read;
}

/** The licence manager names it; only the licence manager is in the ServiceContent. */
async function assignmentManager(session: Session): Promise<Reference | undefined> {
	const manager = session.service('licenseManager');
	if (manager === undefined) return undefined;
	const path = 'licenseAssignmentManager';
	let id: string | undefined;
	let refusal: SoapFault | undefined;
	await retrieve(session, {
		type: 'LicenseManager',
		paths: [path],
		pageSize: 1,
		objects: [manager],
		onObject: ({ properties, missing }) => {
			id = textAt(properties.get(path));
			const [lacking] = missing;
			if (lacking !== undefined) refusal = new SoapFault(lacking.fault, '', { privilegeId: lacking.privilegeId });
		},
	});
	if (refusal !== undefined) throw refusal;
	return id === undefined ? undefined : { type: 'LicenseAssignmentManager', id };
}
