import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { Plan } from '../model/plan.js';
import type { ProbeResults } from '../model/probes.js';
import { escapeText } from '../shared/escape.js';
import { jsonPieces } from '../shared/json-pieces.js';
import { BaseCommand } from './support/base-command.js';
import { type CommandContext, commandContext } from './support/context.js';
import { twoSided } from './support/flags.js';
import { planFlags } from './support/plan-flags.js';
import { probeOptions, probing } from './support/probe-flags.js';
import { writeStdout } from './support/stdout.js';
import { usage } from './support/usage.js';

export default class Probe extends BaseCommand {
	static override summary = 'ask name servers, ports, certificates and clocks what no inventory tells';
	static override description =
		'Probes from this machine what a plan is about, and writes the results to a file that check and run take with --probes. It changes nothing. What could not be asked is told as such.';
	static override examples = [
		'<%= config.bin %> probe plan.yaml --output probes.json',
		'<%= config.bin %> probe plan.yaml --resolver 10.1.1.5 --resolver 10.2.1.5',
		'<%= config.bin %> probe plan.yaml --check-relocate 5 --output probes.json',
		'<%= config.bin %> probe plan.yaml --kit esxi scripts',
		'<%= config.bin %> probe --import scripts --output host-probes.json',
		'<%= config.bin %> check plan.yaml --probes probes.json --probes host-probes.json',
	];
	static override args = {
		plan: Args.string({ description: 'plan file' }),
		folder: Args.string({ description: 'with --kit: an empty or new folder for the scripts' }),
	};
	static override flags = {
		...twoSided,
		...probing,
		output: Flags.string({ char: 'o', description: 'file for the results', helpValue: 'FILE' }),
		json: Flags.boolean({ description: 'the results as JSON on standard output' }),
		kit: Flags.option({
			options: ['esxi'] as const,
			description: 'write a script for each host instead, to be read and run by people',
			helpGroup: 'ON THE HOSTS',
		})(),
		import: Flags.string({
			description: 'take the outputs of the scripts in this folder as results',
			helpValue: 'FOLDER',
			helpGroup: 'ON THE HOSTS',
		}),
	};

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(Probe);
		const context = commandContext(this.config.version, flags);
		if (flags.import !== undefined) {
			if (args.plan !== undefined || flags.kit !== undefined)
				throw usage('--import takes a folder and nothing else: neither a plan nor --kit.');
			const { importKit } = await import('../app/probing/import-kit.js');
			return this.#tell(await importKit(flags.import, context), [], flags);
		}
		const { plansOf, filesOf } = await import('../app/plans.js');
		const alone = flags.kit !== undefined && args.folder === undefined && flags.source !== undefined;
		const [file, folder] = alone ? [undefined, args.plan] : [args.plan, args.folder];
		const [plan] = await plansOf(file === undefined ? [] : [file], planFlags(flags));
		if (plan === undefined) throw new Error('a command line gives one plan');
		if (flags.kit !== undefined) return this.#writeKit(plan, folder, context);
		if (folder !== undefined) throw usage(`A folder (${folder}) is for --kit.`);
		const { probePlan } = await import('../app/probing/probe.js');
		if (flags.output !== undefined) {
			const { refuseInput } = await import('../app/render.js');
			refuseInput(flags.output, filesOf(plan));
		}
		return this.#tell(await probePlan(plan, probeOptions(flags), context), filesOf(plan), flags, context);
	}

	async #writeKit(plan: Plan, folder: string | undefined, context: CommandContext): Promise<number> {
		if (folder === undefined)
			throw usage('--kit needs a folder for the scripts.', ['xvcheck probe PLAN --kit esxi FOLDER']);
		const { writeKit } = await import('../app/probing/kit.js');
		const { scripts, longest, left } = await writeKit(plan, folder, context);
		context.progress.end();
		const lines = [
			`${scripts} scripts, kit.json and README.txt: ${folder}`,
			`Read them, run each on its host (at most ${Math.ceil(longest / 60)} min), bring the outputs back, then: xvcheck probe --import ${folder} --output probes.json`,
			...left.map((text) => `left out: ${text}`),
		];
		await writeStdout(lines.map((line) => `${escapeText(line)}\n`));
		return 0;
	}

	async #tell(
		results: ProbeResults,
		inputs: readonly string[],
		flags: { readonly output?: string | undefined; readonly json?: boolean },
		context?: CommandContext,
	): Promise<number> {
		context?.progress.end();
		const { writeProbes } = await import('../app/probing/probe.js');
		const { refuseInput } = await import('../app/render.js');
		if (flags.output !== undefined) {
			refuseInput(flags.output, inputs);
			await writeProbes(results, flags.output);
		}
		const { probeSummary } = await import('../app/probing/summary.js');
		await writeStdout(flags.json ? jsonPieces(results) : probeSummary(results));
		return 0;
	}
}
