import { describe, expect, it } from 'vitest';
import { fromTabs, fromVim, reasonOf, ref, tab, vim, vimHost } from '../support/collected.js';

const VM = { VM: 'app-01', 'VM ID': 'vm-1', Powerstate: 'poweredOn', 'Connection state': 'connected', Host: 'esx01' };
const host = async (cells: Record<string, string | number | boolean | undefined>) =>
	(await fromTabs([tab('vInfo', [VM]), tab('vHost', [{ Host: 'esx01', ...cells }])])).hosts[0]!;

describe('esxi-version', () => {
	it('reads version and build from the API and from the full name that RVTools shows', async () => {
		const live = await vimHost({
			'summary.config.product.version': '8.0.3',
			'summary.config.product.build': '24784735',
		});
		expect(live).toMatchObject({ version: '8.0.3', build: 24784735 });
		expect(await host({ 'ESX Version': 'VMware ESXi 6.7.0 build-13006603' })).toMatchObject({
			version: '6.7.0',
			build: 13006603,
		});
	});

	it('reads the whole config of a recording as well', async () => {
		expect(await vimHost({ summary: '<config><product><version>8.0.1</version></product></config>' })).toMatchObject({
			version: '8.0.1',
		});
	});

	it('cannot understand a name without a version', async () => {
		const inventory = await fromTabs([tab('vInfo', [VM]), tab('vHost', [{ Host: 'esx01', 'ESX Version': 'ESXi' }])]);
		expect(inventory.hosts[0]).not.toHaveProperty('version');
		expect(reasonOf(inventory, 'hosts', 'version')).toBe('read-error');
	});
});

describe('host-identity', () => {
	it('names cluster and datacenter of a host, and no cluster for a stand-alone one', async () => {
		const { hosts } = await fromVim([
			vim('Folder', 'group-d1', { name: 'Datacenters' }),
			vim('Datacenter', 'datacenter-1', { name: 'Milan%2fNorth', parent: 'group-d1' }),
			vim('Folder', 'group-h1', { name: 'host', parent: 'datacenter-1' }),
			vim('ClusterComputeResource', 'domain-c1', { name: 'Prod', parent: 'group-h1' }),
			vim('ComputeResource', 'domain-s1', { name: 'esx09', parent: 'group-h1' }),
			vim('HostSystem', 'host-1', { name: 'esx01', parent: 'domain-c1' }),
			vim('HostSystem', 'host-9', { name: 'esx09', parent: 'domain-s1' }),
		]);
		expect(hosts).toMatchObject([
			{ id: 'host-1', cluster: 'domain-c1', clusterName: 'Prod', datacenterName: 'Milan/North' },
			{ id: 'host-9', datacenter: 'datacenter-1' },
		]);
		expect(hosts[1]).not.toHaveProperty('cluster');
	});

	it('lists a host that only vInfo names, with nothing known of it', async () => {
		const inventory = await fromTabs([
			tab('vInfo', [{ ...VM, Host: 'esx02' }]),
			tab('vHost', [{ Host: 'esx01', '# CPU': 2 }]),
		]);
		expect(inventory.hosts.map(({ name, cpu }) => [name, cpu?.packages])).toEqual([
			['esx01', 2],
			['esx02', undefined],
		]);
		expect(inventory.vms[0]?.host).toBe(inventory.hosts[1]?.id);
	});
});

describe('the vCenter of a host', () => {
	it('is the address that the host knows it by', async () => {
		expect(await vimHost({ 'summary.managementServerIp': '10.1.1.5' })).toMatchObject({
			managementServerIp: '10.1.1.5',
		});
	});
});

