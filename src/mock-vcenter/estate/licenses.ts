import type { LicenseSpec } from '../scenario/schema.js';
import type { HostEntity } from './entities.js';
import type { Estate } from './estate.js';
import { uuidOf } from './identity.js';

/** What a licence is assigned to: a host, or the vCenter by its instance UUID. */
export interface Assignment {
	readonly entityId: string;
	readonly name: string;
	readonly license: LicenseSpec;
}

/** All assignments of a vCenter. A host without a licence in the scenario runs on an evaluation. */
export function assignmentsOf(estate: Estate): Assignment[] {
	const own = estate.spec.licenses?.find(({ vcenter }) => vcenter === true);
	const vcenter = { entityId: estate.instanceUuid, name: estate.spec.name, license: own ?? evaluation(estate) };
	const hosts = estate.datacenters.flatMap((datacenter) => datacenter.hosts);
	return [vcenter, ...hosts.map((host) => ({ entityId: host.id, name: host.name, license: licenseOf(estate, host) }))];
}

export function licenseOf(estate: Estate, host: HostEntity): LicenseSpec {
	return estate.spec.licenses?.find(({ name }) => name === host.group.license) ?? evaluation(estate);
}

function evaluation(estate: Estate): LicenseSpec {
	const own = estate.spec.licenses?.find(({ edition }) => edition === 'eval');
	return own ?? { name: 'Evaluation Mode', edition: 'eval', unit: '' };
}

/** Five groups of five, made from the name: no key of anybody. */
export function keyOf(license: LicenseSpec): string {
	if (license.edition === 'eval') return '00000-00000-00000-00000-00000';
	const text = uuidOf('licence', license.name).replaceAll('-', '').toUpperCase();
	return (text.slice(0, 25).match(/.{5}/g) ?? []).join('-');
}

/** Units in use: processors for hosts, one for the vCenter. */
export function usedOf(estate: Estate, license: LicenseSpec): number {
	if (license.vcenter === true) return 1;
	const hosts = estate.datacenters.flatMap(({ hosts }) => hosts).filter(({ group }) => group.license === license.name);
	return hosts.reduce((sum, { group }) => sum + (group.cpu?.packages ?? 2), 0);
}
