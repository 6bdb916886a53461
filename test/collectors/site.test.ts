import { describe, expect, it } from 'vitest';
import { licenceId } from '../../src/collectors/read/licence-id.js';
import { coverageOf, fromTabs, fromVim, type Property, reasonOf, ref, tab, vim } from '../support/collected.js';

const ROW = { VM: 'app-01', 'VM ID': 'vm-1', Host: 'esx01', Cluster: 'Prod', Datacenter: 'DC' };
type Cells = Record<string, string | number | boolean | undefined>;
const VINFO = tab('vInfo', [ROW, { ...ROW, VM: 'b', 'VM ID': 'vm-2', Host: 'esx02' }]);
const hosts = (...ids: string[]) =>
	['ArrayOfManagedObjectReference', ids.map((id) => ref('HostSystem', id)).join('')] as const;

describe('vcenter-identity', () => {
	it('reads about, the name and the SSO domain from the settings', async () => {
		const option = (key: string, value: string) =>
			`<OptionValue><key>${key}</key><value>${value}</value></OptionValue>`;
		const { vcenter } = await fromVim([
			vim('ServiceInstance', 'ServiceInstance', {
				'content.about':
					'<version>8.0.3</version><build>24322831</build><apiVersion>8.0.3.0</apiVersion><apiType>VirtualCenter</apiType><instanceUuid>u-1</instanceUuid>',
			}),
			vim('OptionManager', 'VpxSettings', {
				setting: [
					'ArrayOfOptionValue',
					option('VirtualCenter.FQDN', 'vc-mi.example.com') +
						option('config.vpxd.sso.default.admin', 'Administrator@vsphere.local'),
				],
			}),
		]);
		expect(vcenter).toEqual({
			name: 'vc-mi.example.com',
			version: '8.0.3',
			build: 24322831,
			apiVersion: '8.0.3.0',
			apiType: 'VirtualCenter',
			instanceUuid: 'u-1',
			ssoDomain: 'vsphere.local',
			vgpuHotMigrate: false,
		});
	});

	it('knows no SSO domain, and why, when the account may not read the settings', async () => {
		const inventory = await fromVim(
			[
				vim('ServiceInstance', 'ServiceInstance', { 'content.about': '<version>8.0.3</version>' }),
				vim('OptionManager', 'VpxSettings', {}, { setting: 'NoPermission' }),
			],
			{ name: 'vc-mi' },
		);
		expect(reasonOf(inventory, 'vcenter', 'ssoDomain')).toBe('no-privilege');
		expect(reasonOf(inventory, 'vcenter', 'name')).toBeUndefined();
	});

	const settings = (key: string, value: string) =>
		fromVim([
			vim('ServiceInstance', 'ServiceInstance', { 'content.about': '<version>8.0.3</version>' }),
			vim('OptionManager', 'VpxSettings', {
				setting: [
					'ArrayOfOptionValue',
					`<OptionValue xsi:type="OptionValue"><key>${key}</key><value>${value}</value></OptionValue>`,
				],
			}),
		]);

	it('says whether virtual GPUs may move, which they may not until somebody says so', async () => {
		expect((await settings('vgpu.hotmigrate.enabled', 'true')).vcenter.vgpuHotMigrate).toBe(true);
		expect((await settings('vgpu.hotmigrate.enabled', 'false')).vcenter.vgpuHotMigrate).toBe(false);
		expect((await settings('VirtualCenter.FQDN', 'vc-mi')).vcenter.vgpuHotMigrate).toBe(false);
		const about = vim('ServiceInstance', 'ServiceInstance', { 'content.about': '<version>8.0.3</version>' });
		expect((await fromVim([about])).vcenter).not.toHaveProperty('vgpuHotMigrate');
	});

	it('is called as it was reached when its settings could not be read', async () => {
		expect(
			(
				await fromVim([vim('ServiceInstance', 'ServiceInstance', { 'content.about': '<version>8.0.3</version>' })], {
					name: 'vc-mi',
				})
			).vcenter.name,
		).toBe('vc-mi');
	});
});

