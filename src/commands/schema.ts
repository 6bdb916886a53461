import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from './support/base-command.js';
import { writeStdout } from './support/stdout.js';

export default class Schema extends BaseCommand {
	static override summary = 'print the JSON Schema of a document';
	static override description =
		'Schemas (JSON Schema 2020-12) of plan, waivers, report, timeline, inventory, probes, rule, cases and scenario, for editors and for programs.';
	static override examples = ['<%= config.bin %> schema plan', '<%= config.bin %> schema report > report.schema.json'];
	static override args = {
		name: Args.string({
			description: 'plan, waivers, report, timeline, inventory, probes, rule, cases, scenario',
			required: true,
		}),
	};
	static override flags = { json: Flags.boolean({ description: 'errors as JSON on standard output' }) };

	protected async work(): Promise<number> {
		const { args } = await this.parse(Schema);
		const { schemaText } = await import('../app/schema.js');
		const scenario = async () => (await import('../mock-vcenter/scenario/schema.js')).Scenario;
		await writeStdout([await schemaText(args.name, { scenario })]);
		return 0;
	}
}
