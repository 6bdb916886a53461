import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from './support/base-command.js';
import { commandContext } from './support/context.js';
import { rehearsal, twoSided } from './support/flags.js';
import { planFlags } from './support/plan-flags.js';
import { renderOptions } from './support/report-output.js';
import { writeStdout } from './support/stdout.js';

export default class Simulate extends BaseCommand {
	static override summary = 'rehearse a plan without checking it';
	static override description =
		'Says how long the move would take, what it would wait for and what it would fill, whether or not the gate is open. Exits 0 when it could run.';
	static override examples = [
		'<%= config.bin %> simulate plan.yaml',
		'<%= config.bin %> simulate plan.yaml --seed 7 --json',
	];
	static override args = { plan: Args.string({ description: 'plan file' }) };
	static override flags = {
		...twoSided,
		...rehearsal,
		json: Flags.boolean({ description: 'the timeline as JSON on standard output' }),
		details: Flags.boolean({ description: 'figures that rest on assumptions, too' }),
	};

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(Simulate);
		const { plansOf } = await import('../app/plans.js');
		const [plan] = await plansOf(args.plan === undefined ? [] : [args.plan], planFlags(flags));
		if (plan === undefined) throw new Error('a command line gives one plan');
		const context = commandContext(this.config.version, flags);
		const { simulatePlan, timelineText } = await import('../app/simulate.js');
		const simulated = await simulatePlan(plan, { seed: flags.seed, replications: flags.replications }, context);
		context.progress.end();
		if (flags.json) await writeStdout([`${JSON.stringify(simulated.timeline, null, 2)}\n`]);
		else await writeStdout(timelineText(simulated, renderOptions(flags)));
		return 0;
	}
}
