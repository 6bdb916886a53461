import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, describe, expect, it } from 'vitest';
import { importRules, LAYERS, NO_CLOCK } from './import-table.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

async function violations(baseDir: string): Promise<{ rules: string[]; modules: number }> {
	const result = await cruise(
		['src'],
		{
			baseDir,
			validate: true,
			ruleSet: { forbidden: importRules() },
			tsPreCompilationDeps: true,
			doNotFollow: { path: 'node_modules' },
			enhancedResolveOptions: { extensions: ['.ts', '.js'], conditionNames: ['import', 'types', 'default'] },
		},
		{ extensionAlias: { '.js': ['.ts', '.js'] } },
	);
	const { summary, modules } = result.output as ICruiseResult;
	return {
		rules: summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`),
		modules: modules.filter((module) => module.source.startsWith('src/')).length,
	};
}

function sourceFiles(folder: string): string[] {
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
		.map((entry) => join(entry.parentPath, entry.name));
}

describe('the import table', () => {
	it('holds for every file of src, and the checker really saw them', async () => {
		const { rules, modules } = await violations(root);
		expect(rules).toEqual([]);
		expect(modules).toBe(sourceFiles('src').length);
	});

	it('names every folder of src', () => {
		const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map((entry) => entry.name);
		expect(folders.filter((folder) => !(folder in LAYERS))).toEqual([]);
	});

	it('lets no layer that must be a function of its input read the clock or draw unseeded random numbers', () => {
		const offenders = NO_CLOCK.flatMap((layer) => sourceFiles(`src/${layer}`)).filter((file) =>
			/\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bMath\.random\(|\bhrtime\b/.test(readFileSync(file, 'utf8')),
		);
		expect(offenders.map((file) => relative(root, file))).toEqual([]);
	});

	it('keeps powers out of the simulation, because Node 20 and 24 round them differently', () => {
		const offenders = sourceFiles('src/simulation').filter((file) =>
			/\bMath\.pow\(|[^*/]\*\*[^*/]/.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
		);
		expect(offenders.map((file) => relative(root, file))).toEqual([]);
	});
});

describe('a planted violation', () => {
	const scratch = mkdtempSync(join(tmpdir(), 'xvcheck-imports-'));
	afterAll(() => rmSync(scratch, { recursive: true, force: true }));

	/** A tree of small files, one of which breaks a rule. */
	async function planted(name: string, files: Record<string, string>): Promise<string[]> {
		const folder = join(scratch, name);
		for (const [file, text] of Object.entries(files)) {
			mkdirSync(dirname(join(folder, file)), { recursive: true });
			writeFileSync(join(folder, file), text);
		}
		cpSync(join(root, 'package.json'), join(folder, 'package.json'));
		return (await violations(folder)).rules.map((text) => text.split(':')[0] as string);
	}

	for (const [layer, allowed] of Object.entries(LAYERS)) {
		const forbidden = Object.keys(LAYERS).find((other) => other !== layer && !allowed.includes(other));
		if (forbidden === undefined) continue;
		it(`is reported when ${layer} imports ${forbidden}`, async () => {
			const found = await planted(`layer-${layer}`, {
				[`src/${layer}/room/a.ts`]: `import { b } from '../../${forbidden}/room/b.js';\nexport const a = b;\n`,
				[`src/${forbidden}/room/b.ts`]: 'export const b = 1;\n',
			});
			expect(found).toEqual([`${layer}-imports`]);
		});
	}

	it('is reported when two files import each other, even only for types', async () => {
		const found = await planted('cycle', {
			'src/model/a.ts': "import type { B } from './b.js';\nexport type A = B | 1;\n",
			'src/model/b.ts': "import type { A } from './a.js';\nexport type B = A | 2;\n",
		});
		expect(new Set(found)).toEqual(new Set(['no-cycle']));
	});

	it('is reported when a layer without file access reads files', async () => {
		expect(
			await planted('files', {
				'src/facts/room/a.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n",
			}),
		).toEqual(['files-only-where-allowed']);
	});

	it('is reported when a layer without network access opens a socket', async () => {
		expect(
			await planted('network', {
				'src/app/room/a.ts': "import { connect } from 'node:tls';\nexport const a = connect;\n",
			}),
		).toEqual(['network-only-where-allowed']);
	});

	it('is reported when an extension imports its sibling', async () => {
		expect(
			await planted('sibling', {
				'src/collectors/a.ts': "import b from './b.js';\nexport default b;\n",
				'src/collectors/b.ts': 'export default 1;\n',
			}),
		).toEqual(['collectors-siblings']);
	});

	it('is reported when the product imports a test', async () => {
		expect(
			await planted('test', {
				'src/shared/a.ts': "import { b } from '../../test/b.js';\nexport const a = b;\n",
				'test/b.ts': 'export const b = 1;\n',
			}),
		).toEqual(['not-to-test']);
	});
});
