import { listAt, textAt } from '../../../shared/xml-value.js';
import { data, int, list, ref, string } from '../../wire/value.js';
import { missingFeatures } from '../evc.js';
import { isTrue, type Move, number, older, text } from '../move.js';
import { error, nameOf, type Problem } from '../problem.js';

/** The destination host: its state, and whether it can run the VM. */
export function hostProblems(move: Move): Problem[] {
	return [...hostState(move), ...processor(move), ...hardware(move)];
}

/** The source host must be there, or nothing can be read from it. */
export function sourceHostProblems({ source: { host } }: Move): Problem[] {
	return text(host, 'runtime.connectionState') === 'connected'
		? []
		: [error('HostNotConnected', `The host ${nameOf(host)} is not connected to its vCenter Server.`)];
}

function hostState({ vm, destination: { host, compute }, hot }: Move): Problem[] {
	if (text(host, 'runtime.connectionState') !== 'connected')
		return [error('HostNotConnected', `The host ${nameOf(host)} is not connected to its vCenter Server.`)];
	const problems: Problem[] = [];
	if (isTrue(host, 'runtime.inMaintenanceMode') || (text(host, 'runtime.powerState') ?? 'poweredOn') !== 'poweredOn')
		problems.push(
			error('InvalidHostState', `The operation is not allowed in the current state of ${nameOf(host)}.`, {
				host: ref(host),
			}),
		);
	if (isTrue(host, 'runtime.inQuarantineMode'))
		problems.push(
			error('QuarantineModeFault', `The host ${nameOf(host)} is in quarantine mode.`, {
				vmName: string(nameOf(vm)),
				faultType: string('NoCompatibleNonQuarantinedHost'),
			}),
		);
	const admission = compute?.properties.get('configurationEx');
	const reserved = listAt(admission, 'dasConfig.admissionControlPolicy.failoverHosts').map((item) => textAt(item));
	if (hot && reserved.includes(host.id))
		problems.push(
			error('DisallowedOperationOnFailoverHost', `The host ${nameOf(host)} is reserved for failover.`, {
				host: ref(host),
				hostname: string(nameOf(host)),
			}),
		);
	return problems;
}

/** Processor features: powered on and suspended only. A cluster in EVC offers its mode, another one what its host has. */
function processor({ vm, source, destination, powerState }: Move): Problem[] {
	if (powerState === 'poweredOff') return [];
	const wanted =
		text(vm, 'runtime.minRequiredEVCModeKey') ?? modeOf(source.compute) ?? text(source.host, 'summary.maxEVCModeKey');
	const offered = modeOf(destination.compute) ?? text(destination.host, 'summary.maxEVCModeKey');
	const [own, other] = [vendorOf(source.host), vendorOf(destination.host)];
	const byVendor = own !== undefined && other !== undefined && own !== other ? [`cpuid.${own}`] : [];
	const byMode = wanted === undefined || offered === undefined ? [] : (missingFeatures(wanted, offered) ?? []);
	const missing = byVendor.length > 0 ? byVendor : byMode;
	if (missing.length === 0) return [];
	const { host } = destination;
	return [
		error(
			'FeatureRequirementsNotMet',
			`The host ${nameOf(host)} does not meet the processor requirements of ${nameOf(vm)}: ${missing.join(', ')}.`,
			{
				featureRequirement: list(
					'VirtualMachineFeatureRequirement',
					missing.map((key) =>
						data('VirtualMachineFeatureRequirement', {
							key: string(key),
							featureName: string(key),
							value: string('Bool:Min:1'),
						}),
					),
				),
				vm: ref(vm),
				host: ref(host),
			},
		),
	];
}

function modeOf(compute: Move['destination']['compute']): string | undefined {
	return textAt(compute?.properties.get('summary'), 'currentEVCModeKey');
}

function vendorOf(host: Move['destination']['host']): string | undefined {
	return textAt(listAt(host.properties.get('hardware.cpuPkg'))[0], 'vendor');
}

/** The highest virtual hardware version of each ESXi release. Three releases of 6.7 report one version: the newest is assumed. */
const HARDWARE: readonly (readonly [release: string, hardware: number])[] = [
	['9.0', 22],
	['8.0.2', 21],
	['8.0', 20],
	['7.0.2', 19],
	['7.0.1', 18],
	['7.0', 17],
	['6.7', 15],
	['6.5', 13],
	['6.0', 11],
];

function hardware({ vm, destination: { host } }: Move): Problem[] {
	const problems: Problem[] = [];
	const version = Number(/^vmx-(\d+)$/.exec(text(vm, 'config.version') ?? '')?.[1]);
	const release = text(host, 'config.product', 'version') ?? '';
	const highest = HARDWARE.find(([floor]) => !older(release, floor))?.[1];
	if (highest !== undefined && version > highest)
		problems.push(
			error(
				'VirtualHardwareVersionNotSupported',
				`Virtual hardware version ${version} is not supported by ${nameOf(host)} (ESXi ${release}).`,
				{ hostName: string(nameOf(host)), host: ref(host) },
			),
		);
	return [...problems, ...size({ vm, host })];
}

function size({ vm, host }: { vm: Move['vm']; host: Move['vm'] }): Problem[] {
	const problems: Problem[] = [];
	const cpus = number(vm, 'config.hardware.numCPU') ?? 0;
	const threads = number(host, 'summary.hardware.numCpuThreads');
	const most = number(host, 'capability.maxSupportedVcpus');
	if (threads !== undefined && cpus > threads)
		problems.push(
			error('NotEnoughLogicalCpus', `${nameOf(host)} has ${threads} logical processors, ${nameOf(vm)} needs ${cpus}.`, {
				numCpuDest: int(threads),
				numCpuVm: int(cpus),
				host: ref(host),
			}),
		);
	if (most !== undefined && cpus > most)
		problems.push(
			error('NumVirtualCpusNotSupported', `${nameOf(host)} supports ${most} virtual processors per virtual machine.`, {
				maxSupportedVcpusDest: int(most),
				numCpuVm: int(cpus),
			}),
		);
	const memory = number(vm, 'config.hardware.memoryMB') ?? 0;
	const installed = number(host, 'summary.hardware.memorySize');
	if (installed !== undefined && memory * 1024 * 1024 > installed)
		problems.push(
			error('MemorySizeNotSupported', `${nameOf(vm)} has more memory than ${nameOf(host)}.`, {
				memorySizeMB: int(memory),
				minMemorySizeMB: int(4),
				maxMemorySizeMB: int(Math.floor(installed / 1024 / 1024)),
			}),
		);
	return problems;
}