describe('containers', () => {
	it('reads clusters with DRS, HA, EVC and failover hosts, and pools by path', async () => {
		const inventory = await fromVim([
			vim('Folder', 'group-d1', { name: 'Datacenters' }),
			vim('Datacenter', 'datacenter-1', { name: 'DC', parent: 'group-d1' }),
			vim('ClusterComputeResource', 'domain-c1', {
				name: 'Prod',
				parent: 'datacenter-1',
				'summary.numHosts': '2',
				'configurationEx.drsConfig.enabled': 'true',
				'configurationEx.drsConfig.defaultVmBehavior': 'manual',
				'configurationEx.dasConfig.enabled': 'true',
				'configurationEx.dasConfig.admissionControlPolicy': [
					'ClusterFailoverHostAdmissionControlPolicy',
					'<failoverHosts type="HostSystem">host-2</failoverHosts>',
				],
			}),
			vim('ResourcePool', 'resgroup-1', { name: 'Resources', parent: 'domain-c1', owner: 'domain-c1' }),
			vim('ResourcePool', 'resgroup-2', {
				name: 'Gold',
				parent: 'resgroup-1',
				owner: 'domain-c1',
				'runtime.memory.unreservedForVm': '1024',
			}),
		]);
		expect(inventory.clusters).toEqual([
			{
				id: 'domain-c1',
				name: 'Prod',
				path: 'DC/Prod',
				datacenter: 'datacenter-1',
				drsEnabled: true,
				drsBehavior: 'manual',
				haEnabled: true,
				rules: [],
				vmOverrides: [],
				evcMode: '',
				failoverHosts: ['host-2'],
			},
		]);
		expect(
			inventory.resourcePools.map(({ path, cluster, memoryUnreservedBytes }) => [path, cluster, memoryUnreservedBytes]),
		).toEqual([
			['Prod', 'domain-c1', undefined],
			['Prod/Gold', 'domain-c1', 1024],
		]);
	});

	it('keeps clusters of one name in two datacenters apart, and gives neither a row of vCluster', async () => {
		const { clusters } = await fromTabs([
			tab('vInfo', [ROW, { ...ROW, VM: 'b', 'VM ID': 'vm-2', Datacenter: 'DC2' }]),
			tab('vCluster', [{ Name: 'Prod', 'HA enabled': 'True', 'Object ID': 'domain-c1' }]),
		]);
		expect(clusters.map(({ path, haEnabled }) => [path, haEnabled])).toEqual([
			['DC/Prod', undefined],
			['DC2/Prod', undefined],
		]);
	});
});

