import type { MissingReason } from '../../model/coverage.js';
import { UserError } from '../../shared/errors.js';
import { textAt, type XmlValue } from '../../shared/xml-value.js';
import { SoapFault } from '../../vim/faults.js';
import { HttpStatus } from '../../vim/http-failures.js';
import { retrieve } from '../../vim/property-collector.js';
import type { Session } from '../../vim/session.js';
import type { Reference } from '../../vim/soap.js';
import { type Refusal, refusalOf } from '../assemble/refusal.js';
import type { Failures } from './failures.js';
import { readTags } from './read-tags.js';

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
	if (wanted.includes('QueryAssignedLicenses')) await readLicenses(session, failures, read);
	if (wanted.includes('ListTagged')) await readTagged(session, read);
	return read;
}

async function readLicenses(session: Session, failures: Failures, read: ReadResults): Promise<void> {
	try {
		const manager = await assignmentManager(session);
		if (manager !== undefined)
			read.results.set('QueryAssignedLicenses', await session.call('QueryAssignedLicenses', manager));
	} catch (error) {
		if (!(error instanceof SoapFault)) failures.tolerate(error, 'QueryAssignedLicenses');
		read.refused.set('QueryAssignedLicenses', error instanceof SoapFault ? refusalOf(error) : { reason: 'read-error' });
	}
}

/** A vCenter whose REST is shut off, or fails, is read without tags: nothing but a selection by tags needs them. */
async function readTagged(session: Session, read: ReadResults): Promise<void> {
	try {
		const tagged = await session.rest(readTags);
		if (tagged !== undefined) read.results.set('ListTagged', tagged);
	} catch (error) {
		session.signal?.throwIfAborted();
		if (!(error instanceof UserError)) throw error;
		read.refused.set('ListTagged', { reason: whyNoTags(error) });
	}
}

function whyNoTags(error: UserError): MissingReason {
	if (!(error instanceof HttpStatus)) return 'read-error';
	if (error.status === 404) return 'not-in-source';
	return error.status === 401 || error.status === 403 ? 'no-privilege' : 'read-error';
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
