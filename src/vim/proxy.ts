import type { Duplex } from 'node:stream';
import { Client } from 'undici';
import { messageOf, UserError } from '../shared/errors.js';
import { inCidr, parseNetwork } from '../shared/network-address.js';

/** A proxy that the environment names. */
export interface ProxyServer {
	readonly url: URL;
	/** The variable that names it, for messages. */
	readonly variable: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a server, as curl and Go read the environment: `HTTPS_PROXY`, but for what `NO_PROXY` lists (names with all below
 * them, addresses, networks, `*`; a port where it matters), and never for this machine itself.
 * @throws UserError `proxy-invalid` when the variable is no http or https address.
 */
export function proxyFor(target: URL, environment: Environment): ProxyServer | undefined {
	const variable = ['https_proxy', 'HTTPS_PROXY'].find((name) => environment[name]);
	if (variable === undefined) return undefined;
	const host = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
	const exceptions = environment['no_proxy'] || environment['NO_PROXY'] || '';
	if (isLoopback(host) || exceptions.split(/[\s,]+/).some((entry) => covers(entry.toLowerCase(), host, target.port)))
		return undefined;
	const text = environment[variable] ?? '';
	const address = text.includes('://') ? text : `http://${text}`;
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== '') return { url, variable };
	throw new UserError('proxy-invalid', `The proxy that ${variable} names is no http or https address.`, {
		suggestions: [`Write ${variable}=http://proxy.example.com:3128, or add ${target.hostname} to NO_PROXY.`],
	});
}

function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function covers(entry: string, host: string, port: string): boolean {
	if (entry === '') return false;
	if (entry === '*') return true;
	if (parseNetwork(entry) !== undefined) return inCidr(host, entry) === true;
	const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
	if (only !== undefined && only !== (port === '' ? '443' : port)) return false;
	const domain = name.replace(/^\*?\./, '');
	return host === domain || host.endsWith(`.${domain}`);
}

/**
 * Opens a tunnel through a proxy. What goes through it is encrypted for the server behind it, which is judged as always.
 * @throws UserError `proxy-failed` naming the proxy, the server and what the proxy answered; its credentials are never shown.
 */
export async function tunnel(proxy: ProxyServer, host: string, port: number, timeoutMs: number): Promise<Duplex> {
	const client = new Client(proxy.url.origin, { headersTimeout: timeoutMs, connect: { timeout: timeoutMs } });
	const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
	const via = `the proxy ${proxy.url.host} (${proxy.variable})`;
	try {
		const { statusCode, socket } = await client.connect({ path: authority, headers: { ...authorization(proxy.url) } });
		if (statusCode === 200) return socket;
		socket.destroy();
		throw refused(via, authority, statusCode);
	} catch (error) {
		if (error instanceof UserError) throw error;
		throw new UserError('proxy-failed', `Cannot reach ${authority} through ${via}: ${messageOf(error)}.`, {
			cause: error,
			suggestions: [`Check the proxy, or add ${host} to NO_PROXY to go past it.`],
		});
	} finally {
		client.destroy().catch(() => undefined);
	}
}

function authorization({ username, password }: URL): Record<string, string> {
	if (username === '') return {};
	const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
	return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

function refused(via: string, authority: string, status: number): UserError {
	return new UserError('proxy-failed', `Cannot reach ${authority}: ${via} answered HTTP ${status} to CONNECT.`, {
		suggestions: [
			status === 407
				? 'The proxy wants a user and a password: write them into the address of the proxy in the environment.'
				: 'Ask for this server and port to be allowed on the proxy, or add the server to NO_PROXY to go past it.',
		],
	});
}
