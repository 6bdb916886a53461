import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MockMethod } from '../methods/contract.js';
import { answerVersion, hiddenIn, isLaterThan } from '../wire/since.js';
import type { Server } from './context.js';
import { type Exchange, sendReply } from './exchange.js';
import { VimFault } from './fault.js';
import { askedOf } from './faults/asked.js';
import { misSend, prepare, replaceAnswer } from './faults/behave.js';
import type { Asked, FaultPlan } from './faults/plan.js';
import type { Admission } from './listener.js';
import { Rest } from './rest/rest.js';
import type { Session } from './sessions.js';
import { type Answer, answer, faultReply, readRequest, type SoapRequest } from './soap.js';
import { serviceVersions } from './versions.js';

const MAX_REQUEST = 16 * 1024 * 1024;
const XML = { 'content-type': 'text/xml; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };

/** What happens instead of, or before, the answer to a request: a test's way to play a server that no scenario can describe. */
export type Intercept = (
	method: string,
	request: IncomingMessage,
	response: ServerResponse,
) => boolean | Promise<boolean>;

/** Answers the requests of one mock vCenter, as its faults have it. */
export class Handler {
	readonly #server: Server;
	readonly #methods: ReadonlyMap<string, MockMethod>;
	readonly #faults: FaultPlan;
	readonly #rest: Rest;
	/** SOAP methods, in the order of their requests. */
	readonly received: string[] = [];
	/** Other requests, `GET /api/session`, likewise. */
	readonly receivedPlain: string[] = [];

	constructor(server: Server, methods: ReadonlyMap<string, MockMethod>, faults: FaultPlan) {
		this.#server = server;
		this.#methods = methods;
		this.#faults = faults;
		this.#rest = new Rest(server);
	}

	/** What happens to a new connection. */
	async admit(): Promise<Admission> {
		const faults = this.#faults.ofConnection();
		if (faults.length === 0) return 'serve';
		await prepare(faults, this.#server.estate);
		const { answer: what } = faults.find((fault) => fault.answer !== undefined) ?? {};
		return what === 'reset' || what === 'stall' ? what : 'serve';
	}

	/** @throws XmlFormatError when a request to the SOAP path is none. */
	async handle(exchange: Exchange, intercept: Intercept | undefined): Promise<void> {
		const { request, response } = exchange;
		const path = (request.url ?? '').split('?')[0] ?? '';
		const verb = request.method ?? '';
		const body = await readBody(exchange);
		if (verb !== 'POST' || (path !== '/sdk' && path !== '/sdk/vimService'))
			return this.#plain(exchange, verb, path, body);
		const call = readRequest(body);
		this.received.push(call.method);
		if ((await intercept?.(call.method, request, response)) === true) return;
		return this.#soap(exchange, call, path);
	}

	async #soap(exchange: Exchange, call: SoapRequest, path: string): Promise<void> {
		const { sessions } = this.#server;
		let session = sessions.of(exchange.request.headers.cookie);
		await this.#asFaultsHaveIt(exchange, askedOf(call, session, path), {
			expire: () => {
				sessions.end(session);
				session = sessions.of(undefined);
			},
			answer: async () => {
				const { status, body } = await this.#answer(exchange, call, session);
				const cookie = `vmware_soap_session="${session.cookie}"; Path=/; HttpOnly; Secure;`;
				return { status, body, headers: { ...XML, 'set-cookie': cookie } };
			},
		});
	}

	async #answer({ request }: Exchange, call: SoapRequest, session: Session): Promise<Answer> {
		const { apiVersion, estate } = this.#server;
		const action = String(request.headers.soapaction ?? '');
		if (estate.spec.refuseLaterVersions === true && isLaterThan(action, apiVersion))
			return faultReply(new VimFault('InvalidRequest', `Unsupported version URI ${action}`));
		return answer(this.#server, this.#methods, session, call, hiddenIn(answerVersion(action, apiVersion)));
	}

	async #plain(exchange: Exchange, verb: string, path: string, body: Buffer): Promise<void> {
		const { url = '', headers } = exchange.request;
		this.receivedPlain.push(`${verb} ${url}`);
		await this.#asFaultsHaveIt(
			exchange,
			{ method: verb, path, types: [] },
			{
				expire: () => this.#rest.expireAll(),
				answer: async () => {
					if (verb === 'GET' && path === '/sdk/vimServiceVersions.xml')
						return { status: 200, body: serviceVersions(this.#server.apiVersion), headers: XML };
					const found = this.#rest.answer(verb, url, headers, body);
					return { status: found?.status ?? 404, body: found?.body ?? '', headers: JSON_TYPE };
				},
			},
		);
	}

	async #asFaultsHaveIt(
		exchange: Exchange,
		asked: Asked,
		{ expire, answer: make }: { expire: () => void; answer: () => Promise<Parameters<typeof sendReply>[1]> },
	): Promise<void> {
		const faults = this.#faults.ofRequest(asked);
		if (faults.length === 0) return sendReply(exchange, await make());
		const { estate } = this.#server;
		await prepare(faults, estate);
		const deciding = faults.find((fault) => (fault.answer ?? fault.fault ?? fault.status) !== undefined);
		if (await replaceAnswer(deciding, exchange, estate)) return;
		if (deciding?.answer === 'session-expired') expire();
		await misSend(faults, exchange, await make());
	}
}

async function readBody({ request }: Exchange): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		size += (chunk as Buffer).length;
		if (size > MAX_REQUEST) throw new Error('the request is too large');
		chunks.push(chunk as Buffer);
	}
	return Buffer.concat(chunks);
}
