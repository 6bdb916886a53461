import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '../documents/read-document.js';
import { validate } from '../documents/validate.js';
import type { RulePack } from '../engine/contract.js';
import { packHash } from '../engine/pack/pack-hash.js';
import type { Report } from '../model/report.js';
import { TABLES } from '../model/tables.js';
import { closestName } from '../shared/closest-name.js';
import { messageOf, UserError } from '../shared/errors.js';

export type OwnTables = NonNullable<Report['tables']>;

/**
 * The pack with the tables of a user's folder in the place of its own, each whole, and what the report says of them.
 * @throws UserError for a folder without tables, a table that cannot be replaced, and with file, line and column for a key that
 * its layout does not know.
 */
export async function withOwnTables(
	pack: RulePack,
	folder: string | undefined,
): Promise<{ readonly pack: RulePack; readonly tables: OwnTables }> {
	if (folder === undefined) return { pack, tables: [] };
	const names = tableNames(folder);
	const tables: OwnTables = [];
	const content: Record<string, unknown> = { ...pack.tables };
	for (const [name, file] of names) {
		const schema = TABLES[name];
		if (schema === undefined || !(name in pack.tables)) throw unknownTable(name, file);
		const document = await readDocument(file, `the table ${name}`);
		const value = (await validate(document, schema, `the table ${name}`)) as { schemaVersion: number; version: string };
		content[name] = value;
		const { schemaVersion, version } = value;
		const sha256 = createHash('sha256').update(JSON.stringify(value)).digest('hex');
		tables.push({ name, schemaVersion, version, location: file, sha256 });
	}
	const hash = packHash(pack.rules, { tables: content, toolFindings: pack.toolFindings });
	return { pack: { ...pack, tables: content, hash }, tables };
}

function tableNames(folder: string): [string, string][] {
	const files = filesOf(folder).filter((name) => /\.ya?ml$/.test(name));
	if (files.length === 0)
		throw new UserError('tables-empty', `Could not use the tables in ${folder}: it holds no YAML file.`, {
			suggestions: [`Tables are named as in rules/tables of the package: ${Object.keys(TABLES).join(', ')}.`],
		});
	return files.sort().map((name) => [name.replace(/\.ya?ml$/, ''), join(folder, name)]);
}

function filesOf(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch (thrown) {
		throw new UserError('tables-folder', `Could not read the tables in ${folder}: ${messageOf(thrown)}.`, {
			cause: thrown,
		});
	}
}

function unknownTable(name: string, file: string): UserError {
	const near = closestName(name, Object.keys(TABLES));
	return new UserError('unknown-table', `${file}: there is no table "${name}" that can be replaced.`, {
		suggestions: [near === undefined ? `Tables: ${Object.keys(TABLES).join(', ')}.` : `Did you mean ${near}.yaml?`],
	});
}
