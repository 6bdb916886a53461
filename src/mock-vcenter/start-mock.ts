import { existsSync, statSync } from 'node:fs';
import type { Inventory } from '../model/inventory/inventory.js';
import { UserError } from '../shared/errors.js';
import { settler } from './recording/declared-types.js';
import { inventedContent, openRecording } from './recording/open-recording.js';
import { Recorded } from './recording/recorded.js';
import { Saved, specOf } from './saved/saved.js';
import { readScenario } from './scenario/read.js';
import type { Scenario, VCenterSpec } from './scenario/schema.js';
import { type MakeReplica, type Place, type RunningServer, serveVCenter } from './server/serve.js';

/** A served vCenter and how to reach it. The password is the mock's own and may be printed (clarification 1.2). */
export interface MockVCenter {
	readonly name: string;
	readonly side: string;
	readonly url: string;
	readonly username: string;
	readonly password: string;
	/** Absent without an SSO domain; vCenters of one domain are linked. */
	readonly ssoDomain?: string;
	readonly thumbprintSha1: string;
	readonly thumbprintSha256: string;
	readonly running: RunningServer;
}

export interface MockSite {
	readonly vcenters: readonly MockVCenter[];
	close(): Promise<void>;
}

interface ToServe {
	readonly spec: VCenterSpec;
	readonly replica?: MakeReplica;
}

/** Reads `inventory:FILE`; handed in, because the mock knows no inputs. */
export type ReadInventory = (source: string) => Promise<Inventory>;

/**
 * Serves a SOURCE: the vCenters of a scenario file, one that was recorded (`govc:FOLDER`), or one whose inventory was saved
 * (`inventory:FILE`); on free ports, or on `port`, `port` + 1, ….
 * @throws UserError when there is nothing to serve, or a port is taken.
 */
export async function serveSource(
	source: string,
	place: Partial<Place> = {},
	readInventory?: ReadInventory,
): Promise<MockSite> {
	return serveAll(await vcentersOf(source, readInventory), place);
}

/** Serves a scenario that is already in memory. */
export async function serve(scenario: Scenario, port = 0): Promise<MockSite> {
	return serveAll(ofScenario(scenario), { port });
}

/** As the `mock` input needs it (`StartMock`). */
export function startMock(source: string, readInventory?: ReadInventory): Promise<MockSite> {
	return serveSource(source, {}, readInventory);
}

async function vcentersOf(source: string, readInventory: ReadInventory | undefined): Promise<readonly ToServe[]> {
	const [, kind, location = source] = /^(govc|scenario|mock|inventory):(.*)$/s.exec(source) ?? [];
	if (readInventory !== undefined && (kind === 'inventory' || (kind === undefined && /\.json(\.gz)?$/i.test(source))))
		return [ofInventory(await readInventory(`inventory:${location}`))];
	if (kind === 'govc' || (kind === undefined && isFolder(location))) return [await ofRecording(location)];
	return ofScenario(readScenario(location));
}

function ofScenario({ vcenters }: Scenario): ToServe[] {
	return vcenters.map((spec) => ({ spec }));
}

async function ofRecording(folder: string): Promise<ToServe> {
	const { files, spec } = await openRecording(folder);
	return { spec, replica: (types, usual) => new Recorded(files, inventedContent(usual), settler(types)) };
}

function ofInventory(inventory: Inventory): ToServe {
	return { spec: specOf(inventory), replica: (types, usual) => new Saved(inventory, usual, settler(types)) };
}

function isFolder(path: string): boolean {
	return existsSync(path) && statSync(path).isDirectory();
}

async function serveAll(wanted: readonly ToServe[], { port = 0, address }: Partial<Place>): Promise<MockSite> {
	const vcenters: MockVCenter[] = [];
	const close = async () => {
		await Promise.all(vcenters.map(({ running }) => running.close()));
	};
	try {
		for (const [index, { spec, replica }] of wanted.entries()) {
			const place = { port: port === 0 ? 0 : port + index, ...(address === undefined ? {} : { address }) };
			vcenters.push(describe(spec, await serveVCenter(spec, place, replica)));
		}
	} catch (error) {
		await close();
		throw unavailable(error, port + vcenters.length);
	}
	return { vcenters, close };
}

function describe({ name, side, ssoDomain }: VCenterSpec, running: RunningServer): MockVCenter {
	return {
		name,
		side,
		url: running.url,
		username: running.server.username,
		password: running.server.password,
		...(ssoDomain === undefined ? {} : { ssoDomain }),
		thumbprintSha1: running.certificate.sha1,
		thumbprintSha256: running.certificate.sha256,
		running,
	};
}

function unavailable(error: unknown, port: number): unknown {
	const { code } = error as { code?: string };
	if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
	return new UserError('port-unavailable', `Cannot serve on port ${port} (${code}).`, {
		suggestions: ['Choose another --port, or leave it out for a free one.'],
	});
}
