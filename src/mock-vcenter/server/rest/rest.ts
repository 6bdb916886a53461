import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { compareVersions } from '../../../shared/versions.js';
import type { Server } from '../context.js';
import { appliance } from './appliance.js';
import { type RestAnswer, type RestCall, type RestResult, restAnswer, restCall } from './dialect.js';
import { Tagging } from './tagging.js';

const HEADER = 'vmware-api-session-id';

/** REST of one server: sessions, tags, version and time of the appliance. `/rest` always, `/api` from 7.0 U2 (clarification 1.3). */
export class Rest {
	readonly #server: Server;
	readonly #sessions = new Set<string>();
	readonly #tagging: Tagging;
	readonly #modern: boolean;

	constructor(server: Server) {
		this.#server = server;
		this.#tagging = new Tagging(server.estate, server.replica?.tags);
		this.#modern = (compareVersions(server.estate.spec.version, '7.0.2') ?? -1) >= 0;
	}

	/** Undefined when the path is none of REST, or of a dialect that the version does not speak. */
	answer(verb: string, url: string, headers: IncomingHttpHeaders, body: Buffer): RestAnswer | undefined {
		const call = restCall(verb, url, body);
		if (call === undefined || (call.dialect === 'api' && !this.#modern)) return undefined;
		return restAnswer(call.dialect, this.#result(call, headers));
	}

	/** Ends every session. */
	expireAll(): void {
		this.#sessions.clear();
	}

	#result(call: RestCall, headers: IncomingHttpHeaders): RestResult {
		const path = call.steps.join('/');
		const id = sessionOf(headers);
		if (path === (call.dialect === 'api' ? 'session' : 'cis/session')) return this.#session(call, id, headers);
		if (!this.#sessions.has(id)) return { error: 'unauthenticated' };
		const { estate, replica } = this.#server;
		// What a recording or a saved inventory does not hold must not look as if there were none.
		if (replica !== undefined) return (replica.tags && this.#tagging.result(call)) ?? { error: 'operation_not_found' };
		return this.#tagging.result(call) ?? appliance(call, estate.spec) ?? { error: 'operation_not_found' };
	}

	#session({ verb, action }: RestCall, id: string, headers: IncomingHttpHeaders): RestResult {
		if (verb === 'POST' && action === undefined) {
			if (!this.#authorized(headers.authorization ?? '')) return { error: 'unauthenticated' };
			const created = randomBytes(16).toString('hex');
			this.#sessions.add(created);
			return { value: created, status: 201 };
		}
		if (!this.#sessions.has(id)) return { error: 'unauthenticated' };
		if (verb === 'DELETE') {
			this.#sessions.delete(id);
			return { value: undefined };
		}
		const get = verb === 'GET' || (verb === 'POST' && action === 'get');
		return get ? { value: { user: this.#server.username } } : { error: 'operation_not_found' };
	}

	#authorized(header: string): boolean {
		const given = Buffer.from(/^Basic (.+)$/.exec(header)?.[1] ?? '', 'base64').toString();
		const colon = given.indexOf(':');
		return this.#server.account.admits(given.slice(0, Math.max(0, colon)), given.slice(colon + 1));
	}
}

/** The session of a request: its header, or the cookie of the older dialect. */
function sessionOf(headers: IncomingHttpHeaders): string {
	const cookie = new RegExp(`${HEADER}="?([0-9a-f]+)"?`).exec(headers.cookie ?? '')?.[1];
	return String(headers[HEADER] ?? cookie ?? '');
}
