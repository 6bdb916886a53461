import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { AREAS, SUBJECTS } from '../../model/vocabulary.js';
import { escapeText } from '../../shared/escape.js';
import { BaseCommand } from '../support/base-command.js';
import { writeStdout } from '../support/stdout.js';

export default class RulesNew extends BaseCommand {
	static override summary = 'begin a rule of your own';
	static override description =
		'Writes ID.yaml and ID.cases.yaml to fill in. As written the rule fails everything and its cases fail, so that it is never taken for one that passes.';
	static override examples = [
		'<%= config.bin %> rules new backup-agent-missing --area vm-state --subject vm',
		'<%= config.bin %> rules new backup-agent-missing --folder my-rules && <%= config.bin %> rules test my-rules',
	];
	static override args = { id: Args.string({ description: 'id: small letters, digits and dashes', required: true }) };
	static override flags = {
		area: Flags.option({ options: AREAS, description: 'area of the catalogue', default: 'vm-state' })(),
		subject: Flags.option({ options: SUBJECTS, description: 'what it is asked of', default: 'vm' })(),
		folder: Flags.string({ description: 'folder of your own rules', helpValue: 'DIR', default: 'my-rules' }),
	};

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(RulesNew);
		const { newRule } = await import('../../app/new-rule.js');
		const { area, subject, folder } = flags;
		const files = await newRule({ id: args.id, area: area as string, subject: subject as never, folder });
		await writeStdout([
			...files.map((file) => `wrote ${escapeText(file)}\n`),
			`fill in every TODO, then: xvcheck rules test ${escapeText(folder)}\n`,
		]);
		return 0;
	}
}
