/** EVC modes from low to high, each with the processor features that it adds to the one before (lower-case feature keys). */
const INTEL: readonly (readonly [string, readonly string[]])[] = [
	['intel-merom', ['ssse3']],
	['intel-penryn', ['sse41']],
	['intel-nehalem', ['sse42', 'popcnt']],
	['intel-westmere', ['aes', 'pclmulqdq']],
	['intel-sandybridge', ['avx', 'xsave']],
	['intel-ivybridge', ['f16c', 'rdrand', 'fsgsbase', 'smep']],
	['intel-haswell', ['avx2', 'bmi1', 'bmi2', 'fma', 'movbe']],
	['intel-broadwell', ['adx', 'rdseed', 'smap']],
	['intel-skylake', ['avx512f', 'avx512bw', 'avx512dq']],
	['intel-cascadelake', ['avx512vnni']],
	['intel-icelake', ['sha', 'vaes', 'avx512vbmi']],
	['intel-sapphirerapids', ['amx_tile', 'avx512fp16']],
	['intel-graniterapids', ['amx_fp16']],
];
const AMD: readonly (readonly [string, readonly string[]])[] = [
	['amd-rev-e', ['sse3']],
	['amd-rev-f', ['cmpxchg16b']],
	['amd-greyhound-no3dnow', ['sse4a', 'popcnt']],
	['amd-bulldozer', ['avx', 'aes', 'xsave']],
	['amd-piledriver', ['f16c', 'bmi1', 'fma']],
	['amd-steamroller', ['fsgsbase']],
	['amd-zen', ['avx2', 'bmi2', 'rdrand', 'sha']],
	['amd-zen2', ['clwb', 'rdpid']],
	['amd-zen3', ['vaes', 'invpcid']],
	['amd-zen4', ['avx512f', 'avx512vnni']],
	['amd-zen5', ['avxvnni', 'movdiri']],
];
/** The only mode that stands beside its sequence: newer ones do not contain it. */
const GREYHOUND = 'amd-greyhound';

/**
 * Features that a VM with baseline `wanted` uses and a place with baseline `offered` lacks, as keys (`cpuid.avx512f`); the vendor's
 * own (`cpuid.intel`) when vendors differ. Undefined when a mode is not known.
 */
export function missingFeatures(wanted: string, offered: string): string[] | undefined {
	const [from, to] = [placeOf(wanted), placeOf(offered)];
	if (from === undefined || to === undefined) return undefined;
	if (from.modes !== to.modes) return [`cpuid.${from.modes === INTEL ? 'intel' : 'amd'}`];
	const lacking = from.modes.slice(to.index + 1, from.index + 1).flatMap(([, features]) => features);
	if (wanted === GREYHOUND && offered !== GREYHOUND) lacking.push('3dnow');
	return lacking.map((feature) => `cpuid.${feature}`);
}

function placeOf(mode: string): { modes: typeof INTEL; index: number } | undefined {
	const name = mode === GREYHOUND ? 'amd-greyhound-no3dnow' : mode;
	for (const modes of [INTEL, AMD]) {
		const index = modes.findIndex(([key]) => key === name);
		if (index >= 0) return { modes, index };
	}
	return undefined;
}
