/** One of the two ways in which vCenter speaks REST: `/rest` from 6.5 on, `/api` from 7.0 U2 on. */
export type Dialect = 'rest' | 'api';

/** A REST request without what differs between the dialects. */
export interface RestCall {
	readonly dialect: Dialect;
	readonly verb: string;
	/** Steps of the path: `cis`, `tagging`, `tag`, and an id where one is named. */
	readonly steps: readonly string[];
	readonly action: string | undefined;
	/** The body as JSON; undefined without a readable one. */
	readonly body: unknown;
}

export interface RestAnswer {
	readonly status: number;
	readonly body: string;
}

/** What a resource answers: a value, or an error of vAPI's standard ones. */
export type RestResult = { readonly value: unknown; readonly status?: number } | { readonly error: RestError };
export type RestError = 'unauthenticated' | 'not_found' | 'invalid_argument' | 'operation_not_found';

const STATUS: Readonly<Record<RestError, number>> = {
	unauthenticated: 401,
	not_found: 404,
	invalid_argument: 400,
	operation_not_found: 404,
};

/** Reads a request; undefined when its path belongs to no dialect. */
export function restCall(verb: string, url: string, body: Buffer): RestCall | undefined {
	const { pathname, searchParams } = new URL(url, 'https://localhost');
	const dialect = /^\/(rest|api)\//.exec(pathname)?.[1] as Dialect | undefined;
	if (dialect === undefined) return undefined;
	const path = pathname.slice(`/${dialect}/`.length).replace(/^com\/vmware\//, '');
	const steps = path.split('/').map((step) => decodeURIComponent(step).replace(/^id:/, ''));
	const action = searchParams.get(dialect === 'rest' ? '~action' : 'action') ?? undefined;
	return { dialect, verb, steps, action, body: parsed(body) };
}

function parsed(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString());
	} catch {
		return undefined;
	}
}

/** Writes an answer: `/rest` wraps values, and each names errors in its own way. */
export function restAnswer(dialect: Dialect, result: RestResult): RestAnswer {
	if ('value' in result) {
		const { value, status = 200 } = result;
		if (value === undefined) return { status: dialect === 'api' ? 204 : status, body: '' };
		return { status: dialect === 'api' ? status : 200, body: JSON.stringify(dialect === 'api' ? value : { value }) };
	}
	const { error } = result;
	const messages = [
		{ id: `com.vmware.vapi.std.errors.${error}`, default_message: error.replaceAll('_', ' '), args: [] },
	];
	const body =
		dialect === 'api'
			? { error_type: error.toUpperCase(), messages }
			: { type: `com.vmware.vapi.std.errors.${error}`, value: { messages } };
	return { status: STATUS[error], body: JSON.stringify(body) };
}
