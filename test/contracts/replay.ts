import { request } from 'node:https';
import type { MockVCenter } from '../../src/mock-vcenter/start-mock.js';
import type { Exchange } from './recorded-traffic.js';
import { child, type Element, readElements, type Shapes } from './shapes.js';

/** An exchange with the answer that the mock gave to the same request. */
export interface Replayed extends Exchange {
	readonly answer: string;
}

/** Sends recorded requests to a mock vCenter as their client did: the same bytes, but for the account and the ids of objects. */
export class Replay {
	readonly #vcenter: MockVCenter;
	/** Ids of the mock by recorded ones: views and what else an answer named. */
	readonly #ids = new Map<string, string>();
	#cookie = '';

	constructor(vcenter: MockVCenter) {
		this.#vcenter = vcenter;
	}

	async send(exchange: Exchange): Promise<Replayed> {
		const body = this.#translate(exchange.request);
		const answer = await this.#post(body, exchange.action);
		this.#learn(exchange.response, answer);
		return { ...exchange, answer };
	}

	/** Objects are replaced by the first of their type, so that every request is for one that exists. */
	#translate(document: string): string {
		const { username, password, running } = this.#vcenter;
		const { estate, singletons } = running.server;
		const objects = [estate.root, ...estate.descendants(estate.root)];
		return (
			document
				.replace(
					/(<(?:_this|obj|container)\b[^>]*?\stype=")(\w+)("[^>]*>)([^<]*)/g,
					(_, start, type: string, end, id: string) => {
						const own = [...singletons].find(([, one]) => one.type === type)?.[0];
						const first = objects.find((one) => one.type === type)?.id;
						return `${start}${type}${end}${this.#ids.get(id) ?? own ?? first ?? id}`;
					},
				)
				// Whoever waited for a change then need not wait now.
				.replace(/(?<=<maxWaitSeconds[^>]*>)\d+/, '0')
				.replace(/(<userName[^>]*>)[^<]*/, `$1${username}`)
				.replace(/(<password[^>]*>)[^<]*/, `$1${password}`)
				.replace(
					/(<version[^>]*>)([^<]+)/,
					(_, start, version: string) => `${start}${this.#ids.get(version) ?? version}`,
				)
		);
	}

	/** Views, filters and versions are known by the names that the mock gave them. */
	#learn(recorded: string, answer: string): void {
		const pairs = [/<returnval[^>]*type="\w+"[^>]*>([^<]+)</, /<version>([^<]+)</].map((pattern) => [
			pattern.exec(recorded)?.[1],
			pattern.exec(answer)?.[1],
		]);
		for (const [theirs, ours] of pairs) if (theirs !== undefined && ours !== undefined) this.#ids.set(theirs, ours);
	}

	#post(body: string, action: string): Promise<string> {
		const headers = {
			'content-type': 'text/xml; charset=utf-8',
			soapaction: action,
			...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
		};
		return new Promise((resolve, reject) => {
			const call = request(this.#vcenter.url, { method: 'POST', headers, rejectUnauthorized: false }, (response) => {
				this.#cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? this.#cookie;
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('end', () => resolve(Buffer.concat(chunks).toString()));
			});
			call.on('error', reject);
			call.end(body);
		});
	}
}

/** The type of the fault that an answer carries; undefined when it carries none. */
export function faultOf(document: string): string | undefined {
	const detail = child(readElements(document), 'Body', 'Fault', 'detail');
	if (detail === undefined) return undefined;
	const [fault] = detail.children;
	return fault?.type || fault?.name.replace(/Fault$/, '');
}

/** Adds an answer to shapes: properties by the type of their object and their path, everything else by the name of its response. */
export function addAnswer(shapes: Shapes, { method, request: sent }: Exchange, document: string): void {
	const body = child(readElements(document), 'Body');
	for (const response of body?.children ?? []) {
		if (method === 'Fetch') addProperty(shapes, targetOf(sent), propertyOf(sent), child(response, 'returnval'));
		else if (!addObjects(shapes, response)) shapes.add(response, '');
	}
}

function targetOf(sent: string): string {
	return /<_this[^>]*?\stype="(\w+)"/.exec(sent)?.[1] ?? '';
}

function propertyOf(sent: string): string {
	return /<prop[^>]*>([^<]+)</.exec(sent)?.[1] ?? '';
}

function addProperty(shapes: Shapes, type: string, path: string, value: Element | undefined): void {
	if (value === undefined) return;
	const object = { name: type, type, reference: undefined, text: '', children: [{ ...value, name: path }] };
	shapes.add(object, '');
}

/** Objects in what a property collector answers. True when there were any. */
function addObjects(shapes: Shapes, element: Element): boolean {
	const type = child(element, 'obj')?.reference;
	if (type === undefined) return element.children.map((one) => addObjects(shapes, one)).includes(true);
	for (const one of element.children)
		if (one.name === 'propSet' || one.name === 'changeSet')
			addProperty(shapes, type, child(one, 'name')?.text ?? '', child(one, 'val'));
	return true;
}
