import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { jsonPieces } from '../shared/json-pieces.js';
import { BaseCommand } from './support/base-command.js';
import { commandContext } from './support/context.js';
import { concurrency, partial } from './support/flags.js';
import { writeStdout } from './support/stdout.js';
import { usage } from './support/usage.js';

export default class Collect extends BaseCommand {
	static override summary = 'write the inventory of one vCenter to a file';
	static override description =
		'Reads a vCenter, an RVTools export, a govc recording or a mock scenario into an inventory file that check, run and simulate read. Passwords come from XVCHECK_PASSWORD, --password-stdin or a prompt.';
	static override examples = [
		'<%= config.bin %> collect vcenter:https://ro@vc-mi.example.com --output milan.json.gz',
		'<%= config.bin %> collect rvtools:milan.xlsx --output -',
	];
	static override args = {
		source: Args.string({ description: 'kind:location, or a file, folder or URL that is recognised', required: true }),
	};
	static override flags = {
		output: Flags.string({
			char: 'o',
			description: 'file to write, or - for standard output',
			helpValue: 'FILE|-',
			default: '-',
		}),
		username: Flags.string({ description: 'account at the vCenter', helpValue: 'USER' }),
		thumbprint: Flags.string({
			description: "SHA-1 or SHA-256 thumbprint of the vCenter's certificate",
			helpValue: 'HEX',
		}),
		'ca-file': Flags.string({ description: 'certificates that vouch for the vCenter', helpValue: 'PEM' }),
		'password-stdin': Flags.boolean({ description: 'read the password from standard input' }),
		timeout: Flags.string({ description: 'limit for the whole collection, such as 10m', helpValue: 'TIME' }),
		concurrency,
		partial,
		json: Flags.boolean({ description: 'errors as JSON on standard output' }),
	};

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(Collect);
		if (flags.output === '-' && process.stdout.isTTY)
			throw usage('An inventory is not written to a terminal.', ['Give --output FILE, or pipe the output.']);
		const context = commandContext(this.config.version, flags);
		const { collect, writeInventory } = await import('../app/collect.js');
		const { refuseInput } = await import('../app/render.js');
		if (flags.output !== '-') refuseInput(flags.output, [args.source.replace(/^[a-z]+:/, '')]);
		const inventory = await collect(args.source, context);
		context.progress.end();
		for (const why of inventory.partial ?? []) context.progress.note(`Only a part was read: ${why}`);
		if (flags.output === '-') await writeStdout(jsonPieces(inventory));
		else {
			await writeInventory(inventory, flags.output);
			context.progress.note(`${inventory.vms.length} VMs, ${inventory.hosts.length} hosts: ${flags.output}`);
		}
		return 0;
	}
}
