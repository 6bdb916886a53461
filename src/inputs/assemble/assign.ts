/** Sets `cpu.vendor` of an object, making the object between. Data have at most one dot. */
export function assign(target: object, datum: string, value: unknown): void {
	const record = target as Record<string, unknown>;
	const dot = datum.indexOf('.');
	if (dot < 0) {
		record[datum] = value;
		return;
	}
	const outer = datum.slice(0, dot);
	record[outer] ??= {};
	(record[outer] as Record<string, unknown>)[datum.slice(dot + 1)] = value;
}

/** The value of `cpu.vendor`, undefined when absent. */
export function read(target: object, datum: string): unknown {
	const record = target as Record<string, unknown>;
	const dot = datum.indexOf('.');
	if (dot < 0) return record[datum];
	const outer = record[datum.slice(0, dot)];
	return typeof outer === 'object' && outer !== null
		? (outer as Record<string, unknown>)[datum.slice(dot + 1)]
		: undefined;
}

/** Removes `cpu.vendor`, and `cpu` with its last datum. */
export function remove(target: object, datum: string): void {
	const record = target as Record<string, unknown>;
	const dot = datum.indexOf('.');
	if (dot < 0) {
		delete record[datum];
		return;
	}
	const outer = record[datum.slice(0, dot)];
	if (typeof outer !== 'object' || outer === null) return;
	delete (outer as Record<string, unknown>)[datum.slice(dot + 1)];
	if (Object.keys(outer).length === 0) delete record[datum.slice(0, dot)];
}
