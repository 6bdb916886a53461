import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from './support/base-command.js';
import { commandContext } from './support/context.js';
import { untilSignal } from './support/signals.js';
import { writeStdout } from './support/stdout.js';

export default class Mock extends BaseCommand {
	static override summary = 'serve mock vCenters of a scenario, or a vCenter that was recorded or saved';
	static override description =
		'Serves vCenters on loopback until SIGINT or SIGTERM, and prints how to reach them: one line each on standard output, the commands to type on standard error. What is served is a scenario file or, read-only, what `govc object.save` recorded (govc:FOLDER) or `collect` saved (inventory:FILE). The credentials come from the scenario and are worth nothing elsewhere.';
	static override examples = [
		'<%= config.bin %> mock fixtures/scenarios/demo.yaml',
		'<%= config.bin %> mock fixtures/scenarios/demo.yaml --port 8443 --json',
		'<%= config.bin %> mock govc:recordings/milan',
		'<%= config.bin %> mock inventory:milan.json.gz',
	];
	static override args = {
		source: Args.string({ description: 'scenario file, govc:FOLDER or inventory:FILE', required: true }),
	};
	static override flags = {
		port: Flags.integer({ description: 'first port; 0: free ports', default: 0, min: 0, max: 65535 }),
		listen: Flags.string({ description: 'loopback address to listen on', default: '127.0.0.1', helpValue: 'ADDRESS' }),
		json: Flags.boolean({ description: 'one line of JSON instead of text' }),
	};

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(Mock);
		const { serveSource } = await import('../mock-vcenter/start-mock.js');
		const { loopback } = await import('../mock-vcenter/loopback.js');
		const { hintsFor } = await import('../mock-vcenter/hints.js');
		const { collect } = await import('../app/collect.js');
		const place = { port: flags.port, address: loopback(flags.listen) };
		const context = commandContext(this.config.version, flags);
		const site = await serveSource(args.source, place, (source) => collect(source, context));
		try {
			const vcenters = site.vcenters.map(({ running: _, ...vcenter }) => ({
				...vcenter,
				url: new URL(vcenter.url).origin,
			}));
			const lines = vcenters.map(
				({ side, url, username, password, thumbprintSha256 }) =>
					`${side} ${url} ${username} ${password} sha256 ${thumbprintSha256}\n`,
			);
			if (!flags.json) process.stderr.write(`${hintsFor(vcenters)}\n`);
			await writeStdout(flags.json ? [`${JSON.stringify({ vcenters, ready: true })}\n`] : [...lines, 'ready\n']);
			await untilSignal();
		} finally {
			await site.close();
		}
		return 0;
	}
}
