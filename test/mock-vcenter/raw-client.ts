import { Agent, request } from 'node:https';
import type { MockVCenter } from '../../src/mock-vcenter/start-mock.js';
import { at, listAt, textAt, type XmlValue } from '../../src/shared/xml-value.js';
import { XmlReader } from '../../src/vim/xml-reader.js';

/** A client without any rule of ours: it sends what it is told to, and reads what comes back. */
export class RawClient {
	readonly #url: URL;
	readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
	#cookie = '';

	constructor({ url }: Pick<MockVCenter, 'url'>) {
		this.#url = new URL(url);
	}

	static async loggedIn(vcenter: MockVCenter, username = vcenter.username, password = vcenter.password) {
		const client = new RawClient(vcenter);
		await client.call('Login', 'SessionManager', `<userName>${username}</userName><password>${password}</password>`);
		return client;
	}

	/** Another connection of the same session. */
	static sharing(other: RawClient, vcenter: Pick<MockVCenter, 'url'>): RawClient {
		const client = new RawClient(vcenter);
		client.#cookie = other.#cookie;
		return client;
	}

	/** The response element; of a fault its `detail`, with the fault as only member. */
	async call(method: string, self: string, inside = ''): Promise<XmlValue> {
		const [type = '', id = type] = self.split(':');
		const text = await this.send(
			`<${method} xmlns="urn:vim25"><_this type="${type}">${id}</_this>${inside}</${method}>`,
		);
		const body = at(read(text), 'Body') ?? '';
		const fault = at(body, 'Fault');
		return fault === undefined ? (at(body, `${method}Response`) ?? '') : (at(fault, 'detail') ?? '');
	}

	/** The name of the fault that a call answers, `InvalidArgumentFault`. */
	async faultOf(method: string, self: string, inside = ''): Promise<string> {
		const answer = await this.call(method, self, inside);
		return typeof answer === 'string' || Array.isArray(answer) ? '' : (Object.keys(answer)[0] ?? '');
	}

	/** The text of an answer. */
	async send(inside: string): Promise<string> {
		const envelope = `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><s:Body>${inside}</s:Body></s:Envelope>`;
		return new Promise((resolve, reject) => {
			const headers = { 'content-type': 'text/xml', ...(this.#cookie === '' ? {} : { cookie: this.#cookie }) };
			const options = { method: 'POST', headers, rejectUnauthorized: false, agent: this.#agent };
			const call = request(this.#url, options, (response) => {
				this.#cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? this.#cookie;
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('end', () => resolve(Buffer.concat(chunks).toString()));
			});
			call.on('error', reject);
			call.end(envelope);
		});
	}

	/** moRef value of an object by its inventory path. */
	async find(path: string): Promise<string> {
		const answer = await this.call('FindByInventoryPath', 'SearchIndex', `<inventoryPath>${path}</inventoryPath>`);
		const id = textAt(answer, 'returnval');
		if (id === undefined) throw new Error(`no object ${path}`);
		return id;
	}

	/** A property of an object. */
	async fetch(self: string, path: string): Promise<XmlValue> {
		return at(await this.call('Fetch', self, `<prop>${path}</prop>`), 'returnval') ?? '';
	}

	/** `info` of a task once it is over. */
	async finished(task: string): Promise<XmlValue> {
		for (;;) {
			const info = await this.fetch(`Task:${task}`, 'info');
			if (!['queued', 'running'].includes(textAt(info, 'state') ?? '')) return info;
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
	}
}

export function read(text: string): XmlValue {
	const reader = new XmlReader();
	reader.write(text);
	return reader.close();
}

/** The types of the faults of a CheckResult: `error` or `warning`. */
export function faultsOf(result: XmlValue | undefined, level: 'error' | 'warning'): string[] {
	return listAt(result, level).map((fault) => {
		const inner = at(fault, 'fault');
		return inner === undefined || typeof inner === 'string' || Array.isArray(inner) ? '' : (inner.$type ?? '');
	});
}