describe('datastore', () => {
	it('names the hosts that mount it and lost it', async () => {
		const mount = (host: string, accessible: boolean) =>
			`<DatastoreHostMount><key type="HostSystem">${host}</key><mountInfo><mounted>true</mounted><accessible>${accessible}</accessible></mountInfo></DatastoreHostMount>`;
		const { datastores } = await fromVim([
			vim('Datastore', 'datastore-1', {
				name: 'ds',
				host: ['ArrayOfDatastoreHostMount', mount('host-1', true) + mount('host-2', false)],
			}),
		]);
		expect(datastores[0]).toMatchObject({ hosts: ['host-1', 'host-2'], unreachedBy: ['host-2'] });
	});

	it('reads capacity, free space, backing, hosts and maintenance', async () => {
		const mount = (host: string, mounted: boolean) =>
			`<DatastoreHostMount><key type="HostSystem">${host}</key><mountInfo><mounted>${mounted}</mounted></mountInfo></DatastoreHostMount>`;
		const { datastores } = await fromVim([
			vim('Datastore', 'datastore-1', {
				name: 'ds%2f01',
				'summary.type': 'VMFS',
				'summary.url': 'ds:///vmfs/volumes/64d4b065-87/',
				'summary.capacity': '1000',
				'summary.freeSpace': '400',
				'summary.uncommitted': '50',
				'summary.accessible': 'true',
				'summary.maintenanceMode': 'normal',
				info: ['VmfsDatastoreInfo', '<vmfs><majorVersion>6</majorVersion><uuid>64d4b065-87</uuid></vmfs>'],
				host: ['ArrayOfDatastoreHostMount', mount('host-1', true) + mount('host-2', false)],
			}),
		]);
		expect(datastores).toEqual([
			{
				id: 'datastore-1',
				name: 'ds/01',
				type: 'VMFS',
				url: 'ds:///vmfs/volumes/64d4b065-87/',
				backingId: '64d4b065-87',
				vmfsVersion: 6,
				capacityBytes: 1000,
				freeBytes: 400,
				provisionedBytes: 650,
				accessible: true,
				unreachedBy: [],
				maintenanceMode: 'normal',
				hosts: ['host-1'],
			},
		]);
	});

	it('knows one NFS export by host and path, however it was read', async () => {
		const info = [
			'NasDatastoreInfo',
			'<nas><remoteHost>NAS1.example.com</remoteHost><remotePath>/vol/a/</remotePath></nas>',
		] as const;
		const live = await fromVim([vim('Datastore', 'datastore-1', { name: 'a', info })]);
		const sheet = await fromTabs([
			VINFO,
			tab('vDatastore', [
				{ Name: 'b', Type: 'NFS', Address: 'nas1.example.com:/vol/a', URL: 'ds:///vmfs/volumes/x-1/' },
			]),
		]);
		expect(live.datastores[0]?.backingId).toBe('nas:nas1.example.com:/vol/a');
		expect(sheet.datastores[0]?.backingId).toBe('nas:nas1.example.com:/vol/a');
	});

	it('reads vDatastore, and the datastores of each host from it', async () => {
		const row = {
			Name: 'ds-01',
			Type: 'VMFS',
			'Capacity MiB': '1,000',
			'Free MiB': 250,
			Hosts: 'esx01, esx02',
			URL: 'ds:///vmfs/volumes/u-1/',
			Accessible: 'True',
			'Object ID': 'datastore-5',
		};
		const inventory = await fromTabs([VINFO, tab('vDatastore', [row])]);
		expect(inventory.datastores[0]).toMatchObject({
			id: 'datastore-5',
			backingId: 'u-1',
			capacityBytes: 1_048_576_000,
			freeBytes: 262_144_000,
			accessible: true,
		});
		expect(inventory.hosts.map(({ datastores }) => datastores)).toEqual([['datastore-5'], ['datastore-5']]);
		expect(reasonOf(inventory, 'datastores', 'maintenanceMode')).toBe('not-in-source');
	});

	it('knows no hosts of a datastore when vMultiPath shows another one', async () => {
		const inventory = await fromTabs([
			VINFO,
			tab('vDatastore', [{ Name: 'ds-01', Hosts: 'esx01' }]),
			tab('vMultiPath', [{ Host: 'esx02', Datastore: 'ds-01' }]),
		]);
		expect(inventory.datastores[0]).not.toHaveProperty('hosts');
		expect(coverageOf(inventory, 'datastores', 'hosts')).toMatchObject([
			{
				reason: 'conflicting',
				examples: ['ds-01: esx02 has a path (vMultiPath), but is not among Hosts (vDatastore)'],
			},
		]);
	});
});

