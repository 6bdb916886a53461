import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { escapeText } from '../../shared/escape.js';
import { BaseCommand } from '../support/base-command.js';
import { writeStdout } from '../support/stdout.js';

export default class RulesTest extends BaseCommand {
	static override summary = 'run the cases of rules';
	static override description =
		"Runs the cases of a folder of your own rules, or of xvcheck's. Exits 1 when a case fails, 2 when rules or cases are broken or there are none.";
	static override examples = ['<%= config.bin %> rules test', '<%= config.bin %> rules test my-rules'];
	static override args = { folder: Args.string({ description: "folder of rules; default: xvcheck's own" }) };
	static override flags = { json: Flags.boolean({ description: 'as JSON on standard output' }) };

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(RulesTest);
		const { testRules } = await import('../../app/rules.js');
		const { results, rules } = await testRules(args.folder);
		const failed = results.filter(({ problems }) => problems.length > 0);
		const lines = failed.flatMap(({ where, rule, name, problems }) => [
			`${where}: ${rule}: ${name}`,
			...problems.map((problem) => `  ${problem}`),
		]);
		const count = `${results.length} cases of ${rules} rules, ${failed.length} failed`;
		await writeStdout(
			flags.json
				? [`${JSON.stringify({ schemaVersion: 1, rules, results }, null, 2)}\n`]
				: [...lines, count].map((line) => `${escapeText(line)}\n`),
		);
		return failed.length > 0 ? 1 : 0;
	}
}
