import type { HostEntity } from '../../estate/entities.js';
import { uuidOf } from '../../estate/identity.js';
import type { HostGroup } from '../../scenario/host-schema.js';
import { bytesOf } from '../../scenario/units.js';
import { data, int, list, long, short, string } from '../../wire/value.js';

/** Processor figures of a group, with defaults of a common two-socket server. */
export function cpuOf({ cpu }: HostGroup) {
	const packages = cpu?.packages ?? 2;
	const cores = cpu?.cores ?? packages * 16;
	return {
		vendor: cpu?.vendor ?? 'intel',
		model: cpu?.model ?? 'Intel(R) Xeon(R) Gold 6246R CPU @ 3.40GHz',
		mhz: cpu?.mhz ?? 3400,
		packages,
		cores,
		threads: cpu?.threads ?? cores * 2,
	};
}

export function hostUuid(host: HostEntity): string {
	return uuidOf('host', host.name);
}

export function hostMemory(group: HostGroup): number {
	return bytesOf(group.memory ?? '256GiB');
}

/** HostHardwareSummary, with the quirk that vendor and model are those of the server. */
export function hardwareSummary(host: HostEntity) {
	const cpu = cpuOf(host.group);
	return data('HostHardwareSummary', {
		vendor: string(host.group.vendor ?? 'Example Systems'),
		model: string(host.group.model ?? 'Rack 2U'),
		uuid: string(hostUuid(host)),
		otherIdentifyingInfo: undefined,
		memorySize: long(hostMemory(host.group)),
		cpuModel: string(cpu.model),
		cpuMhz: int(cpu.mhz),
		numCpuPkgs: short(cpu.packages),
		numCpuCores: short(cpu.cores),
		numCpuThreads: short(cpu.threads),
		numNics: int(host.group.nics?.length ?? 0),
		numHBAs: int(2),
	});
}

/** HostHardwareInfo: `cpuPkg.vendor` is the processor's vendor. */
export function hardwareInfo(host: HostEntity) {
	const cpu = cpuOf(host.group);
	const hz = cpu.mhz * 1_000_000;
	return data('HostHardwareInfo', {
		systemInfo: data('HostSystemInfo', {
			vendor: string(host.group.vendor ?? 'Example Systems'),
			model: string(host.group.model ?? 'Rack 2U'),
			uuid: string(hostUuid(host)),
			otherIdentifyingInfo: undefined,
			serialNumber: undefined,
		}),
		cpuPowerManagementInfo: undefined,
		cpuInfo: data('HostCpuInfo', {
			numCpuPackages: short(cpu.packages),
			numCpuCores: short(cpu.cores),
			numCpuThreads: short(cpu.threads),
			hz: long(hz),
		}),
		cpuPkg: () =>
			list(
				'HostCpuPackage',
				Array.from({ length: cpu.packages }, (_, index) =>
					data('HostCpuPackage', {
						index: short(index),
						vendor: string(cpu.vendor),
						hz: long(hz),
						busHz: long(100_000_000),
						description: string(cpu.model),
						threadId: list('Short', []),
						cpuFeature: list('HostCpuIdInfo', []),
					}),
				),
			),
		memorySize: long(hostMemory(host.group)),
		numaInfo: undefined,
		pciDevice: undefined,
		cpuFeature: () => list('HostCpuIdInfo', cpuFeatures()),
		biosInfo: undefined,
	});
}

/** Registers of CPUID that clients look at: of level 0x80000001 the bits of EDX for long mode, 1 GB pages, NX and SYSCALL. */
function cpuFeatures() {
	const register = (bits: number) => string((bits.toString(2).padStart(32, '0').match(/.{4}/g) ?? []).join(':'));
	const info = (level: number, edx: number) =>
		data('HostCpuIdInfo', {
			level: int(level),
			vendor: undefined,
			eax: register(0),
			ebx: register(0),
			ecx: register(0),
			edx: register(edx),
		});
	return [info(1, 0x1f_8b_fb_ff), info(-2_147_483_647, 0x2c_10_08_00)];
}
