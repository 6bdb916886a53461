import { compareVersions } from '../../../shared/versions.js';
import { type Data, data, type Ref, ref, string } from '../../wire/value.js';
import type { World } from '../contract.js';

/** API versions that are not the product version with `.0` behind it, by the beginning of the product version. */
const API_VERSIONS: readonly (readonly [string, string])[] = [
	['6.0.', '6.0'],
	['6.5.', '6.5'],
	['6.7.', '6.7.3'],
	['8.0.0', '8.0.0.1'],
];

/** The API version that a vCenter speaks: `8.0.3` answers `8.0.3.0`, `6.7.0` answers `6.7.3`. */
export function apiVersionOf({ estate }: World): string {
	const { apiVersion, version } = estate.spec;
	return apiVersion ?? API_VERSIONS.find(([start]) => version.startsWith(start))?.[1] ?? `${version}.0`;
}

/** AboutInfo of the vCenter. */
export function aboutInfo(world: World): Data {
	const { version, build, product } = world.estate.spec;
	const patched = (compareVersions(version, '7.0.2') ?? 0) >= 0;
	const host = product === 'host';
	const name = host ? 'VMware ESXi' : 'VMware vCenter Server';
	return data('AboutInfo', {
		name: string(name),
		fullName: string(`${name} ${version} build-${build}`),
		vendor: string('VMware, Inc.'),
		version: string(version),
		patchLevel: patched ? string('00000') : undefined,
		build: string(String(build)),
		localeVersion: string('INTL'),
		localeBuild: string('000'),
		osType: string(host ? 'vmnix-x86' : 'linux-x64'),
		productLineId: string(host ? 'embeddedEsx' : 'vpx'),
		apiType: string(host ? 'HostAgent' : 'VirtualCenter'),
		apiVersion: string(apiVersionOf(world)),
		instanceUuid: host ? undefined : string(world.estate.instanceUuid),
		licenseProductName: string(host ? 'VMware ESX Server' : 'VMware VirtualCenter Server'),
		licenseProductVersion: string(`${version.split('.')[0]}.0`),
	});
}

/**
 * ServiceContent. Clients take the presence of some service objects for granted, so that those are named which every vCenter has,
 * also where this mock answers for none of their methods.
 */
export function serviceContent(world: World): Data {
	const own = (type: string, id: string): Ref => ref({ type, id });
	return data('ServiceContent', {
		rootFolder: own('Folder', 'group-d1'),
		propertyCollector: own('PropertyCollector', 'propertyCollector'),
		viewManager: own('ViewManager', 'ViewManager'),
		about: () => aboutInfo(world),
		setting: own('OptionManager', 'VpxSettings'),
		userDirectory: own('UserDirectory', 'UserDirectory'),
		sessionManager: own('SessionManager', 'SessionManager'),
		authorizationManager: own('AuthorizationManager', 'AuthorizationManager'),
		perfManager: own('PerformanceManager', 'PerfMgr'),
		scheduledTaskManager: own('ScheduledTaskManager', 'ScheduledTaskManager'),
		eventManager: own('EventManager', 'EventManager'),
		taskManager: own('TaskManager', 'TaskManager'),
		extensionManager: own('ExtensionManager', 'ExtensionManager'),
		customizationSpecManager: own('CustomizationSpecManager', 'CustomizationSpecManager'),
		customFieldsManager: own('CustomFieldsManager', 'CustomFieldsManager'),
		licenseManager: own('LicenseManager', 'LicenseManager'),
		searchIndex: own('SearchIndex', 'SearchIndex'),
		vmProvisioningChecker: own('VirtualMachineProvisioningChecker', 'ProvChecker'),
		vmCompatibilityChecker: own('VirtualMachineCompatibilityChecker', 'CompatChecker'),
		dvSwitchManager: own('DistributedVirtualSwitchManager', 'DVSManager'),
		cryptoManager: own('CryptoManagerKmip', 'CryptoManager'),
	});
}
