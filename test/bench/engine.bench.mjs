// Evaluate: the rule pack, repeated to 100 rules, over 40,000 VMs on 2,500 hosts in memory. Goal: at most 10 s, under 600 MB.
// Each of the three scopes runs in a process of its own, so that its peak of memory is its own.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { planFromFlags } from '../../dist/documents/plan.js';
import { evaluate } from '../../dist/engine/evaluate.js';
import { decideExitCode } from '../../dist/engine/exit-code.js';
import { loadBuiltPack } from '../../dist/engine/pack/load-pack.js';
import { makeScope } from '../../dist/facts/scope/scope.js';
import { makeSite } from '../../dist/facts/site/site.js';
import { loadDirectory } from '../../dist/shared/load-directory.js';

const SCOPES = [
	['one cluster of 50 hosts', 'Cluster7', false],
	['open over 2,500 hosts', undefined, false],
	['hardly any data', 'Cluster7', true],
];
const wanted = process.argv[2];
if (wanted === undefined) {
	const self = fileURLToPath(import.meta.url);
	const codes = SCOPES.map(
		([name]) => spawnSync(process.execPath, ['--expose-gc', self, name], { stdio: 'inherit' }).status,
	);
	process.exit(codes.some((code) => code !== 0) ? 1 : 0);
}

const VMS = 40_000;
const HOSTS = 2500;
const PER_CLUSTER = 50;
const RULES = 100;
const GB = 1024 ** 3;

function hosts(side, bare) {
	return Array.from({ length: HOSTS }, (_, i) => ({
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
function datastores(bare) {
	return Array.from({ length: (HOSTS / PER_CLUSTER) * 8 }, (_, i) => ({
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
function vms(bare) {
	return Array.from({ length: VMS }, (_, i) => ({
		id: `vm-${i}`,
		name: `app-${i}`,
		host: `host-${i % HOSTS}`,
		...(bare ? {} : vmData(i)),
	}));
}
function vmData(i) {
	const cluster = Math.floor((i % HOSTS) / PER_CLUSTER);
	return {
		instanceUuid: `5000-${i}`,
		uuid: `4200-${i}`,
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
				mac: `00:50:56:${(i >> 16) & 255}:${(i >> 8) & 255}:${i & 255}`,
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
function inventory(side, bare) {
	const vlans = Array.from({ length: 200 }, (_, i) => ({
		id: `net-${i}`,
		name: `VLAN${i}`,
		kind: 'distributed',
		vlan: { id: i + 1 },
		switch: 'dvs-1',
		switchName: 'dvs',
		hosts: Array.from({ length: HOSTS }, (_, h) => `host-${h}`),
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
		clusters: Array.from({ length: HOSTS / PER_CLUSTER }, (_, i) => ({ id: `domain-c${i}`, name: `Cluster${i}` })),
		resourcePools: [],
		hosts: hosts(side, bare),
		datastores: datastores(bare),
		networks: vlans,
		switches: [{ id: 'dvs-1', name: 'dvs', kind: 'distributed', version: '8.0.0' }],
		vms: side === 'source' ? vms(bare) : [],
		licenses: [{ id: 'lic-1', name: 'vSphere 8 Enterprise Plus', editionKey: 'esx.enterprisePlus', expires: 'never' }],
		keyProviders: [],
		coverage: [],
	};
}
const defaults = await planFromFlags({
	source: ['inventory:s'],
	destination: ['inventory:d'],
	bandwidth: '10Gbps',
	rtt: '10ms',
});
const plan = (cluster) => ({ ...defaults, placement: { ...defaults.placement, ...(cluster ? { cluster } : {}) } });

const pack = await loadBuiltPack();
const rules = [...pack.rules];
for (let n = 0; rules.length < RULES; n++) {
	const rule = pack.rules[n % pack.rules.length];
	rules.push({ ...rule, document: { ...rule.document, id: `${rule.document.id}-copy${n}` } });
}
const facts = await loadDirectory(new URL('../../dist/facts/', import.meta.url));
let worst = 0;
for (const [name, cluster, bare] of SCOPES) {
	if (!name.includes(wanted)) continue;
	globalThis.gc?.();
	const scope = makeScope({
		plan: plan(cluster),
		source: makeSite('source', inventory('source', bare)),
		destination: makeSite('destination', inventory('destination', bare)),
		evaluatedAt: '2026-11-24T06:00:00Z',
	});
	const before = process.memoryUsage().rss;
	const cpu = process.cpuUsage();
	const started = process.hrtime.bigint();
	const result = evaluate({
		scope,
		pack: { ...pack, rules },
		facts,
		profile: 'faq',
		waivers: [],
		toolFindings: [],
		allFindings: false,
		canTell: () => true,
	});
	const exit = decideExitCode(result, 'blocker', []);
	const seconds = Number(process.hrtime.bigint() - started) / 1e9;
	const used = process.cpuUsage(cpu);
	// Where nearly everything is unknown, each outcome is a finding: that is reported, and no goal of its own.
	if (!bare) worst = Math.max(worst, seconds);
	const total = Object.values(result.counts).reduce((a, b) => a + b, 0);
	console.log(
		`${name}: ${rules.length} rules, ${VMS} VMs: ${seconds.toFixed(1)} s (goal 10; ${((used.user + used.system) / 1e6).toFixed(1)} s of processor time), ${(total / 1e6).toFixed(1)} M outcomes, ${result.findings.length} findings, exit ${exit.exitCode}, rss ${(before / 1e6).toFixed(0)} -> ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
	);
}
const peak = process.resourceUsage().maxRSS / 1024;
console.log(`peak ${peak.toFixed(0)} MB (goal 600)`);
process.exitCode = worst <= 10 && peak < 600 ? 0 : 1;
