// An estate in memory: clusters of 50 hosts with 8 datastores each, 16 VMs per host.

const PER_CLUSTER = 50;
const GB = 1024 ** 3;

function hosts(side, count, bare) {
	return Array.from({ length: count }, (_, i) => ({
		id: `host-${i}`,
		name: `esx${i}.${side}.example.com`,
		cluster: `domain-c${Math.floor(i / PER_CLUSTER)}`,
		...(bare ? {} : hostData(i)),
	}));
}
function hostData(i) {
	return {
		version: '8.0.3',
		build: 24_022_510,
		connectionState: 'connected',
		powerState: 'poweredOn',
		maintenanceMode: false,
		quarantineMode: false,
		cpu: { vendor: 'intel', model: 'Xeon Gold 6338', packages: 2, cores: 64, threads: 128, hz: 2e9 },
		memoryBytes: 1024 * GB,
		evc: { current: i % 100 === 0 ? 'intel-broadwell' : 'intel-icelake', max: 'intel-icelake' },
		vmkernelAdapters: [
			{
				device: 'vmk0',
				ip: `10.1.${i >> 8}.${i & 255}`,
				netmask: '255.255.0.0',
				mtu: 1500,
				stack: 'defaultTcpipStack',
				services: ['management'],
			},
			{
				device: 'vmk1',
				ip: `10.2.${i >> 8}.${i & 255}`,
				netmask: '255.255.0.0',
				mtu: 9000,
				stack: 'defaultTcpipStack',
				services: ['vmotion'],
			},
		],
		vmotionAdapters: i % 97 === 0 ? [] : ['vmk1'],
		physicalNics: [{ device: 'vmnic0', linkUp: true, speedMbps: 25_000, fullDuplex: true, switch: 'dvs' }],
		firewall: {
			rulesets: [
				{ key: 'vMotion', enabled: true, allIp: true, allowed: [] },
				{ key: 'NFC', enabled: true, allIp: true, allowed: [] },
			],
			incomingBlocked: true,
			outgoingBlocked: true,
		},
		dns: { servers: ['10.0.0.53'], hostName: `esx${i}`, domain: 'example.com' },
		licenseKeyId: 'lic-1',
		datastores: Array.from({ length: 8 }, (_, d) => `ds-${Math.floor(i / PER_CLUSTER)}-${d}`),
	};
}
function datastores(clusters, bare) {
	return Array.from({ length: clusters * 8 }, (_, i) => ({
		id: `ds-${Math.floor(i / 8)}-${i % 8}`,
		name: `datastore-${i}`,
		...(bare
			? {}
			: {
					type: 'VMFS',
					capacityBytes: 100_000 * GB,
					freeBytes: 90_000 * GB,
					accessible: true,
					maintenanceMode: 'normal',
				}),
	}));
}
function vms(side, count, hosts, bare) {
	return Array.from({ length: count }, (_, i) => ({
		id: `vm-${i}`,
		name: side === 'source' ? `app-${i}` : `there-${i}`,
		host: `host-${i % hosts}`,
		...(bare ? {} : vmData(side, i, hosts)),
	}));
}
function vmData(side, i, hosts) {
	const cluster = Math.floor((i % hosts) / PER_CLUSTER);
	return {
		instanceUuid: `${side}-5000-${i}`,
		uuid: `${side}-4200-${i}`,
		path: '/DC/Prod',
		cluster: `domain-c${cluster}`,
		powerState: i % 5 === 0 ? 'poweredOff' : 'poweredOn',
		connectionState: 'connected',
		template: false,
		hardwareVersion: 19,
		cpus: 4,
		memoryBytes: 16 * GB,
		memoryReservationBytes: 0,
		encrypted: i % 5000 === 7,
		disks: [0, 1].map((d) => ({
			id: `${2000 + d}`,
			label: `Hard disk ${d + 1}`,
			capacityBytes: 50 * GB,
			datastore: `ds-${cluster}-${i % 8}`,
			thin: true,
			mode: 'persistent',
			sharing: 'sharingNone',
			sharedBus: 'noSharing',
			raw: false,
			encrypted: false,
		})),
		nics: [
			{
				id: '4000',
				label: 'Network adapter 1',
				type: 'vmxnet3',
				network: `net-${i % 200}`,
				networkName: `VLAN${i % 200}`,
				mac: `00:50:${side === 'source' ? 56 : 57}:${(i >> 16) & 255}:${(i >> 8) & 255}:${i & 255}`,
				connected: true,
				startConnected: true,
			},
		],
		media: [{ id: '3000', label: 'CD/DVD drive 1', kind: 'cdrom', backing: 'none', connected: false }],
		devices: [],
		snapshots: [],
		usedBytes: 60 * GB,
		faultToleranceState: 'notConfigured',
		disabledMethods: [],
		toolsInstallerMounted: false,
		minRequiredEvcMode: 'intel-haswell',
	};
}
/** @param size `vms` and `hosts` of the side, `bare` without nearly all data */
export function inventory(side, { vms: vmCount, hosts: hostCount, bare = false }) {
	const clusters = Math.ceil(hostCount / PER_CLUSTER);
	const vlans = Array.from({ length: 200 }, (_, i) => ({
		id: `net-${i}`,
		name: `VLAN${i}`,
		kind: 'distributed',
		vlan: { id: i + 1 },
		switch: 'dvs-1',
		switchName: 'dvs',
		hosts: Array.from({ length: hostCount }, (_, h) => `host-${h}`),
	}));
	return {
		schemaVersion: 1,
		kind: 'xvcheck.inventory',
		source: { kind: 'inventory', location: side },
		collectedAt: '2026-11-24T06:00:00Z',
		tool: { name: 'xvcheck', version: '0' },
		vcenter: bare
			? {}
			: { name: `vc-${side}`, version: '8.0.3', build: 24_022_515, apiType: 'VirtualCenter', instanceUuid: side },
		datacenters: [{ id: 'datacenter-1', name: 'DC' }],
		folders: [],
		clusters: Array.from({ length: clusters }, (_, i) => ({ id: `domain-c${i}`, name: `Cluster${i}` })),
		resourcePools: [],
		hosts: hosts(side, hostCount, bare),
		datastores: datastores(clusters, bare),
		networks: vlans,
		switches: [{ id: 'dvs-1', name: 'dvs', kind: 'distributed', version: '8.0.0' }],
		vms: vms(side, vmCount, hostCount, bare),
		licenses: [{ id: 'lic-1', name: 'vSphere 8 Enterprise Plus', editionKey: 'esx.enterprisePlus', expires: 'never' }],
		keyProviders: [],
		coverage: [],
	};
}
