import { randomBytes } from 'node:crypto';
import { compareVersions } from '../../shared/versions.js';
import type { Server } from './context.js';

export interface RestAnswer {
	readonly status: number;
	readonly body: string;
}

const HEADER = 'vmware-api-session-id';

/** The REST session of one server: `/rest/com/vmware/cis/session` always, `/api/session` from 7.0 U2. Nothing else. */
export class RestSessions {
	readonly #server: Server;
	readonly #ids = new Set<string>();

	constructor(server: Server) {
		this.#server = server;
	}

	/** Undefined when the path is none of REST. */
	answer(
		method: string,
		path: string,
		headers: Readonly<Record<string, string | string[] | undefined>>,
	): RestAnswer | undefined {
		const modern = path === '/api/session' && (compareVersions(this.#server.estate.spec.version, '7.0.2') ?? -1) >= 0;
		if (!modern && path !== '/rest/com/vmware/cis/session') return undefined;
		const id = String(headers[HEADER] ?? '');
		if (method === 'POST') {
			if (!this.#authorized(String(headers.authorization ?? ''))) return { status: 401, body: '' };
			const created = randomBytes(16).toString('hex');
			this.#ids.add(created);
			return modern
				? { status: 201, body: JSON.stringify(created) }
				: { status: 200, body: JSON.stringify({ value: created }) };
		}
		if (method === 'DELETE') return { status: this.#ids.delete(id) ? (modern ? 204 : 200) : 401, body: '' };
		if (method !== 'GET') return { status: 405, body: '' };
		return this.#ids.has(id)
			? { status: 200, body: JSON.stringify({ user: this.#server.username }) }
			: { status: 401, body: '' };
	}

	/** Ends every session. */
	expireAll(): void {
		this.#ids.clear();
	}

	#authorized(header: string): boolean {
		const given = Buffer.from(/^Basic (.+)$/.exec(header)?.[1] ?? '', 'base64').toString();
		const colon = given.indexOf(':');
		return this.#server.account.admits(given.slice(0, Math.max(0, colon)), given.slice(colon + 1));
	}
}
