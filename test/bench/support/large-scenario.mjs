// A scenario of two vCenters of the largest size: 40,000 VMs on 2,500 hosts a side, in 50 clusters of 10 datacenters.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../../../.cache/bench/', import.meta.url));
const DATACENTERS = 10;
const CLUSTERS = 5;
const HOSTS = 50;
const VMS = 800;
const DATASTORES = 6;

/** Path of the scenario file; VMs per cluster may be fewer, for the side that is moved to. */
export function largeScenario({ vms = VMS } = {}) {
	const scenario = { version: 1, name: 'the largest', vcenters: [vcenter('source', vms), vcenter('destination', vms)] };
	mkdirSync(cache, { recursive: true });
	const path = `${cache}largest-${vms}.yaml`;
	// JSON is YAML.
	writeFileSync(path, JSON.stringify(scenario, undefined, '\t'));
	return path;
}

function vcenter(side, vms) {
	const own = side === 'source' ? 'a' : 'b';
	return {
		name: `vc-${own}.example.com`,
		side,
		version: side === 'source' ? '7.0.3' : '8.0.3',
		build: side === 'source' ? 22357613 : 24022515,
		ssoDomain: `${own}.local`,
		licenses: [
			{ name: 'Enterprise Plus', edition: 'esx.enterprisePlus.cpuPackageCoreLimited', total: 5000 },
			{ name: 'vCenter Standard', edition: 'vc.standard.instance', total: 1, vcenter: true },
		],
		datacenters: Array.from({ length: DATACENTERS }, (_, index) => datacenter(own, index, vms)),
	};
}

function datacenter(own, index, vms) {
	const clusters = Array.from({ length: CLUSTERS }, (_, number) => `${own}${index}${number}`);
	return {
		name: `DC-${index}`,
		folders: clusters.map((cluster) => `Apps/${cluster}`),
		switches: [{ name: `dvs-${index}`, version: '7.0.3', mtu: 9000 }],
		networks: [
			{ name: 'Management Network' },
			{ name: `vmotion-${index}`, switch: `dvs-${index}`, vlan: 12 },
			...Array.from({ length: 40 }, (_, vlan) => ({
				name: `VLAN${100 + vlan}`,
				switch: `dvs-${index}`,
				vlan: 100 + vlan,
			})),
		],
		datastores: clusters.flatMap((cluster) =>
			Array.from({ length: DATASTORES }, (_, number) => ({
				name: `ds-${cluster}-${number}`,
				capacity: '60TiB',
				free: '30TiB',
				hosts: [`esx-${cluster}-*`],
			})),
		),
		clusters: clusters.map((cluster, number) => ({
			name: `cluster-${cluster}`,
			drs: 'fullyAutomated',
			ha: true,
			evc: 'intel-skylake',
			hosts: [hosts(own, cluster, index * CLUSTERS + number)],
		})),
		vms: clusters.flatMap((cluster) => groups(cluster, vms)),
	};
}

function hosts(own, cluster, number) {
	const net = own === 'a' ? 10 : 11;
	return {
		names: `esx-${cluster}-{01..${HOSTS}}.example.com`,
		version: own === 'a' ? '7.0.3' : '8.0.3',
		build: own === 'a' ? 22348816 : 24022510,
		cpu: { vendor: 'intel', model: 'Intel(R) Xeon(R) Gold 6338', mhz: 2000, packages: 2, cores: 64, threads: 128 },
		memory: '1024GiB',
		evcMax: 'intel-icelake',
		license: 'Enterprise Plus',
		vmkernel: [
			{ device: 'vmk0', network: 'Management Network', ip: `${net}.1.${number}.{11..}`, services: ['management'] },
			{
				device: 'vmk1',
				network: `vmotion-${Math.floor(number / CLUSTERS)}`,
				ip: `${net}.2.${number}.{11..}`,
				gateway: `${net}.2.${number}.1`,
				mtu: 9000,
				stack: 'vmotion',
				services: ['vmotion'],
			},
		],
		nics: [0, 1, 2, 3].map((nic) => ({
			device: `vmnic${nic}`,
			speedMbps: 25000,
			switch: nic < 2 ? 'vSwitch0' : `dvs-${Math.floor(number / CLUSTERS)}`,
		})),
		dns: { servers: [`${net}.0.0.5`, `${net}.0.0.6`], domain: 'example.com' },
		ntp: { servers: ['ntp1.example.com', 'ntp2.example.com'] },
	};
}

/** VMs of a cluster in eight groups: disks, networks, power and snapshots differ. */
function groups(cluster, vms) {
	const each = vms / 8;
	return Array.from({ length: 8 }, (_, group) => ({
		names: `vm-${cluster}-${group}-{001..${String(each).padStart(3, '0')}}`,
		folder: `Apps/${cluster}`,
		cluster: `cluster-${cluster}`,
		datastore: `ds-${cluster}-${group % DATASTORES}`,
		cpus: 2 + (group % 4) * 2,
		memory: `${8 + group * 4}GiB`,
		hardware: 19,
		power: group === 7 ? 'poweredOff' : 'poweredOn',
		disks: [{ size: '40GiB' }, { size: `${100 + group * 50}GiB`, used: '60GiB' }].slice(0, group % 3 === 0 ? 1 : 2),
		nics: [{ network: `VLAN${100 + group}` }, { network: `VLAN${110 + group}` }].slice(0, group % 4 === 0 ? 2 : 1),
		...(group === 5 ? { snapshots: [{ name: 'before patch', size: '4GiB' }] } : {}),
	}));
}