describe('host-state', () => {
	it('reads connection, power, maintenance and quarantine', async () => {
		expect(
			await vimHost({
				'runtime.connectionState': 'connected',
				'runtime.powerState': 'poweredOn',
				'runtime.inMaintenanceMode': 'true',
				'runtime.inQuarantineMode': 'false',
			}),
		).toMatchObject({
			connectionState: 'connected',
			powerState: 'poweredOn',
			maintenanceMode: true,
			quarantineMode: false,
		});
	});

	it('infers from RVTools that a host with a connected running VM was connected, and nothing of an empty one', async () => {
		const hosts = tab('vHost', [
			{ Host: 'esx01', 'in Maintenance Mode': 'False' },
			{ Host: 'esx02', 'in Maintenance Mode': 'True' },
		]);
		const inventory = await fromTabs([
			tab('vInfo', [VM, { ...VM, VM: 'b', 'VM ID': 'vm-2', Powerstate: 'poweredOff', Host: 'esx02' }]),
			hosts,
		]);
		expect(inventory.hosts.map(({ connectionState, maintenanceMode }) => [connectionState, maintenanceMode])).toEqual([
			['connected', false],
			[undefined, true],
		]);
	});

	it('reads model, counts, clock and memory', async () => {
		const live = await vimHost({
			'hardware.cpuPkg': [
				'ArrayOfHostCpuPackage',
				'<HostCpuPackage><index>0</index><vendor>intel</vendor></HostCpuPackage>',
			],
			'summary.hardware.cpuModel': 'Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz',
			'summary.hardware.numCpuPkgs': '2',
			'summary.hardware.numCpuCores': '40',
			'summary.hardware.numCpuThreads': '80',
			'summary.hardware.cpuMhz': '2494',
			'summary.hardware.memorySize': '549755813888',
		});
		expect(live.cpu).toEqual({
			vendor: 'intel',
			model: 'Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz',
			packages: 2,
			cores: 40,
			threads: 80,
			hz: 2_494_000_000,
		});
		expect(live.memoryBytes).toBe(549_755_813_888);
		const sheet = await host({
			'CPU Model': 'AMD EPYC 7543 32-Core Processor',
			'# CPU': 2,
			'# Cores': 64,
			Speed: 2795,
			'# Memory': 1024,
		});
		expect(sheet.cpu).toEqual({
			vendor: 'amd',
			model: 'AMD EPYC 7543 32-Core Processor',
			packages: 2,
			cores: 64,
			hz: 2_795_000_000,
		});
		expect(sheet.memoryBytes).toBe(1_073_741_824);
	});

	it('does not take the vendor of the server for that of the CPU', async () => {
		expect(await host({ Vendor: 'Dell Inc.', 'CPU Model': 'Unknown' })).not.toHaveProperty('cpu.vendor');
	});

	it('tells EVC that is off from EVC that was not read', async () => {
		const cpu = { 'summary.hardware.cpuModel': 'Intel', 'summary.maxEVCModeKey': 'intel-broadwell' };
		expect((await vimHost(cpu)).evc).toEqual({ current: '', max: 'intel-broadwell' });
		expect(await vimHost({})).not.toHaveProperty('evc');
		expect((await host({ 'Current EVC': undefined, 'Max EVC': 'intel-cascadelake' })).evc).toEqual({
			current: '',
			max: 'intel-cascadelake',
		});
		expect((await host({ 'Current EVC': undefined, 'Max EVC': undefined, '# CPU': 1 })).evc).toBeUndefined();
	});
});

const VNIC = (device: string, spec: string, portgroup = ''): string =>
	`<HostVirtualNic><device>${device}</device><key>key-vim.host.VirtualNic-${device}</key><portgroup>${portgroup}</portgroup><spec>${spec}</spec></HostVirtualNic>`;
const TAGS = (...tags: [string, ...string[]][]): string =>
	tags
		.map(
			([service, ...devices]) =>
				`<VirtualNicManagerNetConfig><nicType>${service}</nicType>${devices
					.map((device) => `<selectedVnic>${service}.key-vim.host.VirtualNic-${device}</selectedVnic>`)
					.join('')}</VirtualNicManagerNetConfig>`,
		)
		.join('');
const vnics = (...all: string[]) => ['ArrayOfHostVirtualNic', all.join('')] as const;
const tags = (...all: [string, ...string[]][]) => ['ArrayOfVirtualNicManagerNetConfig', TAGS(...all)] as const;

