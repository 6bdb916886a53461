import { UserError } from '../shared/errors.js';
import { compareVersions } from '../shared/versions.js';
import type { Connection } from './connection.js';
import { LOGOUT_MS } from './http.js';
import { HttpStatus } from './http-failures.js';
import type { RestDialect, RestRequest } from './rest-requests.js';

/** First API version whose vCenter speaks `/api`. */
const MODERN = '7.0.2.0';

/** Asks one of the allowed REST requests; the value without what the dialect puts around it. */
export type AskRest = (
	request: RestRequest,
	parameters?: { readonly id?: string; readonly body?: unknown },
) => Promise<unknown>;

/** A user and the password of the SOAP session. */
export interface RestLogin {
	readonly username: string;
	readonly password: string;
}

/**
 * Opens a REST session, does the work, and ends it on every way out.
 * @throws UserError when the server has no REST or refuses it; whatever `work` throws.
 */
export async function withRestSession<T>(
	connection: Connection,
	login: RestLogin,
	signal: AbortSignal | undefined,
	work: (ask: AskRest) => Promise<T>,
): Promise<T> {
	const { dialect, id } = await open(connection, login, signal);
	const headers = { 'vmware-api-session-id': id };
	try {
		return await work(async (request, parameters = {}) =>
			unwrapped(dialect, await connection.rest(request, dialect, { ...parameters, headers, signal })),
		);
	} finally {
		// A failed logout changes nothing about the result; the server drops the session when it idles.
		await connection
			.rest('closeSession', dialect, { headers, signal: AbortSignal.timeout(LOGOUT_MS) })
			.catch(() => undefined);
	}
}

/** The newer dialect where the version has it; a server that does not know it after all is asked in the older one. */
async function open(
	connection: Connection,
	{ username, password }: RestLogin,
	signal: AbortSignal | undefined,
): Promise<{ dialect: RestDialect; id: string }> {
	const headers = { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
	const ask = async (dialect: RestDialect) => {
		const id = unwrapped(dialect, await connection.rest('openSession', dialect, { headers, signal }));
		if (typeof id === 'string' && /^[\w-]{8,200}$/.test(id)) return { dialect, id };
		throw new UserError('answer-unreadable', `${connection.server} opened a REST session without saying its id.`);
	};
	if ((compareVersions(connection.apiVersion, MODERN) ?? -1) < 0) return ask('rest');
	return ask('api').catch((error: unknown) => {
		if (error instanceof HttpStatus && error.status === 404) return ask('rest');
		throw error;
	});
}

function unwrapped(dialect: RestDialect, answer: unknown): unknown {
	return dialect === 'rest' ? (answer as { value?: unknown } | undefined)?.value : answer;
}
