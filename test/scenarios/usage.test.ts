import { describe, expect, it } from 'vitest';
import { folderWith, xvcheck } from './support.js';

/** Every refusal: exit 2, nothing on standard output, sentences without a stack trace on standard error. */
async function refused(args: readonly string[], options: Parameters<typeof xvcheck>[1] = {}): Promise<string> {
	const { code, stdout, stderr } = await xvcheck(args, options);
	expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
	expect(stderr).not.toMatch(/^\s+at /m);
	expect(stderr).not.toMatch(/Error:|undefined/);
	return stderr;
}

describe('the command line', () => {
	it('answers --version quickly and alone', async () => {
		expect(await xvcheck(['--version'])).toMatchObject({
			code: 0,
			stdout: expect.stringMatching(/^xvcheck\/\d/),
			stderr: '',
		});
	});

	it('prints the exit codes in help', async () => {
		const { code, stdout } = await xvcheck(['check', '--help']);
		expect(code).toBe(0);
		expect(stdout).toContain('3  inconclusive');
	});

	it('never reads as ready when a pipeline gives it nothing', async () => {
		expect((await xvcheck([])).code).toBe(2);
	});

	it.each([
		['a command that does not exist', ['chek'], 'There is no command "chek".\nDid you mean xvcheck check?'],
		['a bare topic', ['rules'], 'xvcheck rules needs one of: list, new, show, test.'],
		['a misspelt flag', ['check', '--formt', 'json'], 'There is no flag --formt here.\nDid you mean --format?'],
		['a flag given twice', ['check', '--rtt', '1ms', '--rtt=2ms'], 'The flag --rtt is given twice.'],
		['a value that is no choice', ['check', '--move', 'warm'], 'hot, cold'],
		[
			'a section that the report does not have',
			['check', '--source', 'a', '--destination', 'b', '--show', 'nope'],
			'The report has no section "nope" to show.',
		],
		['a missing argument', ['collect'], 'Missing: SOURCE.'],
		['an argument too many', ['run', 'a.yaml', 'b.yaml'], 'Not expected here: b.yaml.'],
		['neither a plan nor two sources', ['check'], 'There is no plan and no pair of sources to check.'],
		['one side only', ['check', '--source', 'rvtools:a.xlsx'], 'The plan names no destination.'],
		[
			'an unknown format',
			['check', '--source', 'a', '--destination', 'b', '--format', 'pdf'],
			'There is no format "pdf".',
		],
		[
			'two formats for one file',
			['check', '--source', 'a', '--destination', 'b', '--format', 'json=x', '--format', 'junit=x'],
			'Two formats would be written to',
		],
		[
			'an output that is an input',
			['check', '--source', 'rvtools:a.xlsx', '--destination', 'b', '--format', 'json=a.xlsx'],
			'it is one of the inputs',
		],
		[
			'a time without zone',
			['check', '--source', 'a', '--destination', 'b', '--at', '2026-01-01T10:00'],
			'must be a time with its zone',
		],
		[
			'a plan that is not there',
			['run', 'nowhere.yaml'],
			'Could not read the plan nowhere.yaml: there is no such file.',
		],
		['an unknown schema', ['schema', 'plans'], 'There is no schema "plans".'],
		['an unknown rule', ['rules', 'show', 'vm-templat'], 'Did you mean vm-template?'],
		['a rule folder that is not there', ['rules', 'test', 'nowhere'], 'nowhere'],
	])('refuses %s', async (_name, args, expected) => {
		expect(await refused(args)).toContain(expected);
	});

	it('never repeats a password that was given where none belongs', async () => {
		const cases = [
			['check', '--password=hunter2'],
			['check', '--password', 'hunter2'],
			['check', '--source-password=hunter2'],
			['collect', 'vcenter:https://ro:hunter2@127.0.0.1:1'],
			['check', '--source', 'https://ro:hunter2@127.0.0.1:1', '--destination', 'x'],
			['run', 'a.yaml', 'https://ro:hunter2@vc'],
		];
		for (const args of cases) expect(await refused(args), args.join(' ')).not.toContain('hunter2');
	});

	it('answers errors as one JSON object under --json', async () => {
		const { code, stdout } = await xvcheck(['check', '--json', '--nonsense']);
		expect(code).toBe(2);
		expect(JSON.parse(stdout)).toEqual({
			schemaVersion: 1,
			error: {
				code: 'usage',
				message: 'There is no flag --nonsense here.',
				suggestions: ['See the flags with --help.'],
			},
			exitCode: 2,
		});
	});

	it('places a mistake in a plan at file, line and column', async () => {
		const cwd = folderWith({ 'plan.yaml': 'version: 1\nsource: a\ndestination: b\nlink:\n  bandwith: 10Gbps\n' });
		const text = await refused(['run', 'plan.yaml'], { cwd });
		expect(text).toContain('plan.yaml:5:3: link.bandwith: unknown key; did you mean "bandwidth"?');
	});

	it('refuses a password in a plan without repeating it', async () => {
		const cwd = folderWith({
			'plan.yaml': "version: 1\nsource: { vcenter: 'https://vc', password: hunter2 }\ndestination: b\n",
		});
		const text = await refused(['run', 'plan.yaml'], { cwd });
		expect(text).toContain('plan.yaml:2:34: source.password: a secret never stands in a file');
		expect(text).not.toContain('hunter2');
	});

	it('prints schemas that are JSON', async () => {
		for (const name of ['plan', 'waivers', 'report', 'timeline', 'inventory', 'rule', 'cases', 'scenario']) {
			const { code, stdout } = await xvcheck(['schema', name]);
			expect(code, name).toBe(0);
			expect(JSON.parse(stdout)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
		}
	});

	it('lists and shows rules', async () => {
		const list = await xvcheck(['rules', 'list', '--json']);
		expect(JSON.parse(list.stdout).rules.map((rule: { id: string }) => rule.id)).toContain('vm-template');
		const show = await xvcheck(['rules', 'show', 'vm-template']);
		expect(show).toMatchObject({ code: 0, stdout: expect.stringContaining('Templates cannot be moved') });
	});
});
