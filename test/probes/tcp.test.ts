import { connect, createServer, type Server } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { socketFailure } from '../../src/probes/shared/socket-failure.js';
import tcp from '../../src/probes/tcp.js';
import { targets, tools } from './support.js';

const servers: Server[] = [];
afterEach(async () => {
	for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});
async function listening(): Promise<number> {
	const server = createServer((socket) => socket.on('data', () => {}));
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as { port: number }).port;
}
const target = { side: 'source', type: 'host', id: 'host-1', name: 'esx01.mi' } as const;
async function knock(address: string, port: number, parts = {}) {
	const ports = [{ target, address, port, purpose: 'nfc' }];
	const { tcp: results = [] } = await tcp.run(targets({ ports }), tools(parts));
	return results;
}

describe('the TCP probe', () => {
	it('tells an open port from one where nothing listens', async () => {
		const port = await listening();
		expect(await knock('127.0.0.1', port)).toMatchObject([{ target, port, outcome: 'open', purpose: 'nfc' }]);
		const gone = await listening();
		await new Promise((resolve) => servers.pop()?.close(resolve));
		expect(await knock('127.0.0.1', gone)).toMatchObject([{ outcome: 'refused' }]);
	});
	it('sends nothing', async () => {
		const server = createServer((socket) => socket.on('data', () => received++));
		let received = 0;
		servers.push(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		await knock('127.0.0.1', (server.address() as { port: number }).port);
		expect(received).toBe(0);
	});
	it('takes silence as a time-out, as of a firewall that drops', async () => {
		// A server that never accepts: once its queue is full the kernel drops what comes, without a word.
		const worker = new Worker(
			`const { parentPort } = require('node:worker_threads');
			const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
				parentPort.postMessage(server.address().port);
				setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20000), 20);
			});`,
			{ eval: true },
		);
		const port = await new Promise<number>((resolve) => worker.once('message', resolve));
		await new Promise((resolve) => setTimeout(resolve, 100));
		const queued = Array.from({ length: 4 }, () => connect({ host: '127.0.0.1', port }).on('error', () => {}));
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(await knock('127.0.0.1', port)).toMatchObject([{ outcome: 'time-out' }]);
		for (const socket of queued) socket.destroy();
		await worker.terminate();
	});
	it.each([
		['ECONNREFUSED', 'refused'],
		['EHOSTUNREACH', 'unreachable'],
		['EACCES', 'unreachable'],
		['ETIMEDOUT', 'time-out'],
		['ENOTFOUND', 'unresolved'],
		['EMFILE', 'error'],
	])('reads %s as %s', (code, outcome) => {
		expect(socketFailure(Object.assign(new Error(code), { code })).outcome).toBe(outcome);
		const several = new AggregateError([Object.assign(new Error(code), { code })]);
		expect(socketFailure(several).outcome).toBe(outcome);
	});
	it('says that a name cannot be resolved', async () => {
		const [result] = await knock('esx01.invalid', 902, { limits: { ...tools().limits, connectMs: 5000 } });
		expect(result?.outcome).toBe('unresolved');
	});
	it('does not begin after the time limit', async () => {
		expect(await knock('127.0.0.1', 1, { deadline: AbortSignal.abort() })).toMatchObject([{ outcome: 'not-asked' }]);
	});
});
