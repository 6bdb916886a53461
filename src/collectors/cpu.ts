import { at, listAt, numberAt, textAt } from '../shared/xml-value.js';
import {
	type Collector,
	part,
	type RvtoolsDatum,
	type SheetRow,
	type VimDatum,
	type VimProperties,
} from './contract.js';
import { MIB, text, vimNumber, vimText } from './read/vim.js';

const MHZ = 1_000_000;

function count(column: string, unit = 1): RvtoolsDatum {
	return {
		tab: 'vHost',
		columns: [column],
		one: (row: SheetRow) => {
			const number = row.number(column);
			return number === undefined ? undefined : number * unit;
		},
	};
}

/** `intel` or `amd` from a model text, "Intel(R) Xeon(R) Gold 5218 CPU @ 2.30GHz"; undefined for any other. */
function vendorOf(model: string | undefined): string | undefined {
	if (/\bintel\b/i.test(model ?? '')) return 'intel';
	if (/\bamd\b/i.test(model ?? '')) return 'amd';
	return /\bhygon\b/i.test(model ?? '') ? 'hygon' : undefined;
}

const FLAGS = [
	['config.vPMCEnabled', 'counters'],
	['config.nestedHVEnabled', 'nested'],
	['config.sevEnabled', 'sev'],
	['config.sevSnpEnabled', 'sev-snp'],
	['config.tdxEnabled', 'tdx'],
] as const;

function cpuSettings(vm: VimProperties): string[] {
	const bound = ['config.cpuAffinity', 'config.memoryAffinity'].some(
		(path) => listAt(at(vm.get(path), 'affinitySet')).length > 0,
	);
	return [
		...(bound ? ['affinity'] : []),
		...FLAGS.flatMap(([path, name]) => (text(vm, path) === 'true' ? [name] : [])),
		...(listAt(vm.get('config.cpuFeatureMask')).length > 0 ? ['mask'] : []),
		...((numberAt(vm.get('config.sgxInfo'), 'epcSize') ?? 0) > 0 ? ['sgx'] : []),
	];
}

/** A limit; hosts that give 0 tell none. */
const limit = (path: string): VimDatum => ({ paths: [path], read: (host) => numberAt(host.get(path)) || undefined });

const MODEL = 'CPU Model|CPU Type';

export default {
	concern: 'cpu',
	title:
		'Host CPU, memory, virtual GPU profiles and EVC mode; baseline, latency sensitivity and change tracking of VMs',
	parts: [
		part('hosts', {
			'cpu.vendor': {
				vim: {
					paths: ['hardware.cpuPkg', 'summary.hardware.cpuModel'],
					read: (host) =>
						textAt(listAt(host.get('hardware.cpuPkg'))[0], 'vendor')?.toLowerCase() ??
						vendorOf(text(host, 'summary.hardware.cpuModel')),
				},
				rvtools: { tab: 'vHost', columns: [MODEL], one: (row) => vendorOf(row.text(MODEL)) },
			},
			'cpu.model': {
				vim: vimText('summary.hardware.cpuModel'),
				rvtools: { tab: 'vHost', columns: [MODEL], one: (row) => row.text(MODEL) },
			},
			'cpu.packages': { vim: vimNumber('summary.hardware.numCpuPkgs'), rvtools: count('# CPU|Num CPU') },
			'cpu.cores': { vim: vimNumber('summary.hardware.numCpuCores'), rvtools: count('# Cores|Num CPU Cores') },
			'cpu.threads': { vim: vimNumber('summary.hardware.numCpuThreads') },
			'cpu.hz': { vim: vimNumber('summary.hardware.cpuMhz', MHZ), rvtools: count('Speed|CPU Mhz', MHZ) },
			memoryBytes: { vim: vimNumber('summary.hardware.memorySize'), rvtools: count('# Memory|Memory Size', MIB) },
			memoryUsedBytes: {
				vim: vimNumber('summary.quickStats.overallMemoryUsage', MIB),
				rvtools: {
					tab: 'vHost',
					columns: ['Memory usage %', '# Memory|Memory Size'],
					one: (row) => {
						const [share, size] = [row.number('Memory usage %'), row.number('# Memory|Memory Size')];
						return share === undefined || size === undefined ? undefined : Math.round((share / 100) * size * MIB);
					},
				},
				volatile: true,
			},
			'maxVms.registered': { vim: limit('capability.maxRegisteredVMs'), optional: true },
			'maxVms.running': { vim: limit('capability.maxRunningVMs'), optional: true },
			vgpuProfiles: {
				vim: {
					paths: ['config.sharedGpuCapabilities', 'summary.hardware.cpuModel'],
					absenceMeans: true,
					read: (host, context) => {
						const list = host.get('config.sharedGpuCapabilities');
						// A host without such a GPU has no list; a recording may have left it out.
						if (list === undefined && context.recorded) return undefined;
						return listAt(list).flatMap((one) => textAt(one, 'vgpu') ?? []);
					},
				},
			},
			'evc.current': {
				vim: {
					paths: ['summary.currentEVCModeKey', 'summary.hardware.cpuModel'],
					absenceMeans: true,
					read: (host) => text(host, 'summary.currentEVCModeKey') ?? '',
				},
				rvtools: {
					tab: 'vHost',
					columns: ['Current EVC', 'Max EVC'],
					// A blank cell is "off" only in a row that was read: one without a maximum is partial.
					one: (row) => row.text('Current EVC') ?? (row.text('Max EVC') === undefined ? undefined : ''),
				},
			},
			'evc.max': {
				vim: vimText('summary.maxEVCModeKey'),
				rvtools: { tab: 'vHost', columns: ['Max EVC'], one: (row) => row.text('Max EVC') },
			},
		}),
		part('vms', {
			minRequiredEvcMode: {
				vim: vimText('runtime.minRequiredEVCModeKey'),
				rvtools: {
					tab: 'vInfo',
					columns: ['min Required EVC Mode Key'],
					one: (row) => row.text('min Required EVC Mode Key'),
				},
				// Only a powered-on VM has one.
				optional: true,
			},
			cpuSettings: {
				vim: {
					paths: [
						'config.cpuAffinity',
						'config.memoryAffinity',
						'config.vPMCEnabled',
						'config.nestedHVEnabled',
						'config.cpuFeatureMask',
						'config.sevEnabled',
						'config.sevSnpEnabled',
						'config.tdxEnabled',
						'config.sgxInfo',
					],
					absenceMeans: true,
					read: cpuSettings,
				},
			},
			latencySensitivity: {
				// Unset is normal (clarifications 6.13), beside what every VM has.
				vim: {
					paths: ['config.latencySensitivity.level', 'config.hardware.numCPU'],
					absenceMeans: true,
					read: (vm) =>
						text(vm, 'config.latencySensitivity.level') ??
						(vm.get('config.hardware.numCPU') === undefined ? undefined : 'normal'),
				},
				rvtools: {
					tab: 'vInfo',
					columns: ['Latency Sensitivity', 'CPUs'],
					one: (row) => row.text('Latency Sensitivity') ?? (row.number('CPUs') === undefined ? undefined : 'normal'),
				},
			},
			changeTracking: {
				vim: {
					paths: ['config.changeTrackingEnabled'],
					read: (vm) => text(vm, 'config.changeTrackingEnabled') === 'true',
				},
				rvtools: { tab: 'vInfo', columns: ['CBT'], one: (row) => row.boolean('CBT') },
				optional: true,
			},
		}),
	],
} satisfies Collector;
