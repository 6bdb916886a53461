import { createServer } from 'node:https';
import { loadDirectory } from '../../shared/load-directory.js';
import { layer } from '../../shared/package-folder.js';
import { XmlFormatError } from '../../vim/xml-reader.js';
import { Estate } from '../estate/estate.js';
import type { ManagedObjectType } from '../managed-objects/contract.js';
import { apiVersionOf, serviceContent } from '../managed-objects/shared/service-content.js';
import type { MockMethod } from '../methods/contract.js';
import type { FaultSpec } from '../scenario/fault-schema.js';
import type { VCenterSpec } from '../scenario/schema.js';
import type { Wire } from '../wire/value.js';
import { Account } from './account.js';
import { makeCertificate, type ServerCertificate } from './certificate.js';
import type { Server } from './context.js';
import { type Exchange, sendReply } from './exchange.js';
import { FaultPlan } from './faults/plan.js';
import { Handler, type Intercept } from './handler.js';
import { Listener } from './listener.js';
import type { Replica } from './replica.js';
import { Sessions } from './sessions.js';

export interface RunningServer {
	readonly server: Server;
	readonly certificate: ServerCertificate;
	readonly url: string;
	/** SOAP methods received, in order. */
	readonly received: readonly string[];
	/** Other requests with verb and URL, in order. */
	readonly receivedPlain: readonly string[];
	/** Takes over a request when it returns true. */
	intercept: Intercept | undefined;
	/** Misbehaves in other ways than the scenario says from now on; requests are counted anew. */
	misbehave(faults: readonly FaultSpec[]): void;
	/** Shows another certificate from the next connection on, as after a renewal. */
	replaceCertificate(certificate: ServerCertificate): void;
	makeCertificate(): Promise<ServerCertificate>;
	close(): Promise<void>;
}

/** Where a mock vCenter listens. */
export interface Place {
	/** 0 takes a free one. */
	readonly port: number;
	/** On loopback; 127.0.0.1 when absent. */
	readonly address?: string;
}

/** Makes what is served instead of a scenario's estate. `usual` is the ServiceContent of a scenario. */
export type MakeReplica = (types: Server['types'], usual: Wire) => Replica;

/** Serves one mock vCenter over HTTPS. */
export async function serveVCenter(
	spec: VCenterSpec,
	{ port, address = '127.0.0.1' }: Place,
	makeReplica?: MakeReplica,
): Promise<RunningServer> {
	const certificate = await makeCertificate(spec.name);
	const server = await makeServer(spec, certificate, makeReplica);
	const faults = new FaultPlan(spec.faults);
	const handler = new Handler(server, await loadMethods(), faults);
	const https = createServer({ key: certificate.key, cert: certificate.cert, keepAlive: true });
	const listener = new Listener(https, () => handler.admit());
	https.on('request', (request, response) => {
		const exchange = { request, response, listener };
		handler.handle(exchange, running.intercept).catch((error: unknown) => fail(exchange, error));
	});
	const running: RunningServer = {
		server,
		certificate,
		url: `https://${address.includes(':') ? `[${address}]` : address}:${await listener.listen(port, address)}/sdk`,
		received: handler.received,
		receivedPlain: handler.receivedPlain,
		intercept: undefined,
		misbehave: (specs) => faults.replace(specs),
		replaceCertificate: ({ key, cert }) => https.setSecureContext({ key, cert }),
		makeCertificate: () => makeCertificate(spec.name),
		close: async () => {
			https.close();
			await listener.close();
		},
	};
	if (spec.listening === false) await running.close();
	return running;
}

/** A request that is no SOAP is the client's fault; anything else is a defect of the mock, which no client should mistake for an answer. */
function fail(exchange: Exchange, error: unknown): void {
	const headers = { 'content-type': 'text/plain' };
	if (error instanceof XmlFormatError) void sendReply(exchange, { status: 400, body: error.message, headers });
	else exchange.response.destroy(error instanceof Error ? error : undefined);
}

async function makeServer(
	spec: VCenterSpec,
	certificate: ServerCertificate,
	makeReplica: MakeReplica | undefined,
): Promise<Server> {
	const files = await loadDirectory<ManagedObjectType>(layer('mock-vcenter/managed-objects/'));
	const types = new Map([...files.values()].map((type) => [type.type, type]));
	const singletons = new Map(
		[...files.values()].flatMap((type) => (type.singleton === undefined ? [] : [[type.singleton, type]])),
	);
	const account = new Account(spec);
	const estate = new Estate(spec);
	const { username, password } = account;
	const world = { estate, session: undefined, thumbprint: '' };
	return {
		estate,
		replica: makeReplica?.(types, serviceContent(world)),
		types,
		singletons,
		sessions: new Sessions(spec.sessionRequests),
		thumbprint: certificate.sha1,
		apiVersion: apiVersionOf(world),
		account,
		username,
		password,
	};
}

async function loadMethods(): Promise<ReadonlyMap<string, MockMethod>> {
	const files = await loadDirectory<MockMethod>(layer('mock-vcenter/methods/'));
	return new Map([...files.values()].map((method) => [method.method, method]));
}
