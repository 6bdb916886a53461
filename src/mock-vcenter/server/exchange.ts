import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Listener } from './listener.js';

const compress = promisify(gzip);
const SLICES_PER_SECOND = 20;

/** A request that is being answered. */
export interface Exchange {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly listener: Listener;
}

export interface Reply {
	readonly status: number;
	readonly body: string;
	readonly headers: Readonly<Record<string, string>>;
}

/** How an answer goes out when it does not go out whole and at once. */
export interface Manner {
	/** Bytes per second. */
	readonly rate?: number;
	/** What follows the first half of its bytes. */
	readonly midway?: 'reset' | 'stall';
}

/** Sends an answer, compressed for those who ask. */
export async function sendReply(exchange: Exchange, reply: Reply, manner: Manner = {}): Promise<void> {
	const { request, response } = exchange;
	const zipped = reply.body.length > 1024 && acceptsGzip(request);
	const bytes = zipped ? await compress(reply.body, { level: constants.Z_BEST_SPEED }) : Buffer.from(reply.body);
	response.writeHead(reply.status, {
		...reply.headers,
		vary: 'Accept-Encoding',
		...(zipped ? { 'content-encoding': 'gzip' } : {}),
	});
	if (manner.midway === undefined && manner.rate === undefined) {
		response.end(bytes);
		return;
	}
	await trickle(response, manner.midway === undefined ? bytes : bytes.subarray(0, bytes.length >> 1), manner.rate);
	if (manner.midway === undefined) response.end();
	else if (manner.midway === 'reset') resetSoon(exchange);
}

export function acceptsGzip(request: IncomingMessage): boolean {
	return /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
}

async function trickle(response: ServerResponse, bytes: Buffer, rate: number | undefined): Promise<void> {
	const slice = rate === undefined ? bytes.length : Math.max(1, Math.round(rate / SLICES_PER_SECOND));
	for (let start = 0; start < bytes.length && !response.destroyed; start += slice) {
		await new Promise((resolve) => response.write(bytes.subarray(start, start + slice), resolve));
		if (rate !== undefined) await sleep(1000 * Math.min(slice / rate, 1), undefined, { ref: false });
	}
}

/** Gives the half that was sent the time to arrive: a reset throws away what the client has not read. */
function resetSoon({ request, listener }: Exchange): void {
	setTimeout(() => listener.reset(request.socket), 50).unref();
}