describe('the TPM of a host', () => {
	it('counts from version 2.0 on, and is unknown while its capabilities are not read', async () => {
		const able = { 'capability.vmotionSupported': 'true' };
		expect((await vimHost({ ...able, 'capability.tpmVersion': '2.0' })).tpm).toBe(true);
		expect((await vimHost({ ...able, 'capability.tpmVersion': '1.2' })).tpm).toBe(false);
		expect((await vimHost(able)).tpm).toBe(false);
		expect(await vimHost({})).not.toHaveProperty('tpm');
	});
});

describe('profiles of virtual GPUs', () => {
	const model = { 'summary.hardware.cpuModel': 'Intel(R) Xeon(R)' };
	it('are those that the host lists, and none where it lists nothing', async () => {
		const list = (...names: string[]) =>
			[
				'ArrayOfHostSharedGpuCapabilities',
				names.map((name) => `<HostSharedGpuCapabilities><vgpu>${name}</vgpu></HostSharedGpuCapabilities>`).join(''),
			] as const;
		const host = await vimHost({ ...model, 'config.sharedGpuCapabilities': list('grid_p40-8q', 'grid_p40-4q') });
		expect(host.vgpuProfiles).toEqual(['grid_p40-8q', 'grid_p40-4q']);
		expect((await vimHost(model)).vgpuProfiles).toEqual([]);
	});
});

describe('vmkernel', () => {
	const distributed = '<distributedVirtualPort><portgroupKey>dvportgroup-27</portgroupKey></distributedVirtualPort>';
	const management =
		'<ip><ipAddress>10.2.0.3</ipAddress><subnetMask>255.255.240.0</subnetMask></ip><mtu>1500</mtu><netStackInstanceKey>defaultTcpipStack</netStackInstanceKey>';
	const vmotion = `<ip><ipAddress>10.2.0.4</ipAddress><subnetMask>255.255.240.0</subnetMask></ip>${distributed}<mtu>9000</mtu><netStackInstanceKey>vmotion</netStackInstanceKey>`;
	const stacks = [
		'ArrayOfHostNetStackInstance',
		'<HostNetStackInstance><key>vmotion</key><ipRouteConfig><defaultGateway>10.2.0.1</defaultGateway></ipRouteConfig></HostNetStackInstance>',
	] as const;

	it('reads adapters with their services, stack, gateway and the port group behind a port key', async () => {
		const group = vim('DistributedVirtualPortgroup', 'dvportgroup-27', { name: 'vMotion%2fA' });
		const found = await vimHost(
			{
				'config.network.vnic': vnics(VNIC('vmk0', management, 'Management Network'), VNIC('vmk1', vmotion)),
				'config.network.ipRouteConfig': '<defaultGateway>10.2.0.254</defaultGateway>',
				'config.network.netStackInstance': stacks,
				'config.virtualNicManagerInfo.netConfig': tags(
					['vmotion', 'vmk1'],
					['management', 'vmk0'],
					['vSphereProvisioning'],
				),
			},
			[group],
		);
		expect(found.vmkernelAdapters).toEqual([
			{
				device: 'vmk0',
				ip: '10.2.0.3',
				ip6: [],
				netmask: '255.255.240.0',
				gateway: '10.2.0.254',
				mtu: 1500,
				stack: 'defaultTcpipStack',
				services: ['management'],
				portGroup: 'Management Network',
			},
			{
				device: 'vmk1',
				ip: '10.2.0.4',
				ip6: [],
				netmask: '255.255.240.0',
				gateway: '10.2.0.1',
				mtu: 9000,
				stack: 'vmotion',
				services: ['vmotion'],
				portGroup: 'vMotion/A',
			},
		]);
		expect(found.vmotionAdapters).toEqual(['vmk1']);
	});

	it('counts an adapter on the vMotion stack without a tag, and two tagged ones', async () => {
		const two = await vimHost({
			'config.network.vnic': vnics(VNIC('vmk0', management), VNIC('vmk1', management), VNIC('vmk2', vmotion)),
			'config.virtualNicManagerInfo.netConfig': tags(['vmotion', 'vmk0', 'vmk1']),
		});
		expect(two.vmotionAdapters).toEqual(['vmk0', 'vmk1', 'vmk2']);
	});

	it('says none only when the tags were read, and nothing when they were not', async () => {
		const adapters = { 'config.network.vnic': vnics(VNIC('vmk0', management)) };
		expect(
			(await vimHost({ ...adapters, 'config.virtualNicManagerInfo.netConfig': tags(['vmotion']) })).vmotionAdapters,
		).toEqual([]);
		const untagged = await vimHost(adapters);
		expect(untagged).not.toHaveProperty('vmotionAdapters');
		// A server that lists no service at all was not asked properly, or does not know.
		expect(await vimHost({ ...adapters, 'config.virtualNicManagerInfo.netConfig': tags() })).not.toHaveProperty(
			'vmotionAdapters',
		);
		expect(untagged.vmkernelAdapters?.[0]).not.toHaveProperty('services');
	});

	it('never takes the name of a port group in RVTools for a tag', async () => {
		const kernel = tab('vSC_VMK', [
			{ Host: 'esx01', Device: 'vmk1', 'Port Group': 'vMotion', 'IP Address': '10.0.0.1', MTU: 9000 },
		]);
		const inventory = await fromTabs([tab('vInfo', [VM]), kernel]);
		expect(inventory.hosts[0]?.vmkernelAdapters).toEqual([
			{ device: 'vmk1', ip: '10.0.0.1', mtu: 9000, portGroup: 'vMotion' },
		]);
		expect(reasonOf(inventory, 'hosts', 'vmotionAdapters')).toBe('not-in-source');
		expect(reasonOf(inventory, 'hosts', 'vmkernelAdapters.services')).toBe('not-in-source');
	});
});

