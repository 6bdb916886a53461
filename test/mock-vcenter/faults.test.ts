import { describe, expect, it } from 'vitest';
import type { FaultSpec } from '../../src/mock-vcenter/scenario/fault-schema.js';
import type { VCenterSpec } from '../../src/mock-vcenter/scenario/schema.js';
import { FaultPlan } from '../../src/mock-vcenter/server/faults/plan.js';
import type { MockVCenter } from '../../src/mock-vcenter/start-mock.js';
import { envelope, methodCall, type PlainAnswer, sendPlain } from '../support/plain-client.js';
import {
	failureOf,
	optionsFor,
	readAll,
	withMock as serveWhile,
	smallScenario,
	withSession,
} from '../support/vim-client.js';

const withMock = <T>(change: Partial<VCenterSpec>, work: (vcenter: MockVCenter) => Promise<T>): Promise<T> =>
	serveWhile(work, smallScenario(10, change));
const CONTENT = envelope(methodCall('RetrieveServiceContent', 'ServiceInstance', 'ServiceInstance'));
const ask = (vcenter: MockVCenter, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<PlainAnswer> =>
	sendPlain(new URL(vcenter.url), 'POST', CONTENT, headers, signal);
const misbehaving = (faults: FaultSpec[], work: (vcenter: MockVCenter) => Promise<void>) => withMock({ faults }, work);
const readVms = (vcenter: MockVCenter) =>
	withSession(optionsFor(vcenter), (session) => readAll(session, 'VirtualMachine', ['name'], 3));

describe('a fault', () => {
	it('is for the requests that fit, by their number', () => {
		const plan = new FaultPlan([
			{ on: { method: 'Login', from: 2, times: 2 }, status: 503 },
			{ on: { type: 'HostSystem' }, delay: '1s' },
			{ on: { path: '/api/session', method: 'POST' }, status: 429 },
			{ on: { connection: true, times: 1 }, answer: 'reset' },
		]);
		const hits = (method: string, types: string[] = [], path = '/sdk') => plan.ofRequest({ method, types, path });
		const logins = [1, 2, 3, 4].map(() => hits('Login').length);
		expect(logins).toEqual([0, 1, 1, 0]);
		expect(hits('RetrievePropertiesEx', ['Folder', 'HostSystem'])).toEqual([
			{ on: { type: 'HostSystem' }, delay: '1s' },
		]);
		expect(hits('RetrievePropertiesEx', ['Folder'])).toEqual([]);
		expect(hits('POST', [], '/api/session')).toHaveLength(1);
		expect([plan.ofConnection().length, plan.ofConnection().length]).toEqual([1, 0]);
		plan.replace([]);
		expect(hits('POST', [], '/api/session')).toEqual([]);
	});

	it('is for a page of a read by the type of the objects on it', () =>
		misbehaving(
			[{ on: { method: 'ContinueRetrievePropertiesEx', type: 'VirtualMachine' }, fault: 'RequestCanceled' }],
			async (vcenter) => {
				await withSession(optionsFor(vcenter), async (session) => {
					expect(await readAll(session, 'HostSystem', ['name'], 1)).toHaveLength(2);
					expect(await failureOf(readAll(session, 'VirtualMachine', ['name'], 3))).toMatchObject({
						fault: 'RequestCanceled',
					});
				});
			},
		));
});

describe('an answer', () => {
	it('is late', () =>
		misbehaving([{ delay: '300ms' }], async (vcenter) => {
			expect((await ask(vcenter)).times.first).toBeGreaterThanOrEqual(295);
		}));

	it('is slow', () =>
		misbehaving([{ rate: '8KiB/s' }], async (vcenter) => {
			const { status, text, times } = await ask(vcenter);
			expect([status, text.endsWith('</soapenv:Envelope>')]).toEqual([200, true]);
			expect(times.last - times.first).toBeGreaterThanOrEqual(200);
		}));

	it.each([
		['reset', 'ECONNRESET'],
		['reset-midway', 'ECONNRESET'],
	] as const)('is lost when the connection is %s', (answer, code) =>
		misbehaving([{ on: { times: 1 }, answer }], async (vcenter) => {
			expect((await failureOf(ask(vcenter))).code).toBe(code);
			expect((await ask(vcenter)).status).toBe(200);
		}),
	);

	it.each(['stall', 'stall-midway'] as const)('never comes to its end: %s', (answer) =>
		misbehaving([{ answer }], async (vcenter) => {
			expect((await failureOf(ask(vcenter, {}, AbortSignal.timeout(400)))).name).toBe('AbortError');
		}),
	);

	it('is a refusal with the time to wait, for the first two', () =>
		misbehaving([{ on: { times: 2 }, status: 503, retryAfter: 7 }], async (vcenter) => {
			const answers = [await ask(vcenter), await ask(vcenter), await ask(vcenter)];
			expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
			expect(answers[0]?.headers['retry-after']).toBe('7');
		}));

	it('is a login page', () =>
		misbehaving([{ answer: 'html' }], async (vcenter) => {
			const { status, headers, text } = await ask(vcenter);
			expect([status, headers['content-type']]).toEqual([200, 'text/html']);
			expect(text).toMatch(/^<!DOCTYPE html>/);
		}));

	it('is a redirection', () =>
		misbehaving([{ answer: 'redirect', location: 'https://sso.example.com/' }], async (vcenter) => {
			const { status, headers } = await ask(vcenter);
			expect([status, headers.location]).toEqual([302, 'https://sso.example.com/']);
		}));

	it('ends in the middle of the XML', () =>
		misbehaving([{ answer: 'truncated' }], async (vcenter) => {
			const { status, text } = await ask(vcenter, { 'accept-encoding': 'gzip' });
			expect(status).toBe(200);
			expect(text).toMatch(/^<\?xml/);
			expect(text).not.toContain('</soapenv:Body>');
		}));

	it('carries a document type declaration', () =>
		misbehaving([{ answer: 'doctype' }], async (vcenter) => {
			expect((await ask(vcenter)).text).toContain('<!DOCTYPE Envelope [');
		}));

	it('is as large as it is told to be, compressed or not', () =>
		misbehaving([{ answer: 'oversize', size: '3MiB' }], async (vcenter) => {
			for (const headers of [{}, { 'accept-encoding': 'gzip' }] as Record<string, string>[]) {
				const { text } = await ask(vcenter, headers);
				expect(text.length).toBe(3 * 1024 * 1024);
				expect(text).toMatch(/<soapenv:Body>\s+<RetrieveServiceContentResponse/);
			}
		}));

	it('is a vim25 fault that names its object and privilege', () =>
		misbehaving(
			[
				{ on: { method: 'Login' }, fault: 'NoPermission', object: 'vm-003', privilege: 'System.Read' },
				{ on: { method: 'RetrieveServiceContent' }, fault: 'ManagedObjectNotFound', object: 'DC', text: 'gone' },
			],
			async (vcenter) => {
				const { status, text } = await ask(vcenter);
				expect(status).toBe(500);
				expect(text).toMatch(
					/<faultstring>gone<.*<ManagedObjectNotFoundFault [^>]*><obj type="Datacenter">datacenter-\d+</,
				);
				const login = await sendPlain(
					new URL(vcenter.url),
					'POST',
					envelope(methodCall('Login', 'SessionManager', 'SessionManager')),
				);
				expect(login.text).toMatch(/<object type="VirtualMachine">vm-\d+<\/object><privilegeId>System.Read</);
			},
		));
});

describe('a server', () => {
	it('resets connections before TLS, then takes them', () =>
		misbehaving([{ on: { connection: true, times: 1 }, answer: 'reset' }], async (vcenter) => {
			expect((await failureOf(ask(vcenter))).code).toBe('ECONNRESET');
			expect((await ask(vcenter)).status).toBe(200);
		}));

	it('takes a connection and says nothing', () =>
		misbehaving([{ on: { connection: true }, answer: 'stall' }], async (vcenter) => {
			expect((await failureOf(ask(vcenter, {}, AbortSignal.timeout(400)))).name).toBe('AbortError');
		}));

	it('does not listen at all', () =>
		withMock({ listening: false }, async (vcenter) => {
			expect((await failureOf(ask(vcenter))).code).toBe('ECONNREFUSED');
		}));

	it('goes down in the middle', () =>
		misbehaving([{ on: { method: 'RetrieveServiceContent', from: 2 }, answer: 'shutdown' }], async (vcenter) => {
			expect((await ask(vcenter)).status).toBe(200);
			expect((await failureOf(ask(vcenter))).code).toBe('ECONNRESET');
			expect((await failureOf(ask(vcenter))).code).toBe('ECONNREFUSED');
		}));

	it('misbehaves otherwise once it is told so', () =>
		misbehaving([{ status: 503 }], async (vcenter) => {
			expect((await ask(vcenter)).status).toBe(503);
			vcenter.running.misbehave([]);
			expect((await ask(vcenter)).status).toBe(200);
		}));

	it('says that it is a host', () =>
		withMock({ product: 'host' }, async (vcenter) => {
			const { text } = await ask(vcenter);
			expect(text).toContain('<fullName>VMware ESXi 8.0.3 build-24022515</fullName>');
			expect(text).toContain('<productLineId>embeddedEsx</productLineId><apiType>HostAgent</apiType>');
			expect((await failureOf(readVms(vcenter))).code).toBe('not-a-vcenter');
		}));

	it('refuses an API version that it does not know', () =>
		withMock({ version: '6.0.0', refuseLaterVersions: true }, async (vcenter) => {
			const { status, text } = await ask(vcenter, { soapaction: '"urn:vim25/6.5"' });
			expect(status).toBe(500);
			expect(text).toContain('Unsupported version URI');
			expect((await ask(vcenter, { soapaction: '"urn:vim25/6.0"' })).status).toBe(200);
		}));
});

describe('a session', () => {
	it('ends after so many requests, and a new login begins another', () =>
		withMock({ sessionRequests: 9 }, async (vcenter) => {
			const vms = await withSession(optionsFor(vcenter), async (session) => {
				await readAll(session, 'HostSystem', ['name']);
				return readAll(session, 'VirtualMachine', ['name'], 3);
			});
			expect(new Set(vms.map(({ id }) => id)).size).toBe(10);
			expect(vcenter.running.received.filter((method) => method === 'Login')).toHaveLength(2);
		}));

	it('ends just before a page', () =>
		misbehaving(
			[{ on: { method: 'ContinueRetrievePropertiesEx', from: 2, times: 1 }, answer: 'session-expired' }],
			async (vcenter) => {
				expect(new Set((await readVms(vcenter)).map(({ id }) => id)).size).toBe(10);
				expect(vcenter.running.received.filter((method) => method === 'Login')).toHaveLength(2);
			},
		));
});

describe('an account', () => {
	const login = (vcenter: MockVCenter, password: string) =>
		withSession(optionsFor(vcenter, { password: async () => password }), async () => 'in');

	it('is locked after wrong passwords, against the right one too', () =>
		withMock({ account: { lockAfter: 2 } }, async (vcenter) => {
			expect(await login(vcenter, vcenter.password)).toBe('in');
			for (const _ of [1, 2]) expect((await failureOf(login(vcenter, 'wrong'))).code).toBe('login-failed');
			expect((await failureOf(login(vcenter, vcenter.password))).code).toBe('login-failed');
		}));

	it('is locked from the beginning', () =>
		withMock({ account: { locked: true } }, async (vcenter) => {
			expect((await failureOf(login(vcenter, vcenter.password))).code).toBe('login-failed');
		}));
});

describe('an object', () => {
	it('vanishes between the first page and the second', () =>
		misbehaving(
			[{ on: { method: 'ContinueRetrievePropertiesEx', times: 1 }, vanish: ['vm-00[7-9]'] }],
			async (vcenter) => {
				expect(await readVms(vcenter)).toHaveLength(7);
			},
		));

	it('vanishes between the light and the heavy read, and one that is named is not found', () =>
		withMock({}, async (vcenter) => {
			const vms = await readVms(vcenter);
			vcenter.running.misbehave([{ on: { method: 'CreateContainerView' }, vanish: ['vm-003'] }]);
			expect(await readVms(vcenter)).toHaveLength(9);
			const gone = vms.find(({ properties }) => properties.get('name') === 'vm-003');
			const asked = envelope(
				methodCall(
					'RetrievePropertiesEx',
					'PropertyCollector',
					'propertyCollector',
					`<specSet><propSet><type>VirtualMachine</type><pathSet>name</pathSet></propSet><objectSet><obj type="VirtualMachine">${gone?.id}</obj></objectSet></specSet><options/>`,
				),
			);
			expect((await sendPlain(new URL(vcenter.url), 'POST', asked)).text).toContain('xsi:type="ManagedObjectNotFound"');
		}));
});
