import assert from 'node:assert/strict';

/** `[a, b]` sorted, as lists have no order of their own. */
const sorted = (list) => list?.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
const list = (value) =>
	value === undefined || value === null ? [] : Array.isArray(value) ? value : (Object.values(value)[0] ?? []);
const id = (reference) => reference?.value;
const decoded = (name) =>
	name?.replaceAll(/%(2f|5c|25)/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
const orAbsent = (text) => (text === '' || text === null ? undefined : text);
const number = (text) => (orAbsent(text) === undefined ? undefined : Number(text));
const disks = (p) => list(p['config.hardware.device']).filter((d) => d.capacityInKB !== undefined);
const nics = (p) => list(p['config.hardware.device']).filter((d) => d.macAddress !== undefined);
const snapshots = (roots) => list(roots).flatMap((one) => [id(one.snapshot), ...snapshots(one.childSnapshotList)]);
const tagged = (netConfig, nicType) => {
	const found = list(netConfig).find((one) => one.nicType === nicType);
	const byKey = new Map(list(found?.candidateVnic).map(({ key, device }) => [key, device]));
	return sorted(list(found?.selectedVnic).map((key) => byKey.get(key)));
};

/**
 * Each datum: its path for govc, our value, and what govc's value (and the object's others) says. Written from the vSphere API, not
 * from our collectors: this is the second opinion.
 */
export const DATA = {
	VirtualMachine: {
		collection: 'vms',
		data: [
			['name', (vm) => vm.name, decoded],
			['config.uuid', (vm) => vm.uuid, orAbsent],
			['config.instanceUuid', (vm) => vm.instanceUuid, orAbsent],
			['config.version', (vm) => vm.hardwareVersion, (text) => number(text?.replace('vmx-', ''))],
			['config.template', (vm) => vm.template, (value) => value],
			['config.hardware.memoryMB', (vm) => vm.memoryBytes, (mb) => mb && mb * 1024 ** 2],
			['config.hardware.numCPU', (vm) => vm.cpus, (count) => count],
			['runtime.powerState', (vm) => vm.powerState, (text) => text],
			['runtime.connectionState', (vm) => vm.connectionState, (text) => text],
			['runtime.host', (vm) => vm.host, id],
			['parent', (vm) => vm.folder, id],
			['summary.storage.committed', (vm) => vm.usedBytes, (bytes) => bytes ?? undefined],
			[
				'config.hardware.device',
				(vm) => sorted(vm.disks?.map(({ capacityBytes }) => capacityBytes)),
				(_, p) => sorted(disks(p).map((d) => d.capacityInKB * 1024)),
			],
			[
				'config.hardware.device',
				(vm) => sorted(vm.disks?.map(({ datastore }) => datastore)),
				(_, p) => sorted(disks(p).map((d) => id(d.backing?.datastore))),
			],
			[
				'config.hardware.device',
				(vm) => sorted(vm.disks?.map(({ thin }) => thin)),
				(_, p) => sorted(disks(p).map((d) => d.backing?.thinProvisioned)),
			],
			[
				'config.hardware.device',
				(vm) => sorted(vm.nics?.map(({ mac }) => mac)),
				(_, p) => sorted(nics(p).map((d) => d.macAddress)),
			],
			[
				'config.hardware.device',
				(vm) => sorted(vm.nics?.map(({ connected }) => connected)),
				(_, p) => sorted(nics(p).map((d) => d.connectable?.connected)),
			],
			[
				'snapshot',
				(vm) => sorted(vm.snapshots?.map((one) => String(one.id))),
				(tree, p) =>
					[p['config.template'], p['runtime.connectionState']].some((one) => one === undefined || one === null)
						? undefined
						: sorted(snapshots(tree?.rootSnapshotList).map(String)),
			],
		],
	},
	HostSystem: {
		collection: 'hosts',
		data: [
			['name', (host) => host.name, decoded],
			['summary.hardware.uuid', (host) => host.uuid, orAbsent],
			['summary.config.product', (host) => host.version, (product) => product?.version],
			['summary.config.product', (host) => host.build, (product) => number(product?.build)],
			['runtime.connectionState', (host) => host.connectionState, (text) => text],
			['runtime.powerState', (host) => host.powerState, (text) => text],
			['runtime.inMaintenanceMode', (host) => host.maintenanceMode, (value) => value],
			['summary.hardware.cpuModel', (host) => host.cpu?.model, orAbsent],
			['summary.hardware.numCpuPkgs', (host) => host.cpu?.packages, (count) => count],
			['summary.hardware.numCpuCores', (host) => host.cpu?.cores, (count) => count],
			['summary.hardware.numCpuThreads', (host) => host.cpu?.threads, (count) => count],
			['summary.hardware.memorySize', (host) => host.memoryBytes, (bytes) => bytes],
			['summary.maxEVCModeKey', (host) => host.evc?.max, orAbsent],
			[
				'config.network.vnic',
				(host) => sorted(host.vmkernelAdapters?.map(({ device }) => device)),
				(all) => all && sorted(list(all).map(({ device }) => device)),
			],
			[
				'config.network.vnic',
				(host) => sorted(host.vmkernelAdapters?.map(({ device, ip }) => `${device} ${ip}`)),
				(all) => all && sorted(list(all).map(({ device, spec }) => `${device} ${spec.ip?.ipAddress}`)),
			],
			[
				'config.network.vnic',
				(host) => sorted(host.vmkernelAdapters?.map(({ device, mtu }) => `${device} ${mtu}`)),
				(all) => all && sorted(list(all).map(({ device, spec }) => `${device} ${spec.mtu}`)),
			],
			[
				'config.network.vnic',
				(host) => sorted(host.vmkernelAdapters?.map(({ device, stack }) => `${device} ${stack}`)),
				(all) => all && sorted(list(all).map(({ device, spec }) => `${device} ${spec.netStackInstanceKey}`)),
			],
			[
				'config.virtualNicManagerInfo.netConfig',
				(host) =>
					host.vmkernelAdapters?.some(({ services }) => services !== undefined)
						? sorted(
								host.vmkernelAdapters
									.filter(({ services }) => services.includes('management'))
									.map(({ device }) => device),
							)
						: undefined,
				(all) => all && tagged(all, 'management'),
			],
			[
				'config.network.pnic',
				(host) => sorted(host.physicalNics?.map(({ device, speedMbps }) => `${device} ${speedMbps}`)),
				(all) => all && sorted(list(all).map(({ device, linkSpeed }) => `${device} ${linkSpeed?.speedMb ?? 0}`)),
			],
			['config.network.dnsConfig', (host) => sorted(host.dns?.servers), (dns) => dns && sorted(dns.address ?? [])],
			['config.network.dnsConfig', (host) => host.dns?.hostName, (dns) => orAbsent(dns?.hostName)],
			[
				'config.dateTimeInfo',
				(host) => sorted(host.time?.servers),
				(time) => time && sorted(time.ntpConfig?.server ?? []),
			],
			[
				'config.firewall.ruleset',
				(host) => sorted(host.firewall?.rulesets?.map(({ key, enabled }) => `${key} ${enabled}`)),
				(all) => all && sorted(list(all).map(({ key, enabled }) => `${key} ${enabled}`)),
			],
			['datastore', (host) => sorted(host.datastores), (all) => all && sorted(list(all).map(id))],
			['capability.vmotionSupported', (host) => host.vmotionSupported, (value) => value],
		],
	},
	ClusterComputeResource: {
		collection: 'clusters',
		data: [
			['name', (one) => one.name, decoded],
			['configurationEx.drsConfig.enabled', (one) => one.drsEnabled, (value) => value],
			['configurationEx.dasConfig.enabled', (one) => one.haEnabled, (value) => value],
			['configurationEx.drsConfig.defaultVmBehavior', (one) => one.drsBehavior, orAbsent],
		],
	},
	Datastore: {
		collection: 'datastores',
		data: [
			['name', (one) => one.name, decoded],
			['summary.capacity', (one) => one.capacityBytes, (bytes) => bytes],
			['summary.type', (one) => one.type, (text) => text],
			['summary.url', (one) => one.url, orAbsent],
			['summary.accessible', (one) => one.accessible, (value) => value],
			['host', (one) => sorted(one.hosts), (all) => all && sorted(list(all).map(({ key }) => id(key)))],
		],
	},
	DistributedVirtualPortgroup: {
		collection: 'networks',
		data: [
			['name', (one) => one.name, decoded],
			['config.distributedVirtualSwitch', (one) => one.switch, id],
			[
				'config.defaultPortConfig',
				(one) => one.vlan?.id,
				(port) => (Number.isInteger(port?.vlan?.vlanId) ? port.vlan.vlanId : undefined),
			],
			[
				'config.defaultPortConfig',
				(one) => one.vlan?.trunk?.map(({ from, to }) => `${from}-${to}`),
				(port) =>
					Array.isArray(port?.vlan?.vlanId) ? port.vlan.vlanId.map(({ start, end }) => `${start}-${end}`) : undefined,
			],
		],
	},
	DistributedVirtualSwitch: {
		collection: 'switches',
		data: [
			['name', (one) => one.name, decoded],
			['uuid', (one) => one.uuid, orAbsent],
			['config.maxMtu', (one) => one.mtu, (value) => value ?? undefined],
			['config.productInfo.version', (one) => one.version, orAbsent],
			['summary.hostMember', (one) => sorted(one.hosts), (all) => all && sorted(list(all).map(id))],
		],
	},
	Datacenter: { collection: 'datacenters', data: [['name', (one) => one.name, decoded]] },
	ResourcePool: { collection: 'resourcePools', data: [['name', (one) => one.name, decoded]] },
};

/**
 * Compares every datum of every object of a type. `theirs` are properties by moRef value, as govc printed them.
 * @throws AssertionError that names the object and the datum; how many values were compared otherwise.
 */
export function compareType(type, inventory, theirs) {
	const { collection, data } = DATA[type];
	const ours = new Map(inventory[collection].map((one) => [one.id, one]));
	let compared = 0;
	for (const [ref, properties] of theirs) {
		const own = ours.get(ref);
		assert.ok(own, `${type} ${ref} is missing in our inventory`);
		for (const [path, mine, read] of data) {
			const expected = read(properties[path] ?? undefined, properties) ?? undefined;
			assert.deepEqual(mine(own) ?? undefined, expected, `${type} ${ref} ${path}`);
			if (expected !== undefined) compared++;
		}
	}
	return compared;
}
