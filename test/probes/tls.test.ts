import { createServer as createPlain, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import tlsProbe from '../../src/probes/tls.js';
import { smallScenario, withMock } from '../support/vim-client.js';
import { targets, tools } from './support.js';

const target = { side: 'source', type: 'vcenter', name: 'vc.example.com' } as const;
const servers: Server[] = [];
afterEach(async () => {
	for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});
async function shown(port: number, thumbprint?: string, parts = {}) {
	const trust = thumbprint === undefined ? {} : { thumbprint };
	const certificates = [{ target, address: '127.0.0.1', port, purpose: 'vcenter', trust }];
	const { tls: results = [] } = await tlsProbe.run(targets({ certificates }), tools(parts));
	return results[0];
}

describe('the certificate probe', () => {
	it('reads what a server shows, and sends nothing', () =>
		withMock(async (vcenter) => {
			const { port } = new URL(vcenter.url);
			const before = vcenter.running.received.length;
			const found = await shown(Number(port), vcenter.thumbprintSha256);
			expect(found).toMatchObject({
				outcome: 'shown',
				sha1: vcenter.thumbprintSha1,
				sha256: vcenter.thumbprintSha256,
				verified: false,
				pinned: true,
			});
			expect(Date.parse(found?.validTo ?? '')).toBeGreaterThan(Date.now());
			expect(found?.verifyError).toMatch(/SELF_SIGNED/);
			expect(vcenter.running.received.length).toBe(before);
			expect(await shown(Number(port), '00'.repeat(32))).toMatchObject({ pinned: false });
			expect((await shown(Number(port)))?.pinned).toBeUndefined();
		}, smallScenario(1)));
	it('tells a server without TLS from one that is not there', async () => {
		const server = createPlain((socket) =>
			socket
				.on('error', () => {})
				.resume()
				.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
		);
		servers.push(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as { port: number };
		expect(await shown(port)).toMatchObject({ outcome: 'no-tls' });
		expect(await shown(9)).toMatchObject({ outcome: 'no-connection', detail: 'refused' });
	});
	it('does not wait for a server that says nothing', async () => {
		const server = createPlain((socket) => socket.on('error', () => {}).resume());
		servers.push(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as { port: number };
		expect(await shown(port)).toMatchObject({ outcome: 'no-tls', detail: 'no handshake in time' });
	});
	it('does not ask after the time limit', async () => {
		expect(await shown(9, undefined, { deadline: AbortSignal.abort() })).toMatchObject({ outcome: 'not-asked' });
	});
});
