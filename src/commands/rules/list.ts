import * as Flags from '@oclif/core/flags';
import { PROFILES, SEVERITIES, SUBJECTS } from '../../model/vocabulary.js';
import { defined } from '../../shared/defined.js';
import { BaseCommand } from '../support/base-command.js';
import { ownRules } from '../support/flags.js';
import { writeStdout } from '../support/stdout.js';
import { padded } from '../support/table.js';

export default class RulesList extends BaseCommand {
	static override summary = 'list the rules';
	static override description = 'One line per rule: id, area, worst severity, title.';
	static override examples = [
		'<%= config.bin %> rules list',
		'<%= config.bin %> rules list --area network --json',
		'<%= config.bin %> rules list --severity blocker --subject vm --source judgement',
	];
	static override flags = {
		area: Flags.string({ description: 'only this area', helpValue: 'AREA' }),
		subject: Flags.option({ options: SUBJECTS, description: 'only what is asked of these objects' })(),
		profile: Flags.option({ options: PROFILES, description: 'only what this profile asks' })(),
		severity: Flags.option({ options: SEVERITIES, description: 'only what may come to this severity' })(),
		source: Flags.option({
			options: ['vendor', 'article', 'judgement', 'local'] as const,
			description: 'only what rests on a source of this kind',
		})(),
		rules: ownRules,
		json: Flags.boolean({ description: 'as JSON on standard output' }),
	};

	protected async work(): Promise<number> {
		const { flags } = await this.parse(RulesList);
		const { area, subject, profile, severity, source } = flags;
		const { listRules, ruleSummary } = await import('../../app/rules.js');
		const { hash, rules } = await listRules(flags.rules ?? [], defined({ area, subject, profile, severity, source }));
		const rows = rules.map(ruleSummary);
		await writeStdout(
			flags.json
				? [`${JSON.stringify({ schemaVersion: 1, hash, rules: rows }, null, 2)}\n`]
				: [
						...padded(rows.map(({ id, area, severity, title }) => [id, area, severity, title])),
						`${rows.length} rules, pack ${hash.slice(0, 8)}\n`,
					],
		);
		return 0;
	}
}
