import { UserError } from '../shared/errors.js';
import { readScenario } from './scenario/read.js';
import type { Scenario } from './scenario/schema.js';
import { type RunningServer, serveVCenter } from './server/serve.js';

/** A served vCenter and how to reach it. The password is the mock's own and may be printed (clarification 1.2). */
export interface MockVCenter {
	readonly name: string;
	readonly side: string;
	readonly url: string;
	readonly username: string;
	readonly password: string;
	readonly thumbprintSha1: string;
	readonly thumbprintSha256: string;
	readonly running: RunningServer;
}

export interface MockSite {
	readonly vcenters: readonly MockVCenter[];
	close(): Promise<void>;
}

/**
 * Serves the vCenters of a scenario file: on free ports, or on `port`, `port` + 1, ….
 * @throws UserError when the scenario is wrong or a port is taken.
 */
export async function serveScenario(path: string, options: { readonly port?: number } = {}): Promise<MockSite> {
	return serve(readScenario(path), options.port ?? 0);
}

/** Serves a scenario that is already in memory. */
export async function serve(scenario: Scenario, port = 0): Promise<MockSite> {
	const vcenters: MockVCenter[] = [];
	const close = async () => {
		await Promise.all(vcenters.map(({ running }) => running.close()));
	};
	try {
		for (const [index, spec] of scenario.vcenters.entries()) {
			const running = await serveVCenter(spec, port === 0 ? 0 : port + index);
			vcenters.push({
				name: spec.name,
				side: spec.side,
				url: running.url,
				username: running.server.username,
				password: running.server.password,
				thumbprintSha1: running.certificate.sha1,
				thumbprintSha256: running.certificate.sha256,
				running,
			});
		}
	} catch (error) {
		await close();
		const { code } = error as { code?: string };
		if (code === 'EADDRINUSE' || code === 'EACCES')
			throw new UserError('port-unavailable', `Cannot serve on port ${port + vcenters.length} (${code}).`, {
				suggestions: ['Choose another --port, or leave it out for a free one.'],
			});
		throw error;
	}
	return { vcenters, close };
}

/** As the `mock` input needs it (`StartMock`). */
export function startMock(scenario: string): Promise<MockSite> {
	return serveScenario(scenario);
}
