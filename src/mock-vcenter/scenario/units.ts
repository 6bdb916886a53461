const SIZE = /^(\d+(?:\.\d+)?)\s*(B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$/;
const FACTORS: Readonly<Record<string, number>> = {
	B: 1,
	KB: 1e3,
	MB: 1e6,
	GB: 1e9,
	TB: 1e12,
	KiB: 1024,
	MiB: 1_048_576,
	GiB: 1_073_741_824,
	TiB: 1_099_511_627_776,
};

/** The pattern of a size in a scenario, for its schema. */
export const SIZE_PATTERN = SIZE.source;

/** Bytes of a size such as `40GiB`. The schema has checked its form. */
export function bytesOf(size: string): number {
	const match = SIZE.exec(size);
	return Math.round(Number(match?.[1] ?? 0) * (FACTORS[match?.[2] ?? 'B'] ?? 1));
}