describe('physical-nic', () => {
	it('reads speed, link and the switch that owns the NIC', async () => {
		const pnic = (device: string, speed: string) =>
			`<PhysicalNic><key>key-${device}</key><device>${device}</device>${speed}</PhysicalNic>`;
		const found = await vimHost({
			'config.network.pnic': [
				'ArrayOfPhysicalNic',
				pnic('vmnic0', '<linkSpeed><speedMb>25000</speedMb><duplex>true</duplex></linkSpeed>') + pnic('vmnic1', ''),
			],
			'config.network.proxySwitch': [
				'ArrayOfHostProxySwitch',
				'<HostProxySwitch><dvsName>dvs-prod</dvsName><pnic>key-vmnic0</pnic></HostProxySwitch>',
			],
		});
		expect(found.physicalNics).toEqual([
			{ device: 'vmnic0', linkUp: true, speedMbps: 25000, fullDuplex: true, switch: 'dvs-prod' },
			{ device: 'vmnic1', linkUp: false, speedMbps: 0 },
		]);
	});

	it('reads "Link is down!" of RVTools as a link that is down', async () => {
		const nics = tab('vNIC', [
			{ Host: 'esx01', 'Network Device': 'vmnic0', Speed: 10000, Duplex: 'True', Switch: 'vSwitch0' },
			{ Host: 'esx01', 'Network Device': 'vmnic1', Duplex: 'Link is down!' },
		]);
		expect((await fromTabs([tab('vInfo', [VM]), nics])).hosts[0]?.physicalNics).toEqual([
			{ device: 'vmnic0', linkUp: true, speedMbps: 10000, fullDuplex: true, switch: 'vSwitch0' },
			{ device: 'vmnic1', linkUp: false, speedMbps: 0 },
		]);
	});
});

