import type { HostEntity } from '../../estate/entities.js';
import type { Estate } from '../../estate/estate.js';
import { boolean, data, dateTime, enumeration, int, list, ref, string, strings } from '../../wire/value.js';
import { firewallInfo } from './host-firewall.js';
import { networkInfo } from './host-network.js';
import { virtualNicManagerInfo, vmotionInfo } from './host-vmkernel.js';

/** HostConfigInfo. Of a host that is not connected vCenter keeps less: no firewall, services, time. */
export function hostConfig(host: HostEntity, estate: Estate) {
	const connected = (host.group.state ?? 'connected') === 'connected';
	return data('HostConfigInfo', {
		host: ref(host),
		product: () => productOf(host),
		deploymentInfo: undefined,
		hyperThread: undefined,
		consoleReservation: undefined,
		storageDevice: undefined,
		network: () => networkInfo(host, estate),
		vmotion: () => vmotionInfo(host),
		virtualNicManagerInfo: () => virtualNicManagerInfo(host),
		capabilities: undefined,
		service: connected ? () => serviceInfo(host) : undefined,
		firewall: connected ? () => firewallInfo(host.group) : undefined,
		option: undefined,
		dateTimeInfo: connected ? () => dateTimeInfo(host) : undefined,
		adminDisabled: undefined,
		lockdownMode: enumeration('HostLockdownMode', 'lockdownDisabled'),
		certificate: undefined,
		pciPassthruInfo: undefined,
		featureCapability: undefined,
		graphicsInfo: undefined,
		sharedPassthruGpuTypes: undefined,
		sharedGpuCapabilities: undefined,
		ioFilterInfo: undefined,
	});
}

/** AboutInfo of the hypervisor. */
export function productOf({ group }: HostEntity) {
	return data('AboutInfo', {
		name: string('VMware ESXi'),
		fullName: string(`VMware ESXi ${group.version} build-${group.build}`),
		vendor: string('VMware, Inc.'),
		version: string(group.version),
		patchLevel: string('0.0'),
		build: string(String(group.build)),
		localeVersion: string('INTL'),
		localeBuild: string('000'),
		osType: string('vmnix-x86'),
		productLineId: string('embeddedEsx'),
		apiType: string('HostAgent'),
		apiVersion: string(`${group.version}.0`),
		licenseProductName: string('VMware ESX Server'),
		licenseProductVersion: string(`${group.version.split('.')[0]}.0`),
	});
}

/** HostServiceInfo. */
export function serviceInfo({ group }: HostEntity) {
	const ntp = group.ntp?.running ?? group.ntp !== undefined;
	const services: readonly (readonly [key: string, label: string, running: boolean])[] = [
		['TSM-SSH', 'SSH', false],
		['ntpd', 'NTP Daemon', ntp],
		['ptpd', 'PTP Daemon', false],
		['vpxa', 'VMware vCenter Agent', true],
	];
	return data('HostServiceInfo', {
		service: list(
			'HostService',
			services.map(([key, label, running]) =>
				data('HostService', {
					key: string(key),
					label: string(label),
					required: boolean(false),
					uninstallable: boolean(false),
					running: boolean(running),
					ruleset: strings(key === 'ntpd' ? ['ntpClient'] : []),
					policy: string(running ? 'on' : 'off'),
				}),
			),
		),
	});
}

/** HostDateTimeInfo. */
export function dateTimeInfo({ group }: HostEntity) {
	return data('HostDateTimeInfo', {
		timeZone: data('HostDateTimeSystemTimeZone', {
			key: string('UTC'),
			name: string('UTC'),
			description: string('UTC'),
			gmtOffset: int(0),
		}),
		systemClockProtocol: string('ntp'),
		ntpConfig: data('HostNtpConfig', { server: strings(group.ntp?.servers ?? []) }),
		ptpConfig: undefined,
		enabled: boolean(group.ntp?.running ?? group.ntp !== undefined),
		disableEvents: boolean(false),
		disableFallback: undefined,
		inFallbackState: undefined,
		serviceSync: undefined,
		lastSyncTime: dateTime(undefined),
		remoteNtpServer: undefined,
	});
}
