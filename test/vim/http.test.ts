import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { MockVCenter } from '../../src/mock-vcenter/start-mock.js';
import { FAST, failureOf, optionsFor, readAll, withMock, withSession } from '../support/vim-client.js';

type Response = import('node:http').ServerResponse;

/** Reads hosts from a server that answers every property read in its own way. */
function readFrom(vcenter: MockVCenter, answer: (response: Response, attempt: number) => boolean, limits = FAST) {
	let attempt = 0;
	vcenter.running.intercept = (method, _, response) =>
		method === 'RetrievePropertiesEx' ? answer(response, ++attempt) : false;
	return withSession(optionsFor(vcenter, { limits }), (session) => readAll(session, 'HostSystem', ['name']));
}

const sends =
	(body: string | Buffer, status = 200, headers: Record<string, string> = {}) =>
	(response: Response) => {
		response.writeHead(status, { 'content-type': 'text/xml', ...headers }).end(body);
		return true;
	};

describe('an answer that cannot be used', () => {
	it.each([
		['an HTML page', sends('<!DOCTYPE html><html><body>Sign in</body></html>'), /it is an HTML page, not SOAP/],
		['a document type declaration', sends('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), /DOCTYPE/],
		['XML that is no SOAP', sends('<a/>'), /no SOAP envelope/],
		['nothing', sends(''), /it is empty/],
		['text', sends('Service Unavailable'), /cannot be read/],
		['cut off XML', sends('<E:Envelope xmlns:E="x"><E:Body><RetrievePropertiesExResponse><returnval>'), /ends inside/],
	] as const)('%s is said to be so, with server and request', (_, answer, message) =>
		withMock(async (vcenter) => {
			const failure = await failureOf(readFrom(vcenter, answer));
			expect(failure.code).toBe('answer-unreadable');
			expect(failure.message).toMatch(message);
			expect(failure.message).toContain(`127.0.0.1`);
			expect(failure.message).toContain('RetrievePropertiesEx (objects of HostSystem)');
		}),
	);

	it('larger than the limit is given up, also when it is small while compressed', () =>
		withMock(async (vcenter) => {
			const limits = { ...FAST, maxBytes: 100_000 };
			const bomb = gzipSync(`<a>${'0'.repeat(5_000_000)}</a>`);
			const failure = await failureOf(readFrom(vcenter, sends(bomb, 200, { 'content-encoding': 'gzip' }), limits));
			expect(failure.code).toBe('answer-too-large');
			expect(failure.message).toContain('100000 bytes');
		}));

	it('damaged in its compression is no answer', () =>
		withMock(async (vcenter) => {
			const failure = await failureOf(
				readFrom(vcenter, sends(gzipSync('<a>b</a>').subarray(0, 15), 200, { 'content-encoding': 'gzip' })),
			);
			expect(failure.code).toBe('connection-failed');
			expect(failure.message).toMatch(/cut off or damaged/);
		}));
});

describe('a server that does not behave', () => {
	it('and redirects is not followed', () =>
		withMock(async (vcenter) => {
			const failure = await failureOf(readFrom(vcenter, sends('', 302, { location: 'https://evil.example.com/' })));
			expect(failure.code).toBe('http-redirect');
			expect(failure.message).toContain('https://evil.example.com/');
		}));

	it('and is busy twice is asked a third time', () =>
		withMock(async (vcenter) => {
			const hosts = await readFrom(vcenter, (response, attempt) => attempt <= 2 && sends('', 503)(response));
			expect(hosts).toHaveLength(2);
		}));

	it('and stays busy is given up with its last answer', () =>
		withMock(async (vcenter) => {
			let attempts = 0;
			const failure = await failureOf(
				readFrom(vcenter, (response) => {
					attempts++;
					return sends('', 429, { 'retry-after': '0' })(response);
				}),
			);
			expect(failure.code).toBe('server-busy');
			expect(failure.message).toContain('HTTP 429');
			expect(attempts).toBe(3);
		}));

	it('and answers 404 is no vCenter', () =>
		withMock(async (vcenter) => {
			const failure = await failureOf(readFrom(vcenter, sends('', 404)));
			expect(failure.code).toBe('http-status');
			expect(failure.message).toContain('HTTP 404');
		}));

	it('and resets the connection is asked again', () =>
		withMock(async (vcenter) => {
			const hosts = await readFrom(vcenter, (response, attempt) => {
				if (attempt > 1) return false;
				response.socket?.destroy();
				return true;
			});
			expect(hosts).toHaveLength(2);
		}));

	it(
		'and falls silent is given up after the idle time',
		() =>
			withMock(async (vcenter) => {
				const failure = await failureOf(readFrom(vcenter, () => true, { ...FAST, idleMs: 300 }));
				expect(failure.code).toBe('connection-failed');
				expect(failure.message).toMatch(/no byte for 0.3 s/);
			}),
		20_000,
	);

	it('and is not there at all is said so', async () => {
		const gone = await withMock(async (vcenter) => vcenter);
		const failure = await failureOf(withSession(optionsFor(gone), async () => 'never'));
		expect(failure.code).toBe('connection-failed');
		expect(failure.message).toMatch(/the connection was refused/);
	});
});
