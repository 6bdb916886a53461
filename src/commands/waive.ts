import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { escapeText } from '../shared/escape.js';
import { BaseCommand } from './support/base-command.js';
import { writeStdout } from './support/stdout.js';

export default class WaiveCommand extends BaseCommand {
	static override summary = 'accept a finding for a while';
	static override description =
		"Writes a waiver for a finding of a saved report into the plan's waiver file (policy.waivers; made and named in the plan when it names none). Comments stay. The finding stays in every report as it is; only the gate lets it pass, until the end of the day that --expires names (UTC). A waiver that has expired or matches nothing is reported.";
	static override examples = [
		"<%= config.bin %> waive 3f9c0a21b7de --report report.json --reason 'CHG-1234: moved by hand' --approved-by 'J. Doe' --expires 2026-12-31",
		"<%= config.bin %> waive 3f9c0a21b7de --report report.json --subject 'app-*' --file waivers.yaml --reason CHG-1234 --approved-by ops --expires 2026-12-31",
	];
	static override args = {
		fingerprint: Args.string({
			description: 'of the finding, as the report has it (text shows it with --details); its beginning will do',
			required: true,
		}),
	};
	static override flags = {
		report: Flags.string({ description: 'saved JSON report that has the finding', helpValue: 'FILE', required: true }),
		reason: Flags.string({ description: 'why it is accepted', helpValue: 'TEXT', required: true }),
		'approved-by': Flags.string({ description: 'who answers for it', helpValue: 'NAME', required: true }),
		expires: Flags.string({
			description: 'last day that it holds, such as 2026-12-31',
			helpValue: 'DATE',
			required: true,
		}),
		subject: Flags.string({
			description: 'an id, a name or a pattern instead of the objects of the finding',
			helpValue: 'PATTERN',
		}),
		plan: Flags.string({ description: 'the plan; default: the one that the report names', helpValue: 'FILE' }),
		file: Flags.string({ description: "the waiver file; default: the plan's", helpValue: 'FILE' }),
		json: Flags.boolean({ description: 'what was written as JSON on standard output' }),
	};

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(WaiveCommand);
		const { waive } = await import('../app/waive.js');
		const { 'approved-by': approvedBy, json, ...rest } = flags;
		const waived = await waive(args.fingerprint, { ...rest, approvedBy }, new Date().toISOString());
		const { waivers, file, plan } = waived;
		await writeStdout(
			json
				? [`${JSON.stringify({ schemaVersion: 1, ...waived }, null, 2)}\n`]
				: [
						...waivers.map(({ rule, subject, expires }) => `waived ${rule} for ${subject} until ${expires} in ${file}`),
						...(plan === undefined ? [] : [`${plan} names it now: policy.waivers`]),
					].map((line) => `${escapeText(line)}\n`),
		);
		return 0;
	}
}
