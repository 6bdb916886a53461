import type { Estate } from '../../estate/estate.js';
import { keyOf, usedOf } from '../../estate/licenses.js';
import type { LicenseSpec } from '../../scenario/schema.js';
import { any, type Data, data, dateTime, int, list, string, type Wire } from '../../wire/value.js';

const VMOTION = { vmotion: 'vSphere vMotion', svmotion: 'vSphere Storage vMotion' };
const CROSS_VCENTER = {
	xvmotion: 'Cross Virtual Center vMotion',
	metrovmotion: 'vSphere vMotion Metro',
	dvs: 'vSphere Distributed Switch',
};

/** Features of an edition when the scenario names none. Labels are what people and RVTools see. */
function featuresOf({ edition, features }: LicenseSpec): Readonly<Record<string, string>> {
	if (features !== undefined) return features;
	if (/^esx\.(enterprisePlus|vcf|vvf)/.test(edition)) return { ...VMOTION, ...CROSS_VCENTER };
	if (edition.startsWith('vc.')) return { vcenter: 'vCenter Server' };
	return /^esx\.(standard|essentialsPlus)/.test(edition) ? VMOTION : {};
}

/** LicenseManagerLicenseInfo. */
export function licenseInfo(license: LicenseSpec, estate: Estate): Data {
	const product = license.vcenter === true ? 'VMware VirtualCenter Server' : 'VMware ESX Server';
	const property = (key: string, value: Wire) => data('KeyAnyValue', { key: string(key), value: any(value) });
	const features = Object.entries(featuresOf(license)).map(([key, label]) =>
		property('feature', data('KeyValue', { key: string(key), value: string(label) })),
	);
	return data('LicenseManagerLicenseInfo', {
		licenseKey: string(keyOf(license)),
		editionKey: string(license.edition),
		name: string(license.name),
		total: int(license.total ?? 0),
		used: int(usedOf(estate, license)),
		costUnit: string(license.unit ?? (license.vcenter === true ? 'server' : 'cpuPackage:32core')),
		properties: list('KeyAnyValue', [
			property('ProductName', string(product)),
			property('ProductVersion', string(`${estate.spec.version.split('.')[0]}.0`)),
			...(license.expires === undefined ? [] : [property('expirationDate', dateTime(license.expires))]),
			...features,
		]),
	});
}
