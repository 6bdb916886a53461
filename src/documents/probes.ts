import { ProbeResults } from '../model/probes.js';
import { decodeText } from '../shared/decode-text.js';
import { UserError } from '../shared/errors.js';
import { parseJson } from '../shared/json.js';
import { pathText } from './positioned.js';
import { readWholeFile } from './read-file.js';
import { describeErrors } from './schema-errors.js';
import { schemaErrors } from './validate.js';

const LIMIT = 512 * 1024 * 1024;

/**
 * Reads the results of probes that `probe` wrote.
 * @throws UserError when the file is not JSON, has duplicate keys, is cut off, or is another document.
 */
export async function readProbeFile(file: string): Promise<ProbeResults> {
	const what = 'the results of probes';
	const value = parseJson(decodeText(await readWholeFile(file, what, LIMIT), file), file, what);
	const { kind, schemaVersion } = (value ?? {}) as { kind?: unknown; schemaVersion?: unknown };
	if (kind !== 'xvcheck.probes' || schemaVersion !== 1)
		throw new UserError(
			'not-probe-results',
			`Could not use ${file}: it holds no results of probes (schema version 1).`,
			{
				suggestions: ['Pass a file that `xvcheck probe PLAN --output FILE` wrote.'],
			},
		);
	const [mistake] = describeErrors(await schemaErrors(value, ProbeResults), value);
	if (mistake)
		throw new UserError(
			'not-probe-results',
			`Could not use ${file}: ${pathText(mistake.path)}: ${mistake.text}. Was it edited?`,
		);
	const results = value as ProbeResults;
	for (const key of ['startedAt', 'finishedAt'] as const)
		if (!Number.isFinite(Date.parse(results[key])))
			throw new UserError('not-probe-results', `Could not use ${file}: ${key} is no time.`);
	return results;
}
