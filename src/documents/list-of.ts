/** A single string where a list is expected is accepted (clarifications 7.6). */
export function listOf(value: string | readonly string[]): readonly string[] {
	return typeof value === 'string' ? [value] : value;
}
