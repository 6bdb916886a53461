import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const ROOT = new URL('../golden/', import.meta.url);

/**
 * Compares `text` with `test/golden/<name>`. `UPDATE_GOLDEN=1` writes it instead; a pipeline must never do that.
 * @throws Error when asked to update where `CI` is set.
 */
export function expectGolden(name: string, text: string): void {
	const file = fileURLToPath(new URL(name, ROOT));
	if (updating(process.env)) {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
		return;
	}
	expect(text).toBe(readFileSync(file, 'utf8'));
}

/** Whether golden files are to be written. */
export function updating(env: NodeJS.ProcessEnv): boolean {
	if (env['UPDATE_GOLDEN'] !== '1') return false;
	if (env['CI'])
		throw new Error('UPDATE_GOLDEN=1 is refused where CI is set: golden files are reviewed, not made, there.');
	return true;
}