describe('port-group and virtual-switch', () => {
	const SETTING = (inner: string) => ['VMwareDVSPortSetting', inner] as const;
	const vlan = (type: string, inner: string) =>
		`<vlan xsi:type="VmwareDistributedVirtualSwitch${type}"><inherited>false</inherited>${inner}</vlan>`;
	const group = async (config: string, more: Cells = {}) =>
		(
			await fromVim([
				vim('DistributedVirtualPortgroup', 'dvportgroup-1', {
					name: 'App%2fA',
					'config.key': 'dvportgroup-1',
					'config.uplink': 'false',
					'config.defaultPortConfig': SETTING(config),
					...(more as Record<string, string>),
				}),
			])
		).networks[0]!;

	it.each([
		['VlanIdSpec', '<vlanId>10</vlanId>', { id: 10 }],
		['PvlanSpec', '<pvlanId>200</pvlanId>', { private: 200 }],
		[
			'TrunkVlanSpec',
			'<vlanId><start>1</start><end>9</end></vlanId><vlanId><start>20</start><end>20</end></vlanId>',
			{
				trunk: [
					{ from: 1, to: 9 },
					{ from: 20, to: 20 },
				],
			},
		],
	])('reads a %s', async (type, inner, expected) => {
		expect((await group(vlan(type, inner))).vlan).toEqual(expected);
	});

	it('reads security from macManagementPolicy where it carries the setting, else from securityPolicy', async () => {
		const legacy =
			'<securityPolicy><allowPromiscuous><value>true</value></allowPromiscuous><macChanges><value>true</value></macChanges><forgedTransmits><value>true</value></forgedTransmits></securityPolicy>';
		const modern =
			'<macManagementPolicy><allowPromiscuous>false</allowPromiscuous><macChanges>false</macChanges><forgedTransmits>true</forgedTransmits></macManagementPolicy>';
		expect((await group(legacy + modern)).security).toEqual({
			promiscuous: false,
			macChanges: false,
			forgedTransmits: true,
		});
		expect(
			(await group(`${legacy}<macManagementPolicy><inherited>false</inherited></macManagementPolicy>`)).security,
		).toEqual({ promiscuous: true, macChanges: true, forgedTransmits: true });
	});

	it('flags uplink groups, NSX backing and the switch', async () => {
		expect(
			await group('', {
				'config.uplink': 'true',
				'config.backingType': 'nsx',
				'config.distributedVirtualSwitch': 'dvs-1',
				host: '',
			}),
		).toMatchObject({
			name: 'App/A',
			kind: 'distributed',
			uplink: true,
			nsxBacked: true,
			switch: 'dvs-1',
		});
		expect((await group('')).nsxBacked).toBe(false);
	});

	it('reads a standard network from its hosts, and knows no VLAN when they differ', async () => {
		const portgroup = (vlanId: number) =>
			[
				'ArrayOfHostPortGroup',
				`<HostPortGroup><spec><name>VM Network</name><vlanId>${vlanId}</vlanId><vswitchName>vSwitch0</vswitchName></spec><computedPolicy><security><allowPromiscuous>false</allowPromiscuous></security></computedPolicy></HostPortGroup>`,
			] as const;
		const network = vim('Network', 'network-1', { name: 'VM Network', host: hosts('host-1', 'host-2') });
		const of = async (one: number, two: number) =>
			(
				await fromVim([
					network,
					vim('HostSystem', 'host-1', { 'config.network.portgroup': portgroup(one) }),
					vim('HostSystem', 'host-2', { 'config.network.portgroup': portgroup(two) }),
				])
			).networks[0]!;
		expect(await of(10, 10)).toMatchObject({
			kind: 'standard',
			vlan: { id: 10 },
			switchName: 'vSwitch0',
			uplink: false,
			security: { promiscuous: false },
			hosts: ['host-1', 'host-2'],
		});
		expect((await of(4095, 4095)).vlan).toEqual({ trunk: [{ from: 0, to: 4094 }] });
		expect(await of(10, 20)).not.toHaveProperty('vlan');
	});

	it('knows neither VLAN nor policy of an opaque network', async () => {
		const inventory = await fromVim([vim('OpaqueNetwork', 'network-o1', { name: 'Segment', host: hosts('host-1') })]);
		expect(inventory.networks).toEqual([
			{ id: 'network-o1', name: 'Segment', kind: 'opaque', uplink: false, hosts: ['host-1'] },
		]);
		expect(reasonOf(inventory, 'networks', 'vlan')).toBe('not-in-source');
	});

	it('reads distributed and standard switches', async () => {
		const { switches } = await fromVim([
			vim('VmwareDistributedVirtualSwitch', 'dvs-1', {
				name: 'dvs-prod',
				uuid: '50 3d',
				'config.maxMtu': '9000',
				'config.productInfo.version': '8.0.0',
				'config.productInfo.vendor': 'VMware, Inc.',
				'summary.hostMember': hosts('host-1'),
			}),
			vim('HostSystem', 'host-1', {
				name: 'esx01',
				'config.network.vswitch': [
					'ArrayOfHostVirtualSwitch',
					'<HostVirtualSwitch><name>vSwitch0</name><mtu>1500</mtu></HostVirtualSwitch>',
				],
			}),
		]);
		expect(switches).toEqual([
			{
				id: 'dvs-1',
				name: 'dvs-prod',
				kind: 'distributed',
				uuid: '50 3d',
				version: '8.0.0',
				vendor: 'VMware, Inc.',
				services: [],
				realTime: false,
				mtu: 9000,
				hosts: ['host-1'],
			},
			{ id: 'host-1/vSwitch0', name: 'vSwitch0', kind: 'standard', mtu: 1500, hosts: ['host-1'], host: 'host-1' },
		]);
	});

	it('makes one network of the rows of vPort, over all hosts that carry it', async () => {
		const port = (Host: string, VLAN: string): Cells => ({
			Host,
			Datacenter: 'DC',
			'Port Group': 'VM Network',
			Switch: 'vSwitch0',
			VLAN,
			'Promiscuous Mode': 'False',
			'Mac Changes': 'True',
			'Forged Transmits': 'True',
		});
		const inventory = await fromTabs([VINFO, tab('vPort', [port('esx01', '10'), port('esx02', '10')])]);
		expect(inventory.networks).toMatchObject([
			{
				name: 'VM Network',
				kind: 'standard',
				vlan: { id: 10 },
				switchName: 'vSwitch0',
				uplink: false,
				security: { promiscuous: false, macChanges: true, forgedTransmits: true },
				hosts: inventory.hosts.map(({ id }) => id),
			},
		]);
		const differing = await fromTabs([VINFO, tab('vPort', [port('esx01', '10'), port('esx02', '20')])]);
		expect(differing.networks[0]).not.toHaveProperty('vlan');
	});

	it('flags uplink groups of RVTools by their usual name, and gives a group the hosts of its switch', async () => {
		const inventory = await fromTabs([
			VINFO,
			tab('dvPort', [
				{ Port: 'App', Switch: 'dvs', VLAN: 10, 'Object ID': 'dvportgroup-1' },
				{ Port: 'dvs-DVUplinks-9', Switch: 'dvs', 'Object ID': 'dvportgroup-9' },
			]),
			tab('dvSwitch', [
				{ Switch: 'dvs', Version: '8.0.0', 'Max MTU': '9,000', 'Host members': 'esx01, esx02', 'Object ID': 'dvs-1' },
			]),
		]);
		expect(
			inventory.networks.map(({ id, uplink, switch: own, hosts: members }) => [id, uplink, own, members?.length]),
		).toEqual([
			['dvportgroup-1', false, 'dvs-1', 2],
			['dvportgroup-9', true, 'dvs-1', 2],
		]);
		expect(inventory.switches[0]).toMatchObject({ version: '8.0.0', mtu: 9000 });
	});

	it('lists a network that only a NIC names, of unknown kind', async () => {
		const inventory = await fromTabs([
			VINFO,
			tab('vNetwork', [
				{ ...ROW, Network: 'Segment-7' },
				{ ...ROW, Network: 'Not connected' },
			]),
		]);
		expect(inventory.networks.map(({ name, kind }) => [name, kind])).toEqual([['Segment-7', undefined]]);
		expect(coverageOf(inventory, 'networks', '*')).toMatchObject([{ reason: 'not-in-source', count: 2 }]);
	});
});

