import { connect } from 'node:net';
import pLimit from 'p-limit';
import type { TcpResult } from '../model/probes.js';
import type { AskedPort, Probe, ProbeTools } from './contract.js';
import { socketFailure } from './shared/socket-failure.js';

/** Opens and closes a TCP connection to every address and port. Nothing is sent. */
export default {
	run: async ({ ports }, tools) => {
		const limit = pLimit(tools.limits.concurrency);
		return { tcp: await Promise.all(ports.map((asked) => limit(() => knock(asked, tools)))) };
	},
} satisfies Probe;

async function knock({ target, address, port, purpose }: AskedPort, tools: ProbeTools): Promise<TcpResult> {
	const about = { target, address, port, purpose, at: tools.clock() };
	if (tools.deadline.aborted) return { ...about, outcome: 'not-asked', detail: 'the time for all probes had passed' };
	const started = performance.now();
	const seen = await opened(address, port, tools);
	return { ...about, ...seen, milliseconds: Math.round(performance.now() - started) };
}

type Seen = Pick<TcpResult, 'outcome' | 'detail'>;

function opened(host: string, port: number, { limits, deadline }: ProbeTools): Promise<Seen> {
	return new Promise((resolve) => {
		const socket = connect({ host, port });
		const end = (seen: Seen) => {
			clearTimeout(timer);
			deadline.removeEventListener('abort', abort);
			socket.destroy();
			resolve(seen);
		};
		const timer = setTimeout(() => end({ outcome: 'time-out' }), limits.connectMs);
		const abort = () => end({ outcome: 'not-asked', detail: 'the time for all probes had passed' });
		deadline.addEventListener('abort', abort, { once: true });
		socket.once('connect', () => end({ outcome: 'open' }));
		socket.once('error', (error) => end(socketFailure(error)));
	});
}
