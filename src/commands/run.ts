import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { defined } from '../shared/defined.js';
import { BaseCommand } from './support/base-command.js';
import { baselineOf } from './support/baseline.js';
import { commandContext } from './support/context.js';
import { judging, output, rehearsal, twoSided } from './support/flags.js';
import { planFlags } from './support/plan-flags.js';
import { probeSources, probeSourcesOf } from './support/probe-flags.js';
import { targetsOf, writeReports } from './support/report-output.js';

export default class Run extends BaseCommand {
	static override summary = 'check a plan and, when the gate is open, rehearse the move: the main job';
	static override description =
		'Reads both sides, says for each VM whether it can move, and simulates the move when the exit code would be 0.';
	static override examples = [
		'<%= config.bin %> run plan.yaml',
		'<%= config.bin %> run plan.yaml --json',
		'<%= config.bin %> run plan.yaml --baseline last-night.json --fail-on warning',
		'<%= config.bin %> run plan.yaml --simulate-ready --show warnings',
	];
	static override args = { plan: Args.string({ description: 'plan file' }) };
	static override flags = {
		...twoSided,
		...judging,
		...probeSources,
		...output,
		...rehearsal,
		'simulate-ready': Flags.boolean({
			description: 'rehearse the VMs that are ready or clear although others are not; the exit code stays',
		}),
	};

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(Run);
		const { plansOf, filesOf } = await import('../app/plans.js');
		const [plan] = await plansOf(args.plan === undefined ? [] : [args.plan], planFlags(flags));
		if (plan === undefined) throw new Error('a command line gives one plan');
		const baseline = await baselineOf(flags.baseline);
		const targets = await targetsOf(flags, [...filesOf(plan), ...(flags.baseline ? [flags.baseline] : [])]);
		const context = commandContext(this.config.version, flags);
		const { run } = await import('../app/run.js');
		const { rules = [], data, seed, replications } = flags;
		const probes = probeSourcesOf(flags);
		const options = defined({
			rules,
			data,
			seed,
			replications,
			allFindings: flags['all-findings'],
			advice: flags.advice,
			probes,
			baseline,
		});
		const report = await run(plan, { ...options, simulateReady: flags['simulate-ready'] }, context);
		context.progress.end();
		await writeReports([report], targets, flags);
		return report.exitCode;
	}
}
