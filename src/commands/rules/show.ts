import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../support/base-command.js';
import { ownRules } from '../support/flags.js';
import { writeStdout } from '../support/stdout.js';

export default class RulesShow extends BaseCommand {
	static override summary = 'show one rule';
	static override description = 'What the rule asks, why it matters, how to mend it, and what it rests on.';
	static override examples = ['<%= config.bin %> rules show datastore-capacity'];
	static override args = {
		rule: Args.string({ description: 'id of a rule or of a finding of xvcheck itself', required: true }),
	};
	static override flags = { rules: ownRules, json: Flags.boolean({ description: 'as JSON on standard output' }) };

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(RulesShow);
		const { findRule, ruleText } = await import('../../app/rules.js');
		const rule = await findRule(args.rule, flags.rules ?? []);
		await writeStdout([flags.json ? `${JSON.stringify({ schemaVersion: 1, ...rule }, null, 2)}\n` : ruleText(rule)]);
		return 0;
	}
}