describe('licensing', () => {
	const KEY = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';
	const feature = (label: string) =>
		`<properties><key>feature</key><value xsi:type="KeyValue"><key>x</key><value>${label}</value></value></properties>`;
	const license = (key: string, edition: string, properties = '') =>
		`<LicenseManagerLicenseInfo><licenseKey>${key}</licenseKey><editionKey>${edition}</editionKey><name>Licence</name><total>10</total><used>2</used><costUnit>cpuPackage</costUnit>${properties}</LicenseManagerLicenseInfo>`;
	const manager = (...all: string[]) =>
		vim('LicenseManager', 'LicenseManager', { licenses: ['ArrayOfLicenseManagerLicenseInfo', all.join('')] });
	const ends = '<properties><key>expirationDate</key><value>2027-01-31T00:00:00Z</value></properties>';

	it('reads edition, features and end, and keeps no key', async () => {
		const inventory = await fromVim([manager(license(KEY, 'esx.enterprisePlus', feature('vSphere vMotion') + ends))]);
		expect(inventory.licenses).toEqual([
			{
				id: licenceId(KEY),
				name: 'Licence',
				editionKey: 'esx.enterprisePlus',
				features: ['vSphere vMotion'],
				costUnit: 'cpuPackage',
				total: 10,
				used: 2,
				expires: '2027-01-31T00:00:00Z',
			},
		]);
		expect(JSON.stringify(inventory)).not.toContain('AAAAA');
	});

	it('calls a licence without end perpetual when a live vCenter says so, never from a recording or for an evaluation', async () => {
		const full = license(KEY, 'esx.enterprisePlus', feature('vSphere vMotion'));
		expect((await fromVim([manager(full)])).licenses[0]?.expires).toBe('never');
		expect((await fromVim([manager(full)], { recorded: true })).licenses[0]).not.toHaveProperty('expires');
		expect((await fromVim([manager(license(KEY, 'eval', feature('x')))])).licenses[0]).not.toHaveProperty('expires');
	});

	it('assigns licences to hosts by what QueryAssignedLicenses answers', async () => {
		const assigned = { returnval: [{ entityId: 'host-1', assignedLicense: { licenseKey: KEY, name: 'Assigned' } }] };
		const inventory = await fromVim([vim('HostSystem', 'host-1', { name: 'esx01' })], {
			results: new Map([['QueryAssignedLicenses', assigned]]),
		});
		expect(inventory.licenses).toMatchObject([{ id: licenceId(KEY), name: 'Assigned', assignedTo: ['host-1'] }]);
		expect(inventory.hosts[0]?.licenseKeyId).toBe(licenceId(KEY));
	});

	it('takes the vSphere key of a host with several in RVTools', async () => {
		const inventory = await fromTabs([
			VINFO,
			tab('vHost', [{ Host: 'esx01', 'Assigned License(s)': 'V-1, S-1', 'VMotion support': 'True' }]),
			tab('vLicense', [
				{ Name: 'vSAN Enterprise', Key: 'V-1' },
				{ Name: 'vSphere 8 Standard', Key: 'S-1', Features: 'vSphere vMotion, vSphere Storage vMotion' },
			]),
		]);
		expect(inventory.hosts[0]).toMatchObject({ licenseKeyId: licenceId('s-1'), vmotionSupported: true });
		expect(inventory.licenses[1]?.features).toEqual(['vSphere vMotion', 'vSphere Storage vMotion']);
	});
});

