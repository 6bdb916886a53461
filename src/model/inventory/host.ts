import { type Static, Type } from 'typebox';
import { Bytes, notes, privileges } from './parts.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;

/** A VMkernel adapter. `services` are the tags (`vmotion`, `vSphereProvisioning`, `management`, …); absent when the source has no tags. */
export const VmkernelAdapter = Type.Object(
	{
		device: Type.String(),
		ip: o(Type.String()),
		/** IPv6 addresses but link-local ones; absent when the source does not tell. */
		ip6: o(Type.Array(Type.String())),
		netmask: o(Type.String()),
		gateway: o(Type.String()),
		mtu: o(Type.Number()),
		/** `defaultTcpipStack`, `vmotion`, `vSphereProvisioning`, … (HostNetStackInstance key). */
		stack: o(Type.String()),
		services: o(Type.Array(Type.String())),
		portGroup: o(Type.String()),
		mac: o(Type.String()),
	},
	closed,
);
export type VmkernelAdapter = Static<typeof VmkernelAdapter>;

/** A physical NIC. `speedMbps` is 0 when the source says that the link is down. `switch` is a switch name. */
export const PhysicalNic = Type.Object(
	{
		device: Type.String(),
		linkUp: o(Type.Boolean()),
		speedMbps: o(Type.Number({ minimum: 0 })),
		fullDuplex: o(Type.Boolean()),
		switch: o(Type.String()),
	},
	closed,
);
export type PhysicalNic = Static<typeof PhysicalNic>;

/** One ESXi firewall ruleset (HostFirewallRuleset). `allowed` lists addresses and networks (CIDR) when `allIp` is false. */
export const FirewallRuleset = Type.Object(
	{ key: Type.String(), enabled: Type.Boolean(), allIp: Type.Boolean(), allowed: Type.Array(Type.String()) },
	closed,
);
export type FirewallRuleset = Static<typeof FirewallRuleset>;

/** An ESXi host. `cluster` and `datacenter` are ids; a stand-alone host has no cluster. */
export const Host = Type.Object(
	{
		id: Type.String(),
		name: Type.String(),
		uuid: o(Type.String()),
		cluster: o(Type.String()),
		clusterName: o(Type.String()),
		datacenter: o(Type.String()),
		datacenterName: o(Type.String()),
		/** x.y.z */
		version: o(Type.String()),
		build: o(Type.Number()),
		/** `connected` | `disconnected` | `notResponding` */
		connectionState: o(Type.String()),
		/** `poweredOn` | `poweredOff` | `standBy` | `unknown` */
		powerState: o(Type.String()),
		maintenanceMode: o(Type.Boolean()),
		quarantineMode: o(Type.Boolean()),
		/** HA agent: `master` | `connectedToMaster` | `election` | `networkIsolated` | … (ClusterDasFdmHostState); absent without HA. */
		haState: o(Type.String()),
		cpu: o(
			Type.Object(
				{
					/** `intel` | `amd` | another vendor in lower case */
					vendor: o(Type.String()),
					model: o(Type.String()),
					packages: o(Type.Number()),
					cores: o(Type.Number()),
					threads: o(Type.Number()),
					hz: o(Type.Number()),
				},
				closed,
			),
		),
		memoryBytes: o(Bytes),
		/** Memory in use by VMs and the host itself. */
		memoryUsedBytes: o(Bytes),
		/** VMs that the host takes (HostCapability.maxRegisteredVMs, maxRunningVMs). */
		maxVms: o(Type.Object({ registered: o(Type.Number()), running: o(Type.Number()) }, closed)),
		/** Profiles of virtual GPUs that the host can run now (HostConfigInfo.sharedGpuCapabilities). */
		vgpuProfiles: o(Type.Array(Type.String())),
		/** EVC mode keys; `current` is "" when the source says that EVC is off. */
		evc: o(Type.Object({ current: o(Type.String()), max: o(Type.String()) }, closed)),
		vmkernelAdapters: o(Type.Array(VmkernelAdapter)),
		/** Devices with the vMotion service; absent when no source tells. */
		vmotionAdapters: o(Type.Array(Type.String())),
		physicalNics: o(Type.Array(PhysicalNic)),
		/** Distributed switches that run in enhanced datapath mode (ENS) on the host. */
		enhancedSwitches: o(Type.Array(Type.String())),
		firewall: o(
			Type.Object(
				{
					rulesets: Type.Array(FirewallRuleset),
					incomingBlocked: o(Type.Boolean()),
					outgoingBlocked: o(Type.Boolean()),
				},
				closed,
			),
		),
		dns: o(
			Type.Object(
				{
					servers: o(Type.Array(Type.String())),
					hostName: o(Type.String()),
					domain: o(Type.String()),
					searchDomains: o(Type.Array(Type.String())),
				},
				closed,
			),
		),
		time: o(
			Type.Object(
				{
					servers: o(Type.Array(Type.String())),
					/** `ntp` | `ptp` */
					protocol: o(Type.String()),
					running: o(Type.Boolean()),
					gmtOffsetSeconds: o(Type.Number()),
				},
				closed,
			),
		),
		/** Id in `licenses[]`. */
		licenseKeyId: o(Type.String()),
		/** HostCapability.vmotionSupported: true proves no licence, false fails. */
		vmotionSupported: o(Type.Boolean()),
		storageVmotionSupported: o(Type.Boolean()),
		encryptedVmotionSupported: o(Type.Boolean()),
		/** CryptoState of the host: `incapable` | `prepared` | `safe` | `pendingIncapable`. */
		cryptoState: o(Type.String()),
		/** Whether the host has a TPM 2.0. */
		tpm: o(Type.Boolean()),
		/** Address of the vCenter as the host knows it (HostListSummary.managementServerIp). */
		managementServerIp: o(Type.String()),
		/** UUIDs of the SCSI LUNs that the host sees, and their names where the source gives those. */
		luns: o(Type.Array(Type.String())),
		/** Ids of the I/O filters that are installed. */
		ioFilters: o(Type.Array(Type.String())),
		/** Ids of the datastores that the host mounts. */
		datastores: o(Type.Array(Type.String())),
		certificate: o(Type.Object({ status: o(Type.String()), expires: o(Type.String()) }, closed)),
		...privileges,
		...notes,
	},
	closed,
);
export type Host = Static<typeof Host>;
