import type { HostEntity } from '../estate/entities.js';
import { boolean, data, dateTime, enumeration, int, ref, refs, string } from '../wire/value.js';
import { inventoryType, type World } from './contract.js';
import { hostConfig, productOf } from './shared/host-config.js';
import { hardwareInfo, hardwareSummary } from './shared/host-hardware.js';
import { tagged } from './shared/host-vmkernel.js';
import { encodeName, managedEntity } from './shared/managed-entity.js';

export default inventoryType<HostEntity>({
	type: 'HostSystem',
	bases: ['ManagedEntity'],
	properties: (host, world) => ({
		...managedEntity(host),
		capability: () => capability(host),
		config: () => hostConfig(host, world.estate),
		configManager: () => configManager(host),
		datastore: () => refs(world.estate.datastoresOf(host)),
		datastoreBrowser: undefined,
		answerFileValidationResult: undefined,
		answerFileValidationState: undefined,
		complianceCheckResult: undefined,
		complianceCheckState: undefined,
		hardware: () => hardwareInfo(host),
		licensableResource: undefined,
		precheckRemediationResult: undefined,
		remediationResult: undefined,
		remediationState: undefined,
		network: () => refs(world.estate.networksOf(host)),
		runtime: () => runtime(host),
		summary: () => summary(host, world),
		systemResources: undefined,
		vm: () => refs(world.estate.vmsOf(host)),
	}),
});

function runtime({ group, compute }: HostEntity) {
	const ha = compute.spec !== undefined && (compute.spec.ha ?? true);
	return data('HostRuntimeInfo', {
		connectionState: enumeration('HostSystemConnectionState', group.state ?? 'connected'),
		powerState: enumeration('HostSystemPowerState', group.power ?? 'poweredOn'),
		standbyMode: string(group.power === 'standBy' ? 'in' : 'none'),
		inMaintenanceMode: boolean(group.maintenance ?? false),
		inQuarantineMode: boolean(group.quarantine ?? false),
		bootTime: dateTime('2026-09-01T04:00:00Z'),
		healthSystemRuntime: undefined,
		dasHostState: ha
			? data('ClusterDasFdmHostState', {
					state: string(group.haState ?? 'connectedToMaster'),
					stateReporter: undefined,
				})
			: undefined,
		tpmPcrValues: undefined,
		vsanRuntimeInfo: undefined,
		networkRuntimeInfo: undefined,
		hostMaxVirtualDiskCapacity: undefined,
		cryptoState: string(group.cryptoState ?? 'incapable'),
		cryptoKeyId: undefined,
	});
}

function summary(host: HostEntity, world: World) {
	return data('HostListSummary', {
		host: ref(host),
		hardware: () => hardwareSummary(host),
		runtime: () => runtime(host),
		config: () =>
			data('HostConfigSummary', {
				name: string(encodeName(host.name)),
				port: int(443),
				sslThumbprint: undefined,
				product: () => productOf(host),
				vmotionEnabled: boolean(tagged(host, 'vmotion').length > 0),
				faultToleranceEnabled: boolean(false),
			}),
		quickStats: data('HostListSummaryQuickStats', {
			overallCpuUsage: int(1200),
			overallMemoryUsage: int(65_536),
			uptime: int(6_912_000),
		}),
		overallStatus: enumeration('ManagedEntityStatus', 'green'),
		rebootRequired: boolean(false),
		customValue: undefined,
		managementServerIp: string(world.estate.spec.name),
		maxEVCModeKey: string(host.group.evcMax),
		currentEVCModeKey: string(host.compute.spec?.evc),
		gateway: undefined,
		tpmAttestation: undefined,
	});
}

function capability({ group }: HostEntity): ReturnType<typeof data> {
	const able = group.vmotionCapable ?? true;
	return data('HostCapability', {
		recursiveResourcePoolsSupported: boolean(true),
		vmotionSupported: boolean(able),
		maxRunningVMs: int(1024),
		maxSupportedVcpus: int(768),
		maxRegisteredVMs: int(4096),
		maintenanceModeSupported: boolean(true),
		unsharedSwapVMotionSupported: boolean(true),
		storageVMotionSupported: boolean(able),
		vmotionWithStorageVMotionSupported: boolean(able),
		vmotionAcrossNetworkSupported: boolean(able),
		featureCapabilitiesSupported: boolean(true),
		cryptoSupported: boolean(true),
		encryptedVMotionSupported: boolean(able),
		tpmVersion: undefined,
	});
}

function configManager(host: HostEntity) {
	const number = host.id.slice('host-'.length);
	const system = (type: string, prefix: string) => ref({ type, id: `${prefix}-${number}` });
	return data('HostConfigManager', {
		networkSystem: system('HostNetworkSystem', 'networkSystem'),
		vmotionSystem: system('HostVMotionSystem', 'vmotionSystem'),
		virtualNicManager: system('HostVirtualNicManager', 'virtualNicManager'),
		serviceSystem: system('HostServiceSystem', 'serviceSystem'),
		firewallSystem: system('HostFirewallSystem', 'firewallSystem'),
		autoStartManager: system('HostAutoStartManager', 'autoStartManager'),
		dateTimeSystem: system('HostDateTimeSystem', 'dateTimeSystem'),
		certificateManager: system('HostCertificateManager', 'certificateManager'),
	});
}
