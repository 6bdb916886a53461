import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkPack } from '../engine/pack/check-pack.js';
import { readPack } from '../engine/pack/load-pack.js';
import type { Fact } from '../model/fact.js';
import { loadDirectory } from '../shared/load-directory.js';

/**
 * Compiles the rule folder to `dist/rulepack.json` (rules with positions, tables, hash) and `dist/rulecases.json`, so that a
 * start parses no YAML. A rule with an error breaks the build.
 * @throws UserError that lists every error with file, line and column.
 */
export async function writeRulePack(root: URL): Promise<void> {
	const { pack, cases } = await readPack(fileURLToPath(new URL('rules', root)));
	checkPack(pack, await loadDirectory<Fact>(new URL('dist/facts/', root)));
	writeFileSync(new URL('dist/rulepack.json', root), JSON.stringify(pack));
	writeFileSync(new URL('dist/rulecases.json', root), JSON.stringify(cases));
}
