import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from './support/base-command.js';
import { untilSignal } from './support/signals.js';
import { writeStdout } from './support/stdout.js';

export default class Mock extends BaseCommand {
	static override summary = 'serve the mock vCenters of a scenario';
	static override description =
		'Serves vCenters on loopback until SIGINT or SIGTERM, and prints how to reach them. Their credentials come from the scenario and are worth nothing elsewhere.';
	static override examples = [
		'<%= config.bin %> mock fixtures/scenarios/demo.yaml',
		'<%= config.bin %> mock fixtures/scenarios/demo.yaml --port 8443 --json',
	];
	static override args = { scenario: Args.string({ description: 'scenario file', required: true }) };
	static override flags = {
		port: Flags.integer({ description: 'first port; 0: free ports', default: 0, min: 0, max: 65535 }),
		json: Flags.boolean({ description: 'one line of JSON instead of text' }),
	};

	protected async work(): Promise<number> {
		const { args, flags } = await this.parse(Mock);
		const { serveScenario } = await import('../mock-vcenter/start-mock.js');
		const site = await serveScenario(args.scenario, { port: flags.port });
		try {
			const vcenters = site.vcenters.map(({ running: _, ...vcenter }) => ({
				...vcenter,
				url: new URL(vcenter.url).origin,
			}));
			const lines = vcenters.map(
				({ side, url, username, password, thumbprintSha256 }) =>
					`${side} ${url} ${username} ${password} sha256 ${thumbprintSha256}\n`,
			);
			await writeStdout(flags.json ? [`${JSON.stringify({ vcenters, ready: true })}\n`] : [...lines, 'ready\n']);
			await untilSignal();
		} finally {
			await site.close();
		}
		return 0;
	}
}
