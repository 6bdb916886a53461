import * as Flags from '@oclif/core/flags';
import { BaseCommand } from './support/base-command.js';
import { commandContext } from './support/context.js';
import { twoSided } from './support/flags.js';
import { planFlags } from './support/plan-flags.js';
import { writeStdout } from './support/stdout.js';

const { move: _, bandwidth: __, rtt: ___, ...sides } = twoSided;

export default class Init extends BaseCommand {
	static override summary = 'write a plan from two sources';
	static override description =
		'Reads both sides and writes a commented plan: cluster, networks, datastores, and a declared section with exactly the data that this pair lacks.';
	static override examples = [
		'<%= config.bin %> init --source rvtools:milan.xlsx --destination rvtools:frankfurt.xlsx --output plan.yaml',
	];
	static override flags = {
		...sides,
		output: Flags.string({
			char: 'o',
			description: 'file to write, or - for standard output',
			helpValue: 'FILE|-',
			default: '-',
		}),
		json: Flags.boolean({ description: 'errors as JSON on standard output' }),
	};

	protected async work(): Promise<number> {
		const { flags } = await this.parse(Init);
		const context = commandContext(this.config.version, flags);
		const { initPlan, writePlan } = await import('../app/init.js');
		const text = await initPlan(planFlags(flags), flags.output === '-' ? undefined : flags.output, context);
		context.progress.end();
		if (flags.output === '-') await writeStdout([text]);
		else {
			await writePlan(text, flags.output);
			context.progress.note(`Written: ${flags.output}. Fill in the link, then: xvcheck run ${flags.output}`);
		}
		return 0;
	}
}