describe('key-provider', () => {
	it('reads the key servers of a standard provider', async () => {
		const server = '<servers><name>kms01</name><address>10.2.9.5</address><port>5697</port></servers>';
		const cluster = `<KmipClusterInfo><clusterId><id>kms</id></clusterId>${server}<useAsDefault>true</useAsDefault></KmipClusterInfo>`;
		const { keyProviders } = await fromVim([
			vim('CryptoManagerKmip', 'CryptoManager', { kmipServers: ['ArrayOfKmipClusterInfo', cluster] }),
		]);
		expect(keyProviders[0]?.servers).toEqual([{ name: 'kms01', address: '10.2.9.5', port: 5697 }]);
	});

	it('reads key providers with their kind', async () => {
		const cluster =
			'<KmipClusterInfo><clusterId><id>nkp-1</id></clusterId><useAsDefault>true</useAsDefault><managementType>nativeProvider</managementType><hasBackup>true</hasBackup><tpmRequired>false</tpmRequired><keyId>k-1</keyId></KmipClusterInfo>';
		const { keyProviders } = await fromVim([
			vim('CryptoManagerKmip', 'CryptoManager', { kmipServers: ['ArrayOfKmipClusterInfo', cluster] }),
		]);
		expect(keyProviders).toEqual([
			{
				id: 'nkp-1',
				kind: 'nativeProvider',
				keyId: 'k-1',
				hasBackup: true,
				tpmRequired: false,
				servers: [],
				default: true,
			},
		]);
	});
});

