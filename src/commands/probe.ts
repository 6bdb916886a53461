import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from './support/base-command.js';
import { commandContext } from './support/context.js';
import { twoSided } from './support/flags.js';
import { planFlags } from './support/plan-flags.js';
import { probeOptions, probing } from './support/probe-flags.js';
import { writeStdout } from './support/stdout.js';

export default class Probe extends BaseCommand {
	static override summary = 'ask name servers, ports, certificates and clocks what no inventory tells';
	static override description =
		'Probes from this machine what a plan is about, and writes the results to a file that check and run take with --probes. It changes nothing. What could not be asked is told as such.';
	static override examples = [
		'<%= config.bin %> probe plan.yaml --output probes.json',
		'<%= config.bin %> probe plan.yaml --resolver 10.1.1.5 --resolver 10.2.1.5',
		'<%= config.bin %> check plan.yaml --probes probes.json',
	];
	static override args = { plan: Args.string({ description: 'plan file' }) };
	static override flags = {
		...twoSided,
		...probing,
		output: Flags.string({ char: 'o', description: 'file for the results', helpValue: 'FILE' }),
		json: Flags.boolean({ description: 'the results as JSON on standard output' }),
	};

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(Probe);
		const { plansOf, filesOf } = await import('../app/plans.js');
		const [plan] = await plansOf(args.plan === undefined ? [] : [args.plan], planFlags(flags));
		if (plan === undefined) throw new Error('a command line gives one plan');
		const { refuseInput } = await import('../app/render.js');
		if (flags.output !== undefined) refuseInput(flags.output, filesOf(plan));
		const context = commandContext(this.config.version, flags);
		const { probePlan, probeText, writeProbes } = await import('../app/probing/probe.js');
		const results = await probePlan(plan, probeOptions(flags), context);
		context.progress.end();
		if (flags.output !== undefined) await writeProbes(results, flags.output);
		const { probeSummary } = await import('../app/probing/summary.js');
		await writeStdout(flags.json ? probeText(results) : probeSummary(results));
		return 0;
	}
}
