import { BugError } from '../../shared/errors.js';
import type { LoadedCases } from '../contract.js';

/** Reads every `<id>.cases.yaml` of a rule folder. @throws UserError with file, line and column. */
export async function loadCases(_folder: string): Promise<readonly LoadedCases[]> {
	throw new BugError('loadCases is not built yet');
}
