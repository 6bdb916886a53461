const VERSION = /^\d+(\.\d+)*$/;

/**
 * Compares dotted version numbers part by part as numbers; a missing part counts as 0, so `8.0` equals `8.0.0`.
 * @returns negative, 0 or positive; undefined when either text is no dotted number.
 */
export function compareVersions(a: string, b: string): number | undefined {
	if (!VERSION.test(a) || !VERSION.test(b)) return undefined;
	const left = a.split('.').map(Number);
	const right = b.split('.').map(Number);
	for (let i = 0; i < Math.max(left.length, right.length); i++) {
		const difference = (left[i] ?? 0) - (right[i] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

/** Whether `version` is `floor` or later; undefined when either is absent or no dotted number. */
export function versionAtLeast(version: string | undefined, floor: string): boolean | undefined {
	if (version === undefined) return undefined;
	const order = compareVersions(version, floor);
	return order === undefined ? undefined : order >= 0;
}