describe('DRS rules', () => {
	const rule = (type: string, inner: string) => `<ClusterRuleInfo xsi:type="${type}">${inner}</ClusterRuleInfo>`;
	const vm = (id: string) => `<vm type="VirtualMachine">${id}</vm>`;
	const host = (id: string) => `<host type="HostSystem">${id}</host>`;
	const CLUSTER = { name: 'C', 'summary.numHosts': '2', 'configurationEx.drsConfig.enabled': 'true' } as const;
	const clusterWith = async (properties: Record<string, Property>) => {
		const { clusters, coverage } = await fromVim([
			vim('ClusterComputeResource', 'domain-c1', { ...CLUSTER, ...properties }),
		]);
		return { cluster: clusters[0], coverage };
	};

	it('keep VMs together, apart, or on and off the hosts of groups; others say nothing about where a VM runs', async () => {
		const { cluster } = await clusterWith({
			'configurationEx.rule': [
				'ArrayOfClusterRuleInfo',
				rule('ClusterAffinityRuleSpec', `<enabled>true</enabled><name>pair</name>${vm('vm-1')}${vm('vm-2')}`) +
					rule('ClusterAntiAffinityRuleSpec', `<enabled>false</enabled><name>apart</name>${vm('vm-1')}${vm('vm-3')}`) +
					rule(
						'ClusterVmHostRuleInfo',
						'<enabled>true</enabled><name>licensed</name><mandatory>true</mandatory><vmGroupName>db</vmGroupName><affineHostGroupName>oracle</affineHostGroupName>',
					) +
					rule('ClusterDependencyRuleInfo', '<name>start order</name><vmGroup>db</vmGroup>'),
			],
			'configurationEx.group': [
				'ArrayOfClusterGroupInfo',
				`<ClusterGroupInfo xsi:type="ClusterVmGroup"><name>db</name>${vm('vm-4')}</ClusterGroupInfo>` +
					`<ClusterGroupInfo xsi:type="ClusterHostGroup"><name>oracle</name>${host('host-1')}${host('host-2')}</ClusterGroupInfo>`,
			],
			'configurationEx.drsVmConfig': [
				'ArrayOfClusterDrsVmConfigInfo',
				'<ClusterDrsVmConfigInfo><key type="VirtualMachine">vm-9</key><enabled>false</enabled></ClusterDrsVmConfigInfo>',
			],
		});
		expect(cluster?.rules).toEqual([
			{ name: 'pair', kind: 'together', enabled: true, vms: ['vm-1', 'vm-2'] },
			{ name: 'apart', kind: 'apart', enabled: false, vms: ['vm-1', 'vm-3'] },
			{ name: 'licensed', kind: 'hosts', enabled: true, mandatory: true, vms: ['vm-4'], hosts: ['host-1', 'host-2'] },
		]);
		expect(cluster?.vmOverrides).toEqual(['vm-9']);
	});

	it('are none when the configuration was read without any, and unknown when it was not read', async () => {
		expect((await clusterWith({})).cluster).toMatchObject({ rules: [], vmOverrides: [] });
		const { clusters, coverage } = await fromVim([vim('ClusterComputeResource', 'domain-c1', { name: 'C' })]);
		expect(clusters[0]).not.toHaveProperty('rules');
		expect(coverage.map(({ datum }) => datum)).toEqual(expect.arrayContaining(['rules', 'vmOverrides']));
	});
});
