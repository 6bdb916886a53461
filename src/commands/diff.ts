import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from './support/base-command.js';
import { renderOptions } from './support/report-output.js';
import { writeStdout } from './support/stdout.js';

export default class DiffCommand extends BaseCommand {
	static override summary = 'what is new, fixed or still failing between two reports';
	static override description =
		'Compares two reports that were saved as JSON, subject by subject. A VM that left the selection is not called fixed. A report of another schema version, or one that does not agree with itself, is refused. Exits 0 when it could compare, with --gate with the exit code of the new report.';
	static override examples = [
		'<%= config.bin %> diff monday.json friday.json',
		'<%= config.bin %> diff monday.json friday.json --all',
		'<%= config.bin %> diff monday.json friday.json --json --gate',
	];
	static override args = {
		old: Args.string({ description: 'the earlier saved JSON report', required: true }),
		new: Args.string({ description: 'the later one', required: true }),
	};
	static override flags = {
		json: Flags.boolean({ description: 'as JSON on standard output' }),
		all: Flags.boolean({ description: 'list every object, and what is as it was' }),
		gate: Flags.boolean({ description: 'exit with the code of the new report' }),
	};

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(DiffCommand);
		const { diffReports, diffText } = await import('../app/diff.js');
		const diff = await diffReports(args.old, args.new, flags.gate ?? false);
		await writeStdout(flags.json ? [`${JSON.stringify(diff, null, 2)}\n`] : diffText(diff, renderOptions(flags)));
		return diff.exitCode;
	}
}
