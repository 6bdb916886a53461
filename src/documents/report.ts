import { Report } from '../model/report.js';
import { decodeText } from '../shared/decode-text.js';
import { UserError } from '../shared/errors.js';
import { parseJson } from '../shared/json.js';
import { pathText } from './positioned.js';
import { readWholeFile } from './read-file.js';
import { describeErrors } from './schema-errors.js';
import { schemaErrors } from './validate.js';

const LIMIT = 512 * 1024 * 1024;

/**
 * Reads a report that `--json` wrote and checks its shape; whether it agrees with itself is for the caller to decide.
 * @throws UserError when it is not JSON, has duplicate keys, or is another document.
 */
export async function readReport(file: string): Promise<Report> {
	const value = parseJson(decodeText(await readWholeFile(file, 'the report', LIMIT), file), file, 'the report');
	const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
	if (typeof version === 'number' && version !== 1)
		throw new UserError(
			'report-version',
			`Could not use the report ${file}: it has schema version ${version}, and this xvcheck reads version 1.`,
			{ suggestions: ['Use the xvcheck that wrote it, or check again with this one.'] },
		);
	if (version !== 1 || !Array.isArray((value as { findings?: unknown }).findings))
		throw new UserError('not-a-report', `Could not use ${file}: it is not an xvcheck report of schema version 1.`, {
			suggestions: ['Pass a file that `xvcheck run PLAN --format json=FILE` wrote.'],
		});
	const mistakes = describeErrors(await schemaErrors(value, Report), value);
	if (mistakes.length === 0) return value as Report;
	const [first] = mistakes;
	throw new UserError(
		'not-a-report',
		`Could not use the report ${file}: ${pathText(first?.path ?? [])}: ${first?.text}. Was it edited?`,
	);
}
