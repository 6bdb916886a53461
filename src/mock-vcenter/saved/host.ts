import type { Host } from '../../model/inventory/host.js';
import type { Inventory } from '../../model/inventory/inventory.js';
import { encodeName } from '../managed-objects/shared/managed-entity.js';
import { ref } from '../wire/value.js';
import { type SavedObject, unknownPaths } from './contract.js';
import { hostNetwork, services } from './host-network.js';
import { type PlainObject, some } from './plain.js';

/** A host, and the object that tells of its certificate. */
export function savedHost(host: Host, parent: string | undefined, inventory: Inventory): SavedObject[] {
	const manager = { type: 'HostCertificateManager', id: `certificateManager-${host.id}` };
	const { datastores, certificate } = host;
	const own: SavedObject = {
		type: 'HostSystem',
		id: host.id,
		parent,
		properties: {
			name: encodeName(host.name),
			datastore: datastores?.map((id) => ref({ type: 'Datastore', id })),
			configManager: certificate === undefined ? undefined : { certificateManager: ref(manager) },
			capability: some({
				vmotionSupported: host.vmotionSupported,
				storageVMotionSupported: host.storageVmotionSupported,
				encryptedVMotionSupported: host.encryptedVmotionSupported,
				maxRegisteredVMs: host.maxVms?.registered,
				maxRunningVMs: host.maxVms?.running,
				tpmVersion: host.tpm === true ? '2.0' : undefined,
			}),
			hardware: cpuPackages(host),
			runtime: runtime(host),
			summary: summary(host),
			config: config(host, inventory),
		},
		unknown: unknownOf(host),
	};
	if (certificate === undefined) return [own];
	const certificateInfo = { status: certificate.status, notAfter: certificate.expires };
	return [own, { ...manager, parent: undefined, properties: { certificateInfo }, unknown: [] }];
}

function unknownOf(host: Host): string[] {
	const linksKnown = host.physicalNics?.every(({ linkUp }) => linkUp !== undefined);
	return unknownPaths({
		'config.network.pnic': linksKnown === true ? true : undefined,
		// Unset says "none" only beside a list of LUNs.
		'config.ioFilterInfo': host.ioFilters ?? (host.luns === undefined || undefined),
		'config.network.vnic': host.vmkernelAdapters,
		'config.network.dnsConfig': host.dns?.servers && host.dns.searchDomains,
		'config.dateTimeInfo': host.time?.servers,
		'config.sharedGpuCapabilities': host.vgpuProfiles,
		'summary.currentEVCModeKey': host.evc?.current,
		'capability.tpmVersion': host.tpm,
	});
}

/** Where only the vendor is known, nothing but the packages can say it. */
function cpuPackages({ cpu }: Host): PlainObject | undefined {
	return cpu?.vendor === undefined ? undefined : { cpuPkg: [{ index: 0, vendor: cpu.vendor }] };
}

function runtime(host: Host): PlainObject {
	return {
		connectionState: host.connectionState,
		powerState: host.powerState,
		inMaintenanceMode: host.maintenanceMode,
		inQuarantineMode: host.quarantineMode,
		dasHostState: host.haState === undefined ? undefined : { state: host.haState },
		cryptoState: host.cryptoState,
	};
}

function summary({ cpu, evc, ...host }: Host): PlainObject {
	return {
		hardware: {
			uuid: host.uuid,
			cpuModel: cpu?.model,
			numCpuPkgs: cpu?.packages,
			numCpuCores: cpu?.cores,
			numCpuThreads: cpu?.threads,
			cpuMhz: cpu?.hz === undefined ? undefined : cpu.hz / 1e6,
			memorySize: host.memoryBytes,
		},
		config: { name: host.name, product: { version: host.version, build: host.build } },
		quickStats: {
			overallMemoryUsage: host.memoryUsedBytes === undefined ? undefined : host.memoryUsedBytes / 1024 ** 2,
		},
		managementServerIp: host.managementServerIp,
		currentEVCModeKey: evc?.current === '' ? undefined : evc?.current,
		maxEVCModeKey: evc?.max,
	};
}

function config(host: Host, inventory: Inventory): PlainObject {
	const { vgpuProfiles = [], time, vmkernelAdapters } = host;
	return {
		network: hostNetwork(host, inventory),
		ioFilterInfo: host.ioFilters?.map((id) => ({ id })),
		storageDevice: host.luns === undefined ? undefined : { scsiLun: luns(host.luns) },
		virtualNicManagerInfo: services(vmkernelAdapters),
		firewall: firewall(host),
		sharedGpuCapabilities: vgpuProfiles.length === 0 ? undefined : vgpuProfiles.map((vgpu) => ({ vgpu })),
		dateTimeInfo:
			time?.servers === undefined
				? undefined
				: {
						timeZone: { gmtOffset: time.gmtOffsetSeconds },
						systemClockProtocol: time.protocol,
						ntpConfig: { server: time.servers },
					},
		service:
			time?.running === undefined
				? undefined
				: { service: [{ key: time.protocol === 'ptp' ? 'ptpd' : 'ntpd', running: time.running }] },
	};
}

/** Names are told after the UUIDs that they belong to. */
function luns(names: readonly string[]): PlainObject[] {
	return names.map((name) => (/^[0-9a-f]+$/i.test(name) ? { uuid: name } : { canonicalName: name }));
}

function firewall({ firewall: saved }: Host): PlainObject | undefined {
	if (saved === undefined) return undefined;
	return {
		defaultPolicy: { incomingBlocked: saved.incomingBlocked, outgoingBlocked: saved.outgoingBlocked },
		ruleset: saved.rulesets.map(({ key, enabled, allIp, allowed }) => ({
			key,
			enabled,
			allowedHosts: {
				ipAddress: allowed.filter((address) => !address.includes('/')),
				ipNetwork: allowed.filter((address) => address.includes('/')).map(networkOf),
				allIp,
			},
		})),
	};
}

function networkOf(cidr: string): PlainObject {
	const slash = cidr.lastIndexOf('/');
	return { network: cidr.slice(0, slash), prefixLength: Number(cidr.slice(slash + 1)) };
}
