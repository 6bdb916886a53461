import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MockVCenter } from '../../src/mock-vcenter/start-mock.js';
import { readTrust } from '../../src/vim/trust.js';
import { withByteCounter } from '../support/tls-server.js';
import { FAST, failureOf, optionsFor, readAll, withMock, withSession } from '../support/vim-client.js';

const connect = (vcenter: MockVCenter, trust: { thumbprint?: string; caFile?: string }) =>
	withSession(optionsFor(vcenter, { trust: readTrust(trust) }), (session) => readAll(session, 'Datacenter', ['name']));

/** The mock's own certificate as a CA file. */
async function withCaFile<T>(vcenter: MockVCenter, work: (caFile: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'xvcheck-'));
	try {
		writeFileSync(join(folder, 'ca.pem'), vcenter.running.certificate.cert);
		return await work(join(folder, 'ca.pem'));
	} finally {
		rmSync(folder, { recursive: true });
	}
}

describe('trust in a server', () => {
	it('with a wrong thumbprint fails before the server sees any request, and shows both digests of what it saw', () =>
		withMock(async (vcenter) => {
			const failure = await failureOf(connect(vcenter, { thumbprint: 'AA'.repeat(32) }));
			expect(failure.code).toBe('thumbprint-mismatch');
			expect(failure.message).toContain(vcenter.thumbprintSha256);
			expect(failure.message).toContain(vcenter.thumbprintSha1);
			expect(failure.message).toContain(`the pinned one (SHA-256 ${'AA:'.repeat(31)}AA)`);
			expect(failure.suggestions?.join(' ')).toContain('--source-thumbprint');
			expect(vcenter.running.received).toEqual([]);
		}));

	it('with a wrong thumbprint ends the connection before one byte of a request is sent', () =>
		withByteCounter(async ({ url, bytes, certificate }) => {
			const options = { url, username: 'ro', password: async () => 'never', limits: FAST };
			for (const trust of [readTrust({ thumbprint: 'AA'.repeat(20) }), readTrust({})]) {
				const failure = await failureOf(withSession({ ...options, trust }, async () => 'never'));
				expect(['thumbprint-mismatch', 'tls-untrusted']).toContain(failure.code);
			}
			expect(bytes()).toBe(0);
			// The count works: a server that is trusted gets a request.
			const trust = readTrust({ thumbprint: certificate.sha1 });
			expect((await failureOf(withSession({ ...options, trust }, async () => 'never'))).code).toBe('http-status');
			expect(bytes()).toBeGreaterThan(0);
		}));

	it('without a thumbprint refuses a self-signed certificate and says how to pin it', () =>
		withMock(async (vcenter) => {
			const failure = await failureOf(connect(vcenter, {}));
			expect(failure.code).toBe('tls-untrusted');
			expect(failure.message).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/);
			expect(failure.message).toContain(vcenter.thumbprintSha256);
			expect(failure.suggestions?.join(' ')).toContain('--thumbprint');
			expect(vcenter.running.received).toEqual([]);
		}));

	it.each(['thumbprintSha1', 'thumbprintSha256'] as const)('is given by a matching %s', (digest) =>
		withMock(async (vcenter) => {
			expect(await connect(vcenter, { thumbprint: vcenter[digest] })).toHaveLength(1);
		}),
	);

	it('is given by a CA file', () =>
		withMock((vcenter) =>
			withCaFile(vcenter, async (caFile) => {
				expect(await connect(vcenter, { caFile })).toHaveLength(1);
			}),
		));

	it('needs both when a CA file and a thumbprint are given', () =>
		withMock((vcenter) =>
			withCaFile(vcenter, async (caFile) => {
				const wrong = await failureOf(connect(vcenter, { caFile, thumbprint: 'BB'.repeat(20) }));
				expect(wrong.code).toBe('thumbprint-mismatch');
				await withMock(async (other) => {
					const untrusted = await failureOf(connect(other, { caFile, thumbprint: other.thumbprintSha256 }));
					expect(untrusted.code).toBe('tls-untrusted');
				});
				expect(vcenter.running.received).toEqual([]);
			}),
		));

	it('is judged anew on every connection', () =>
		withMock(async (vcenter) => {
			const options = optionsFor(vcenter);
			await withSession(options, async (session) => {
				// The server closes each connection after its answer, so that every request needs a new one.
				vcenter.running.intercept = (_, __, response) => {
					response.setHeader('connection', 'close');
					return false;
				};
				expect(await readAll(session, 'VirtualMachine', ['name'], 4)).toHaveLength(10);
				vcenter.running.replaceCertificate(await vcenter.running.makeCertificate());
				const failure = await failureOf(readAll(session, 'VirtualMachine', ['name']));
				expect(failure.code).toBe('thumbprint-mismatch');
			});
		}));

	it('says which file cannot be read as a CA', async () => {
		expect(() => readTrust({ caFile: '/no/such/ca.pem' })).toThrow(/Cannot read the CA file \/no\/such\/ca.pem/);
		expect(() => readTrust({ caFile: 'package.json' })).toThrow(/holds no PEM certificate/);
	});
});
