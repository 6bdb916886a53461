import { DATASTORE_MIB, type Site, uuidOf } from './rvtools-47-site.js';
import type { CellValue } from './workbook.js';

type Row = Record<string, CellValue>;

/** A key that belongs to nobody. */
const LICENSE_KEY = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';

/** The tabs about the vCenter, its clusters, hosts, switches, datastores and licences. */
export function hostTabs(site: Site): Record<string, Row[]> {
	const hosts = Array.from({ length: site.hosts }, (_, index) => index);
	return {
		vSource: [vSource(site)],
		vRP: numbers(site.clusters).map((cluster) => resourcePool(site, cluster)),
		vCluster: numbers(site.clusters).map((cluster) => vCluster(site, cluster)),
		vHost: hosts.map((host) => vHost(site, host)),
		vHBA: hosts.map((host) => ({ ...place(site, host), Device: 'vmhba0', Type: 'Block SCSI', Status: 'online' })),
		vNIC: hosts.flatMap((host) => [0, 1].map((nic) => vNic(site, host, nic))),
		vSwitch: hosts.map((host) => vSwitch(site, host)),
		vPort: hosts.map((host) => vPort(site, host)),
		dvSwitch: [dvSwitch(site)],
		dvPort: dvPorts(site),
		vSC_VMK: hosts.flatMap((host) => [0, 1].map((adapter) => vmkernel(site, host, adapter))),
		vDatastore: numbers(site.datastores).map((datastore) => vDatastore(site, datastore)),
		vLicense: vLicenses(site),
		vMetaData: [vMetaData(site)],
	};
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

const place = (site: Site, host: number): Row => ({
	Host: site.hostName(host),
	Datacenter: site.datacenter,
	Cluster: site.clusterName(site.clusterOfHost(host)),
});

function vSource(site: Site): Row {
	const fullName = `VMware vCenter Server ${site.version} build-${site.build}`;
	return {
		Name: 'VMware vCenter Server',
		'OS type': 'linux-x64',
		'API type': 'VirtualCenter',
		'API version': `${site.version}.0`,
		Version: site.version,
		'Patch level': '00000',
		Build: site.build,
		Fullname: fullName,
		'Product name': 'VMware VirtualCenter Server',
		'Product version': site.version,
		'Product line': 'vpx',
		Vendor: 'VMware, Inc.',
	};
}

function resourcePool(site: Site, cluster: number): Row {
	return {
		'Resource Pool name': 'Resources',
		'Resource Pool path': `/${site.datacenter}/${site.clusterName(cluster)}/Resources`,
		Status: 'green',
		'CPU level': 'normal',
		'Mem level': 'normal',
		'CPU limit': -1,
		'Mem limit': -1,
		'Object ID': `resgroup-${10 + cluster}`,
	};
}

function vCluster(site: Site, cluster: number): Row {
	const hosts = numbers(site.hosts).filter((host) => site.clusterOfHost(host) === cluster).length;
	return {
		Name: site.clusterName(cluster),
		'Config status': 'green',
		OverallStatus: 'green',
		NumHosts: hosts,
		numEffectiveHosts: hosts,
		TotalCpu: hosts * 76_800,
		NumCpuCores: hosts * 32,
		NumCpuThreads: hosts * 64,
		TotalMemory: hosts * 524_288,
		'HA enabled': 'True',
		'Failover Level': 1,
		AdmissionControlEnabled: 'True',
		'DRS enabled': 'True',
		'DRS default VM behavior': 'fullyAutomated',
		'DRS vmotion rate': 3,
		'Object ID': `domain-c${8 + cluster}`,
	};
}

function vHost(site: Site, host: number): Row {
	const vms = numbers(site.vms).filter((vm) => site.hostOfVm(vm) === host).length;
	return {
		...place(site, host),
		'Config status': 'green',
		'in Maintenance Mode': 'False',
		'in Quarantine Mode': 'False',
		'CPU Model': 'Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz',
		Speed: 2394,
		'HT Available': 'True',
		'HT Active': 'True',
		'# CPU': 2,
		'Cores per CPU': 16,
		'# Cores': 32,
		'# Memory': 524_288,
		'Memory Tiering Type': 'noTiering',
		'# NICs': 2,
		'# HBAs': 1,
		'# VMs total': vms,
		'# VMs': vms,
		'VMs per Core': vms / 32,
		'vCPUs per Core': 1.5,
		'VMotion support': 'True',
		'Storage VMotion support': 'True',
		'Current EVC': 'intel-cascadelake',
		'Max EVC': 'intel-cascadelake',
		'Assigned License(s)': LICENSE_KEY,
		'ATS Heartbeat': '1',
		'ATS Locking': '1',
		'Host Power Policy': 'dynamic',
		'ESX Version': site.esx,
		'Boot time': site.exportedAt - 60,
		'DNS Servers': '10.1.0.53, 10.1.0.54',
		Domain: `${site.site}.example.com`,
		'DNS Search Order': `${site.site}.example.com, example.com`,
		'NTP Server(s)': '10.1.0.123, 10.1.0.124',
		'NTPD running': 'True',
		'Time Zone': 'UTC',
		'Time Zone Name': 'UTC',
		'GMT Offset': '0',
		Vendor: 'Dell Inc.',
		Model: 'PowerEdge R640',
		'Service tag': `SVC${host}${site.site.toUpperCase()}`,
		'BIOS Version': '2.19.1',
		'BIOS Date': 45_000,
		'Certificate Issuer': 'O=VMware Engineering,CN=CA',
		'Certificate Start Date': site.exportedAt - 300,
		'Certificate Expiry Date': site.exportedAt + 1000,
		'Certificate Status': 'good',
		'Certificate Subject': `CN=${site.hostName(host)}`,
		'Object ID': `host-${20 + host}`,
		UUID: uuidOf(site.site, 'host', host),
	};
}

function vNic(site: Site, host: number, nic: number): Row {
	return {
		...place(site, host),
		'Network Device': `vmnic${nic}`,
		Driver: 'i40en',
		Speed: 10_000,
		Duplex: 'True',
		MAC: `24:6e:96:${hex(host >> 8)}:${hex(host)}:${hex(nic + site.site.charCodeAt(0))}`,
		Switch: nic === 0 ? 'vSwitch0' : 'dvs-prod',
		'Uplink port': nic === 0 ? undefined : 'Uplink 1',
		WakeOn: 'True',
	};
}

function vSwitch(site: Site, host: number): Row {
	return {
		...place(site, host),
		Switch: 'vSwitch0',
		'# Ports': 2560,
		'Free Ports': 2500,
		Policy: 'loadbalance_srcid',
		'Reverse Policy': 'True',
		'Notify Switch': 'True',
		Offload: 'True',
		TSO: 'True',
		MTU: 1500,
	};
}

function vPort(site: Site, host: number): Row {
	return {
		...place(site, host),
		'Port Group': 'Management Network',
		Switch: 'vSwitch0',
		VLAN: '0',
		Policy: 'loadbalance_srcid',
		'Notify Switch': 'True',
	};
}

function dvSwitch(site: Site): Row {
	return {
		Switch: 'dvs-prod',
		Datacenter: site.datacenter,
		Name: 'dvs-prod',
		Vendor: 'VMware, Inc.',
		Version: '8.0.3',
		Created: site.exportedAt - 900,
		'Host members': numbers(site.hosts).map(site.hostName).join(', '),
		'Max Ports': 2_147_483_647,
		'# Ports': 128,
		'# VMs': site.vms,
		'CDP Type': 'cdp',
		'CDP Operation': 'listen',
		'Max MTU': 9000,
		'Object ID': 'dvs-50',
	};
}

function dvPorts(site: Site): Row[] {
	const groups: Row[] = [
		...numbers(site.networks).map((network) => ({ Port: site.networkName(network), VLAN: 10 + network })),
		{ Port: 'vMotion', VLAN: 99 },
		{ Port: 'dvs-prod-DVUplinks-50', VLAN: undefined },
	];
	return groups.map((group, index) => ({
		...group,
		Switch: 'dvs-prod',
		Type: 'earlyBinding',
		'# Ports': 8,
		Policy: 'loadbalance_srcid',
		'Active Uplink': 'Uplink 1',
		'Notify Switch': 'True',
		'Object ID': `dvportgroup-${60 + index}`,
	}));
}

function vmkernel(site: Site, host: number, adapter: number): Row {
	const subnet = `10.${site.site.charCodeAt(0)}.${adapter === 0 ? 0 : 99}`;
	return {
		...place(site, host),
		'Port Group': adapter === 0 ? 'Management Network' : 'vMotion',
		Device: `vmk${adapter}`,
		'Mac Address': `00:50:56:6${adapter}:${hex(host)}:${hex(site.site.charCodeAt(0))}`,
		'IP Address': `${subnet}.${10 + (host % 240)}`,
		'Subnet mask': '255.255.255.0',
		Gateway: adapter === 0 ? `${subnet}.1` : undefined,
		MTU: adapter === 0 ? 1500 : 9000,
	};
}

function vDatastore(site: Site, datastore: number): Row {
	const used = Math.floor(DATASTORE_MIB / 4);
	return {
		Name: site.datastoreName(datastore),
		'Config status': 'green',
		Address: `naa.${uuidOf(site.site, 'lun', datastore).replaceAll('-', '')}`,
		Accessible: 'True',
		Type: 'VMFS',
		'Capacity MiB': DATASTORE_MIB,
		'Provisioned MiB': used * 2,
		'In Use MiB': used,
		'Free MiB': DATASTORE_MIB - used,
		'Free %': 75,
		'# Hosts': site.hosts,
		Hosts: numbers(site.hosts).map(site.hostName).join(', '),
		'Block size': 1,
		'# Extents': 1,
		'Major Version': 6,
		Version: '6.82',
		MHA: 'True',
		URL: `ds:///vmfs/volumes/${uuidOf(site.site, 'vmfs', datastore)}/`,
		'Object ID': `datastore-${40 + datastore}`,
	};
}

function vLicenses(site: Site): Row[] {
	return [
		{
			Name: 'vSphere 8 Enterprise Plus',
			Key: LICENSE_KEY,
			'Cost Unit': 'cpuPackage:32core',
			Total: 10_000,
			Used: site.hosts * 2,
			'Expiration Date': 'Never',
			Features: 'vSphere vMotion, vSphere Storage vMotion, Cross Virtual Center vMotion, vSphere vMotion Metro',
		},
		{
			Name: 'vCenter Server 8 Standard',
			Key: 'FFFFF-GGGGG-HHHHH-IIIII-JJJJJ',
			'Cost Unit': 'server',
			Total: 16,
			Used: 1,
			'Expiration Date': 'Never',
		},
	];
}

function vMetaData(site: Site): Row {
	return {
		'RVTools major version': 4.7,
		'RVTools version': '4.7.1.4',
		'xlsx creation datetime': site.exportedAt,
		Server: site.server,
	};
}

const hex = (value: number) => (value & 255).toString(16).padStart(2, '0');
