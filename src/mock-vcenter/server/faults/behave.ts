import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip, constants as zlib } from 'node:zlib';
import { compileGlobs } from '../../../shared/glob.js';
import { parseByteRate, parseDuration } from '../../../shared/parse-units.js';
import type { Estate } from '../../estate/estate.js';
import type { FaultSpec } from '../../scenario/fault-schema.js';
import { bytesOf } from '../../scenario/units.js';
import { ref, string } from '../../wire/value.js';
import { acceptsGzip, type Exchange, type Manner, type Reply, sendReply } from '../exchange.js';
import { VimFault } from '../fault.js';
import { faultReply } from '../soap.js';

const OVERSIZE = '600MiB';
const HTML =
	'<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form action="/login"><input name="user"></form></body></html>\n';
const XML = { 'content-type': 'text/xml; charset=utf-8' };

/** Waits as long as the faults of a request say, and lets vanish what they name. */
export async function prepare(faults: readonly FaultSpec[], estate: Estate): Promise<void> {
	const seconds = faults.reduce((sum, { delay }) => sum + (parseDuration(delay ?? '0s') ?? 0), 0);
	if (seconds > 0) await sleep(seconds * 1000, undefined, { ref: false });
	for (const { vanish } of faults) if (vanish !== undefined) removeNamed(estate, vanish);
}

function removeNamed(estate: Estate, globs: readonly string[]): void {
	const named = compileGlobs(globs);
	const gone = [...estate.descendants(estate.root)].filter(({ name }) => named(name));
	for (const { id } of gone) estate.remove(id);
}

/** Sends what comes instead of the answer. False when the request is to be answered after all. */
export async function replaceAnswer(
	fault: FaultSpec | undefined,
	exchange: Exchange,
	estate: Estate,
): Promise<boolean> {
	if (fault === undefined) return false;
	if (fault.fault !== undefined) await sendReply(exchange, { ...faultReply(vimFault(fault, estate)), headers: XML });
	else if (fault.status !== undefined) refuse(fault, fault.status, exchange);
	else if (fault.answer === 'html')
		await sendReply(exchange, { status: 200, body: HTML, headers: { 'content-type': 'text/html' } });
	else if (fault.answer === 'redirect')
		exchange.response.writeHead(302, { location: fault.location ?? 'https://login.example.com/' }).end();
	else if (fault.answer === 'reset') exchange.listener.reset(exchange.request.socket);
	else if (fault.answer === 'shutdown') await exchange.listener.close();
	else return fault.answer === 'stall';
	return true;
}

function refuse({ retryAfter }: FaultSpec, status: number, { response }: Exchange): void {
	response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }).end();
}

function vimFault({ fault = '', text, object, privilege }: FaultSpec, estate: Estate): VimFault {
	const entity =
		object === undefined ? undefined : [...estate.descendants(estate.root)].find(({ name }) => name === object);
	return new VimFault(fault, text ?? `The mock was told to answer ${fault}.`, {
		[fault === 'ManagedObjectNotFound' ? 'obj' : 'object']: entity === undefined ? undefined : ref(entity),
		privilegeId: string(privilege),
	});
}

/** Sends an answer as the faults of its request have it: slow, cut off, or swollen. */
export async function misSend(faults: readonly FaultSpec[], exchange: Exchange, reply: Reply): Promise<void> {
	const fault = faults.find(({ answer }) => answer !== undefined);
	if (fault?.answer === 'oversize') return swell(exchange, reply, bytesOf(fault.size ?? OVERSIZE));
	const rates = faults.flatMap(({ rate }) => (rate === undefined ? [] : (parseByteRate(rate) ?? [])));
	const manner: Manner = {
		...(rates.length === 0 ? {} : { rate: Math.min(...rates) }),
		...(fault?.answer === 'reset-midway' ? { midway: 'reset' } : {}),
		...(fault?.answer === 'stall-midway' ? { midway: 'stall' } : {}),
	};
	return sendReply(exchange, { ...reply, body: spoil(fault?.answer, reply.body) }, manner);
}

function spoil(answer: FaultSpec['answer'], body: string): string {
	if (answer === 'truncated') return body.slice(0, body.length >> 1);
	return answer === 'doctype' ? body.replace('?>\n', '?>\n<!DOCTYPE Envelope [<!ENTITY a "aaaa">]>\n') : body;
}

/** Writes an answer with so much white space inside its body that it has `size` bytes; in pieces, the mock never holds it. */
async function swell({ request, response }: Exchange, reply: Reply, size: number): Promise<void> {
	const zipped = acceptsGzip(request);
	response.writeHead(reply.status, { ...reply.headers, ...(zipped ? { 'content-encoding': 'gzip' } : {}) });
	const out = zipped ? createGzip({ level: zlib.Z_BEST_SPEED }) : response;
	if (out !== response) (out as ReturnType<typeof createGzip>).pipe(response);
	const split = reply.body.indexOf('<soapenv:Body>') + '<soapenv:Body>'.length;
	const blank = Buffer.alloc(1024 * 1024, ' ');
	const write = (piece: string | Buffer) => new Promise<void>((resolve) => out.write(piece, () => resolve()));
	await write(reply.body.slice(0, split));
	for (let left = size - reply.body.length; left > 0 && !response.destroyed; left -= blank.length)
		await write(left < blank.length ? blank.subarray(0, left) : blank);
	out.end(reply.body.slice(split));
}
