import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from './support/base-command.js';
import { output } from './support/flags.js';
import { targetsOf, writeReports } from './support/report-output.js';
import { usage } from './support/usage.js';

export default class ReportCommand extends BaseCommand {
	static override summary = 'show saved reports in other formats';
	static override description =
		'Renders reports that were saved as JSON. A report that does not agree with itself is refused. Exits 0 when it could, with --gate with the saved exit code.';
	static override examples = [
		'<%= config.bin %> report report.json',
		'<%= config.bin %> report report.json --format junit=report.xml --gate',
	];
	static override args = { file: Args.string({ description: 'saved JSON reports', required: true }) };
	static override strict = false;
	static override flags = {
		...output,
		gate: Flags.boolean({ description: 'exit with the code of the saved verdict' }),
	};

	protected async work(): Promise<number> {
		const { argv, flags } = await this.parse(ReportCommand);
		const files = argv as string[];
		if (files.length === 0) throw usage('Missing: FILE.', ['See the usage with --help.']);
		const targets = await targetsOf(flags, files, files.length);
		const { readSavedReport } = await import('../app/saved-report.js');
		const { worstExitCode } = await import('../app/waves.js');
		const reports = [];
		for (const file of files) reports.push(await readSavedReport(file));
		await writeReports(reports, targets, flags);
		return flags.gate ? worstExitCode(reports.map(({ exitCode }) => exitCode)) : 0;
	}
}
