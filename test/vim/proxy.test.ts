import { createServer as createHttp } from 'node:http';
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { MockVCenter } from '../../src/mock-vcenter/start-mock.js';
import { proxyFor } from '../../src/vim/proxy.js';
import { failureOf, optionsFor, readAll, withMock, withSession } from '../support/vim-client.js';

interface SeenProxy {
	readonly url: string;
	/** What was asked of the proxy: the authority and the credentials of each CONNECT. */
	readonly asked: { authority: string; credentials: string | undefined }[];
	readonly bytes: () => string;
}

/** A proxy on loopback that leads every name to the port that was asked for on loopback. */
async function withProxy<T>(work: (proxy: SeenProxy) => Promise<T>, status = 200): Promise<T> {
	const asked: SeenProxy['asked'] = [];
	const sockets = new Set<Socket>();
	let passed = '';
	const server = createHttp();
	server.on('connection', (socket) => sockets.add(socket));
	server.on('connect', (request, client: Socket) => {
		const authority = request.url ?? '';
		asked.push({ authority, credentials: request.headers['proxy-authorization'] });
		if (status !== 200) return client.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
		const upstream = connectTcp(Number(authority.split(':').at(-1)), '127.0.0.1', () => {
			client.write('HTTP/1.1 200 Connection established\r\n\r\n');
			client.on('data', (chunk) => {
				passed += chunk.toString('latin1');
			});
			client.pipe(upstream).pipe(client);
		});
		sockets.add(upstream);
		for (const socket of [client, upstream]) socket.on('error', () => {});
		return undefined;
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	try {
		return await work({ url: `http://127.0.0.1:${port}`, asked, bytes: () => passed });
	} finally {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	}
}

/** The mock under a name that only the proxy can reach. */
function behind(vcenter: MockVCenter, proxyUrl: string, change = {}) {
	const url = new URL(vcenter.url.replace('127.0.0.1', 'vc.example.com'));
	const proxy = proxyFor(url, { HTTPS_PROXY: proxyUrl });
	if (proxy === undefined) throw new Error('no proxy');
	return optionsFor(vcenter, { url, proxy, ...change });
}

describe('a read through a proxy', () => {
	it('asks it for the vCenter by name, and shows it nothing of what is said', () =>
		withMock((vcenter) =>
			withProxy(async ({ url, asked, bytes }) => {
				const hosts = await withSession(behind(vcenter, url), (session) => readAll(session, 'HostSystem', ['name']));
				expect(hosts).toHaveLength(2);
				const { port } = new URL(vcenter.url);
				expect(new Set(asked.map(({ authority }) => authority))).toEqual(new Set([`vc.example.com:${port}`]));
				expect(asked[0]?.credentials).toBeUndefined();
				expect(bytes()).not.toContain(vcenter.username);
			}),
		));

	it('gives it the credentials of its own address', () =>
		withMock((vcenter) =>
			withProxy(async ({ url, asked }) => {
				const address = url.replace('http://', 'http://jump:p%40ss@');
				await withSession(behind(vcenter, address), (session) => readAll(session, 'Datacenter', ['name']));
				expect(asked[0]?.credentials).toBe(`Basic ${Buffer.from('jump:p@ss').toString('base64')}`);
			}),
		));

	it('judges the certificate of the vCenter behind it all the same', () =>
		withMock((vcenter) =>
			withProxy(async ({ url }) => {
				const wrong = await failureOf(
					withSession(
						behind(vcenter, url, {
							trust: { thumbprint: { algorithm: 'sha1', digest: Buffer.alloc(20) }, verify: false },
						}),
						async () => 'never',
					),
				);
				expect(wrong.code).toBe('thumbprint-mismatch');
				expect(wrong.message).toContain('vc.example.com');
				expect(vcenter.running.received).toEqual([]);
			}),
		));

	it.each([
		[407, /answered HTTP 407 to CONNECT/, /user and a password/],
		[403, /answered HTTP 403 to CONNECT/, /allowed on the proxy, or add the server to NO_PROXY/],
	])('that refuses with %d says which proxy and why', (status, message, hint) =>
		withMock((vcenter) =>
			withProxy(async ({ url }) => {
				const failure = await failureOf(withSession(behind(vcenter, url), async () => 'never'));
				expect(failure.code).toBe('proxy-failed');
				expect(failure.message).toMatch(message);
				expect(failure.message).toContain(new URL(url).host);
				expect(failure.message).toContain('HTTPS_PROXY');
				expect(failure.suggestions?.[0]).toMatch(hint);
			}, status),
		),
	);

	it('that is not there says which one, without its credentials', () =>
		withMock(async (vcenter) => {
			const server = createServer();
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			const { port } = server.address() as AddressInfo;
			await new Promise((resolve) => server.close(resolve));
			const failure = await failureOf(
				withSession(behind(vcenter, `http://jump:s3cret@127.0.0.1:${port}`), async () => 'never'),
			);
			expect(failure.code).toBe('proxy-failed');
			expect(failure.message).toContain(`127.0.0.1:${port}`);
			expect(failure.message + failure.stack).not.toContain('s3cret');
		}));
});

describe('the proxy for a server', () => {
	const proxy = (target: string, noProxy?: string) =>
		proxyFor(new URL(target), { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: noProxy })?.url.host;

	it('is the one that HTTPS_PROXY names, in either spelling, with or without a scheme', () => {
		expect(proxy('https://vc.example.com/sdk')).toBe('proxy:3128');
		expect(proxyFor(new URL('https://vc.example.com'), { https_proxy: 'proxy:8080' })?.url.origin).toBe(
			'http://proxy:8080',
		);
		expect(proxyFor(new URL('https://vc.example.com'), { HTTP_PROXY: 'http://proxy' })).toBeUndefined();
		expect(proxyFor(new URL('https://vc.example.com'), {})).toBeUndefined();
	});

	it.each([
		['https://localhost:8989/sdk', undefined],
		['https://127.0.0.1:8989/sdk', undefined],
		['https://[::1]:8989/sdk', undefined],
		['https://vc.example.com/sdk', 'vc.example.com'],
		['https://vc.example.com/sdk', 'other.net, .example.com'],
		['https://vc.example.com/sdk', 'example.com'],
		['https://vc.example.com/sdk', '*.example.com'],
		['https://VC.Example.com/sdk', 'vc.EXAMPLE.com'],
		['https://vc.example.com/sdk', 'vc.example.com:443'],
		['https://vc.example.com/sdk', '*'],
		['https://10.1.2.3/sdk', '10.0.0.0/8'],
		['https://10.1.2.3/sdk', '10.1.2.3'],
		['https://[2001:db8::5]/sdk', '2001:db8::/32'],
	])('is none for %s with NO_PROXY %s', (target, noProxy) => {
		expect(proxy(target, noProxy)).toBeUndefined();
	});

	it.each([
		['https://vc.example.com/sdk', 'ample.com'],
		['https://vc.example.com/sdk', 'vc.example.com:8443'],
		['https://vc.example.com.evil.net/sdk', 'vc.example.com'],
		['https://10.1.2.3/sdk', '10.2.0.0/16'],
		['https://localhost.example.com/sdk', 'localhost'],
	])('is used for %s with NO_PROXY %s', (target, noProxy) => {
		expect(proxy(target, noProxy)).toBe('proxy:3128');
	});

	it.each(['socks5://proxy:1080', 'http://', '::'])('cannot be %s, which is said without showing it', (text) => {
		expect(() => proxyFor(new URL('https://vc.example.com'), { HTTPS_PROXY: text })).toThrow(
			/HTTPS_PROXY is|HTTPS_PROXY names/,
		);
	});
});
