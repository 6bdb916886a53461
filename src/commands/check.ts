import * as Args from '@oclif/core/args';
import { defined } from '../shared/defined.js';
import { BaseCommand } from './support/base-command.js';
import { baselineOf } from './support/baseline.js';
import { commandContext } from './support/context.js';
import { judging, output, twoSided } from './support/flags.js';
import { planFlags } from './support/plan-flags.js';
import { probeSources, probeSourcesOf } from './support/probe-flags.js';
import { targetsOf, writeReports } from './support/report-output.js';

export default class Check extends BaseCommand {
	static override summary = 'check plans, without a dry run';
	static override description =
		'Reads both sides and says for each VM whether it can move. Several plans are waves in order: each is checked as if those before it had moved.';
	static override examples = [
		'<%= config.bin %> check plan.yaml',
		'<%= config.bin %> check --source rvtools:milan.xlsx --destination rvtools:frankfurt.xlsx',
		'<%= config.bin %> check plan.yaml --baseline last-night.json --max-warnings 20',
		'<%= config.bin %> check wave1.yaml wave2.yaml --fail-on warning --format junit=report.xml',
	];
	static override args = { plan: Args.string({ description: 'plan files, in the order of the waves' }) };
	static override strict = false;
	static override flags = { ...twoSided, ...judging, ...probeSources, ...output };

	protected async work(): Promise<number> {
		const { argv, flags } = await this.parse(Check);
		const { plansOf, filesOf } = await import('../app/plans.js');
		const plans = await plansOf(argv as string[], planFlags(flags));
		const baseline = await baselineOf(flags.baseline, plans.length);
		const inputs = [...plans.flatMap(filesOf), ...(flags.baseline ? [flags.baseline] : [])];
		const targets = await targetsOf(flags, inputs, plans.length);
		const context = commandContext(this.config.version, flags);
		const { checkWaves, worstExitCode } = await import('../app/waves.js');
		const { rules = [], data } = flags;
		const options = defined({
			rules,
			data,
			advice: flags.advice,
			allFindings: flags['all-findings'],
			probes: probeSourcesOf(flags),
			baseline,
		});
		const checked = await checkWaves(plans, options, context);
		context.progress.end();
		const reports = checked.map(({ report }) => report);
		await writeReports(reports, targets, flags);
		return worstExitCode(reports.map(({ exitCode }) => exitCode));
	}
}
