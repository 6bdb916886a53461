import { messageOf, UserError } from '../shared/errors.js';

const MAX_RETRY_AFTER_MS = 30_000;
const BUSY = new Set([429, 502, 503, 504]);
/** Codes of a connection that broke: what may be repeated is asked again. */
export const LOST: ReadonlySet<string> = new Set([
	'ECONNRESET',
	'EPIPE',
	'UND_ERR_SOCKET',
	'ERR_STREAM_PREMATURE_CLOSE',
]);

/** The server answered with a status that is neither an answer nor a request to wait. */
export class HttpStatus extends UserError {
	constructor(
		readonly status: number,
		message: string,
		suggestions: readonly string[],
	) {
		super('http-status', message, { suggestions });
	}
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What an HTTP status other than an answer means, and whether it is worth asking again. */
export function refusal(
	server: string,
	what: string,
	status: number,
	headers: Headers,
): { error: UserError; busy: boolean; retryAfterMs?: number } {
	const said = `${server} answered HTTP ${status} to ${what}`;
	if (status >= 300 && status < 400) {
		const place = String(headers['location']).slice(0, 200);
		const message = `${said}, a redirection to ${place}; redirections are not followed.`;
		return {
			error: new UserError('http-redirect', message, { suggestions: ['Give the address of the vCenter itself.'] }),
			busy: false,
		};
	}
	if (!BUSY.has(status)) {
		const suggestions = ['Check that the address is that of a vCenter Server, not of a proxy or portal.'];
		return { error: new HttpStatus(status, `${said}.`, suggestions), busy: false };
	}
	const error = new UserError('server-busy', `${said}.`, {
		suggestions: ['The server or a proxy before it is overloaded or restarting: try again later.'],
	});
	const wait = retryAfter(headers['retry-after']);
	return wait === undefined ? { error, busy: true } : { error, busy: true, retryAfterMs: wait };
}

/** `Retry-After` in milliseconds, at most 30 s (clarification 1.4). A date is not followed: clocks differ. */
function retryAfter(header: string | string[] | undefined): number | undefined {
	const seconds = typeof header === 'string' && /^\d+$/.test(header.trim()) ? Number(header) : undefined;
	return seconds === undefined ? undefined : Math.min(seconds * 1000, MAX_RETRY_AFTER_MS);
}

/** Whether an error came from the network, TLS or decompression, and not from a defect of ours. */
export function isNetworkCode(code: unknown): code is string {
	return (
		typeof code === 'string' && /^(E[A-Z]+|UND_ERR_|ERR_SSL|ERR_TLS|ERR_STREAM_PREMATURE_CLOSE|Z_|CERT_)/.test(code)
	);
}

/** Says what broke, where, while reading what. */
export function connectionFailure(
	server: string,
	what: string,
	code: string,
	cause: unknown,
	limits: { readonly idleMs: number },
): UserError {
	const text = `Cannot read ${what} from ${server}: ${describe(code, cause, limits)}.`;
	return new UserError('connection-failed', text, { cause, suggestions: suggestionsFor(code) });
}

function describe(code: string, cause: unknown, limits: { readonly idleMs: number }): string {
	switch (code) {
		case 'ECONNREFUSED':
			return 'the connection was refused';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return `its name cannot be resolved (${code})`;
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return `there is no route to it (${code})`;
		case 'ECONNRESET':
		case 'EPIPE':
		case 'UND_ERR_SOCKET':
		case 'ERR_STREAM_PREMATURE_CLOSE':
			return 'the server closed the connection';
		case 'UND_ERR_HEADERS_TIMEOUT':
		case 'UND_ERR_BODY_TIMEOUT':
			return `no byte for ${limits.idleMs / 1000} s`;
		case 'Z_BUF_ERROR':
		case 'Z_DATA_ERROR':
			return 'its compressed answer is cut off or damaged';
		default:
			return /^ERR_SSL|^EPROTO/.test(code) ? `it does not speak TLS there (${code})` : messageOf(cause);
	}
}

function suggestionsFor(code: string): string[] {
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
		return ['Check the spelling and the DNS of this machine; where only a proxy knows the name, set HTTPS_PROXY.'];
	if (code === 'ECONNREFUSED') return ['Check the port; vCenter answers on 443.'];
	if (/TIMEOUT|ETIMEDOUT|UNREACH/.test(code))
		return ['Check the route and the firewalls between this machine and the vCenter (443/tcp).'];
	if (LOST.has(code)) return ['Look for a restart of vpxd, or a firewall or proxy that cuts long connections.'];
	if (/^ERR_SSL|^EPROTO/.test(code)) return ['Check the address and the port; vCenter answers HTTPS on 443.'];
	return [];
}