describe('firewall', () => {
	it('reads rulesets with their allowed addresses, and the default policy', async () => {
		const ruleset = (key: string, enabled: boolean, allowed: string) =>
			`<ruleset><key>${key}</key><enabled>${enabled}</enabled><allowedHosts>${allowed}</allowedHosts></ruleset>`;
		const limited =
			'<ipAddress>10.0.0.5</ipAddress><ipNetwork><network>10.1.0.0</network><prefixLength>16</prefixLength></ipNetwork><allIp>false</allIp>';
		const found = await vimHost({
			'config.firewall': `<defaultPolicy><incomingBlocked>true</incomingBlocked><outgoingBlocked>true</outgoingBlocked></defaultPolicy>${ruleset('vMotion', true, '<allIp>true</allIp>')}${ruleset('NFC', false, limited)}`,
		});
		expect(found.firewall).toEqual({
			incomingBlocked: true,
			outgoingBlocked: true,
			rulesets: [
				{ key: 'vMotion', enabled: true, allIp: true, allowed: [] },
				{ key: 'NFC', enabled: false, allIp: false, allowed: ['10.0.0.5', '10.1.0.0/16'] },
			],
		});
	});

	it('is unknown without a ruleset, and never in RVTools', async () => {
		expect(await vimHost({ 'config.firewall': '<defaultPolicy/>' })).not.toHaveProperty('firewall');
		expect(await host({ '# CPU': 1 })).not.toHaveProperty('firewall');
	});
});

describe('dns and time', () => {
	it('reads the DNS settings of a host', async () => {
		const dns =
			'<dhcp>false</dhcp><hostName>esx-0</hostName><domainName>mi.example.com</domainName><address>10.0.0.1</address><address>10.0.0.2</address><searchDomain>example.com</searchDomain>';
		expect((await vimHost({ 'config.network.dnsConfig': dns })).dns).toEqual({
			servers: ['10.0.0.1', '10.0.0.2'],
			hostName: 'esx-0',
			domain: 'mi.example.com',
			searchDomains: ['example.com'],
		});
	});

	it('takes a blank list of DNS servers for none only in a row that was read', async () => {
		expect((await host({ 'DNS Servers': undefined, DHCP: 'False' })).dns?.servers).toEqual([]);
		expect((await host({ 'DNS Servers': undefined, DHCP: undefined, '# CPU': 1 })).dns?.servers).toBeUndefined();
	});

	it('reads time servers, protocol, the running service and the zone', async () => {
		const info =
			'<timeZone><key>UTC</key><gmtOffset>3600</gmtOffset></timeZone><systemClockProtocol>ntp</systemClockProtocol><ntpConfig><server>ntp1</server></ntpConfig>';
		const service = (key: string, running: boolean) =>
			`<HostService><key>${key}</key><running>${running}</running></HostService>`;
		const found = await vimHost({
			'config.dateTimeInfo': info,
			'config.service.service': ['ArrayOfHostService', service('ptpd', false) + service('ntpd', true)],
		});
		expect(found.time).toEqual({ servers: ['ntp1'], protocol: 'ntp', running: true, gmtOffsetSeconds: 3600 });
		expect((await host({ 'NTP Server(s)': 'a, b', 'NTPD running': 'False', 'GMT Offset': '2' })).time).toEqual({
			servers: ['a', 'b'],
			running: false,
			gmtOffsetSeconds: 7200,
		});
	});
});

describe('certificate', () => {
	it('reads the end of a host certificate where the account may see it', async () => {
		const manager = vim('HostCertificateManager', 'certificateManager-1', {
			certificateInfo: '<status>good</status><notAfter>2027-03-01T00:00:00Z</notAfter>',
		});
		const found = await vimHost(
			{
				'configManager.certificateManager': ref('HostCertificateManager', 'certificateManager-1').replace(
					/<[^>]+>/g,
					'',
				),
			},
			[manager],
		);
		expect(found.certificate).toEqual({ status: 'good', expires: '2027-03-01T00:00:00Z' });
		expect((await host({ 'Certificate Status': 'good', 'Certificate Expiry Date': 46447 })).certificate).toEqual({
			status: 'good',
			expires: '2027-03-01T00:00:00Z',
		});
	});
});

describe('encryption of hosts', () => {
	it('reads the crypto state and the capability', async () => {
		expect(
			await vimHost({ 'runtime.cryptoState': 'safe', 'capability.encryptedVMotionSupported': 'true' }),
		).toMatchObject({
			cryptoState: 'safe',
			encryptedVmotionSupported: true,
		});
	});
});
