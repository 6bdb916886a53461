import { BugError } from '../../shared/errors.js';
import type { RulePack } from '../contract.js';

/**
 * Reads a rule folder (`<area>/<id>.yaml`, `tables/*.yaml`), and user rules from `extra` folders.
 * @throws UserError with file, line and column for anything that is not as design 5 says.
 */
export async function loadPack(_folder: string, _options: { extra?: readonly string[] } = {}): Promise<RulePack> {
	throw new BugError('loadPack is not built yet');
}

/** The pack that the build compiled (`dist/rulepack.json`); in development, where there is none, the `rules` folder. */
export async function loadBuiltPack(_options: { extra?: readonly string[] } = {}): Promise<RulePack> {
	throw new BugError('loadBuiltPack is not built yet');
}
