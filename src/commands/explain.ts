import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { defined } from '../shared/defined.js';
import { BaseCommand } from './support/base-command.js';
import { commandContext } from './support/context.js';
import { ownRules, ownTables, twoSided } from './support/flags.js';
import { planFlags } from './support/plan-flags.js';
import { probeSources, probeSourcesOf } from './support/probe-flags.js';
import { renderOptions } from './support/report-output.js';
import { writeStdout } from './support/stdout.js';
import { usage } from './support/usage.js';

/** Subjects explained unless all are asked for. */
const FEW = 3;
/** Of one VM: the hosts where it may land, its disks and NICs. */
const OF_VM = 12;
const MOST = 500;

export default class ExplainCommand extends BaseCommand {
	static override summary = 'why a rule says what it says';
	static override description =
		'Checks a plan and takes one rule apart: datum by datum what was seen, which input told it and how old that is, what each part of the rule gave, which case of severity applied, and what would change the verdict. Failures and unknowns come first. With --report it shows what a saved report holds, without reading any source. Exits 0 when it could explain.';
	static override examples = [
		'<%= config.bin %> explain datastore-capacity plan.yaml',
		'<%= config.bin %> explain vmotion-vmk-missing plan.yaml --vm app-01',
		'<%= config.bin %> explain evc-baseline --source rvtools:milan.xlsx --destination rvtools:frankfurt.xlsx --json',
		'<%= config.bin %> explain encrypted-vm --report report.json --vm vault-01',
	];
	static override args = {
		rule: Args.string({ description: 'id of the rule', required: true }),
		plan: Args.string({ description: 'plan file' }),
	};
	static override flags = {
		...twoSided,
		profile: Flags.option({
			options: ['faq', 'vendor'] as const,
			description: 'literal prerequisites, or the version-aware rules of the vendor',
		})(),
		plan: Flags.string({ description: 'plan file, as the second argument', helpValue: 'FILE' }),
		report: Flags.string({ description: 'a saved JSON report instead of a plan', helpValue: 'FILE' }),
		vm: Flags.string({ description: 'only what concerns this VM, by name or id', helpValue: 'NAME' }),
		rules: ownRules,
		data: ownTables,
		...probeSources,
		all: Flags.boolean({ description: `explain up to ${MOST} subjects instead of ${FEW}` }),
		json: Flags.boolean({ description: 'as JSON on standard output' }),
	};

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(ExplainCommand);
		const { explain, explanationText, explainSaved } = await import('../app/explaining.js');
		const file = args.plan ?? flags.plan;
		if (args.plan !== undefined && flags.plan !== undefined) throw usage('The plan is named twice.', ['Name it once.']);
		if (flags.report !== undefined) {
			if (file !== undefined || flags.source || flags.destination)
				throw usage('--report takes no plan and no sources.', ['Leave out one of the two.']);
			const saved = await explainSaved(args.rule, flags.report, flags.vm);
			await writeStdout(
				flags.json ? [`${JSON.stringify(saved, null, 2)}\n`] : explanationText(saved, renderOptions(flags)),
			);
			return 0;
		}
		const { plansOf } = await import('../app/plans.js');
		const [plan] = await plansOf(file === undefined ? [] : [file], planFlags(flags));
		if (plan === undefined) throw new Error('a command line gives one plan');
		const context = commandContext(this.config.version, flags);
		const most = flags.all ? MOST : flags.vm === undefined ? FEW : OF_VM;
		const options = defined({
			rules: flags.rules ?? [],
			data: flags.data,
			vm: flags.vm,
			most,
			probes: probeSourcesOf(flags),
		});
		const explanation = await explain(args.rule, plan, options, context);
		context.progress.end();
		await writeStdout(
			flags.json ? [`${JSON.stringify(explanation, null, 2)}\n`] : explanationText(explanation, renderOptions(flags)),
		);
		return 0;
	}
}
