/** Tabs are exported minutes apart and round differently: sizes contradict only beyond 5 % plus 1 GiB (clarifications 5.9). */
export function closeSizes(a: number, b: number): boolean {
	return Math.abs(a - b) <= Math.max(a, b) * 0.05 + 1024 * 1024 * 1024;
}
