import { compareVersions } from '../../../shared/versions.js';
import { type Data, data, type Ref, ref, string } from '../../wire/value.js';
import type { World } from '../contract.js';

/** The API version that a vCenter speaks: `8.0.3` answers `8.0.3.0`. */
export function apiVersionOf({ estate }: World): string {
	return estate.spec.apiVersion ?? `${estate.spec.version}.0`;
}

/** AboutInfo of the vCenter. */
export function aboutInfo(world: World): Data {
	const { version, build } = world.estate.spec;
	const patched = (compareVersions(version, '7.0.2') ?? 0) >= 0;
	return data('AboutInfo', {
		name: string('VMware vCenter Server'),
		fullName: string(`VMware vCenter Server ${version} build-${build}`),
		vendor: string('VMware, Inc.'),
		version: string(version),
		patchLevel: patched ? string('00000') : undefined,
		build: string(String(build)),
		localeVersion: string('INTL'),
		localeBuild: string('000'),
		osType: string('linux-x64'),
		productLineId: string('vpx'),
		apiType: string('VirtualCenter'),
		apiVersion: string(apiVersionOf(world)),
		instanceUuid: string(world.estate.instanceUuid),
		licenseProductName: string('VMware VirtualCenter Server'),
		licenseProductVersion: string(`${version.split('.')[0]}.0`),
	});
}

/** ServiceContent: the service objects that this mock has, and no others. */
export function serviceContent(world: World): Data {
	const own = (type: string, id: string): Ref => ref({ type, id });
	return data('ServiceContent', {
		rootFolder: own('Folder', 'group-d1'),
		propertyCollector: own('PropertyCollector', 'propertyCollector'),
		viewManager: own('ViewManager', 'ViewManager'),
		about: () => aboutInfo(world),
		setting: own('OptionManager', 'VpxSettings'),
		sessionManager: own('SessionManager', 'SessionManager'),
		licenseManager: own('LicenseManager', 'LicenseManager'),
		cryptoManager: own('CryptoManagerKmip', 'CryptoManager'),
	});
}
