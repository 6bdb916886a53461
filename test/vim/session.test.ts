import { describe, expect, it } from 'vitest';
import { failureOf, optionsFor, readAll, smallScenario, withMock, withSession } from '../support/vim-client.js';

const count = (received: readonly string[], method: string) => received.filter((name) => name === method).length;

describe('a session', () => {
	it('logs in once and out once', () =>
		withMock(async (vcenter) => {
			await withSession(optionsFor(vcenter), (session) => readAll(session, 'HostSystem', ['name']));
			expect(vcenter.running.received[0]).toBe('RetrieveServiceContent');
			expect(count(vcenter.running.received, 'Login')).toBe(1);
			expect(vcenter.running.received.at(-1)).toBe('Logout');
			expect(vcenter.running.server.sessions.active).toBe(0);
		}));

	it('logs out when the work fails', () =>
		withMock(async (vcenter) => {
			const failure = await failureOf(
				withSession(optionsFor(vcenter), async () => {
					throw new Error('no disk left');
				}),
			);
			expect(failure.message).toBe('no disk left');
			expect(vcenter.running.server.sessions.active).toBe(0);
		}));

	it('lets no other read outlive it, and opens no new one for them, when one read fails', () =>
		withMock(async (vcenter) => {
			vcenter.running.intercept = async (method, request, response) => {
				if (method !== 'RetrievePropertiesEx') return false;
				// The read of hosts fails at once; the others come later and find the session gone.
				if (vcenter.running.received.filter((name) => name === method).length === 1) {
					response.writeHead(404).end();
					return true;
				}
				await new Promise((resolve) => setTimeout(resolve, 150));
				return request.destroyed;
			};
			const failure = await failureOf(
				withSession(optionsFor(vcenter), (session) =>
					Promise.all(['HostSystem', 'VirtualMachine', 'Datastore'].map((type) => readAll(session, type, ['name']))),
				),
			);
			expect(failure.code).toBe('http-status');
			await new Promise((resolve) => setTimeout(resolve, 300));
			expect(count(vcenter.running.received, 'Login')).toBe(1);
			expect(vcenter.running.received.at(-1)).toBe('Logout');
			expect(vcenter.running.server.sessions.active).toBe(0);
		}));

	it('logs out when it is aborted in the middle of a read', () =>
		withMock(async (vcenter) => {
			const controller = new AbortController();
			vcenter.running.intercept = (method) => {
				if (method === 'ContinueRetrievePropertiesEx') controller.abort(new Error('SIGINT'));
				return false;
			};
			const options = optionsFor(vcenter, { signal: controller.signal });
			const failure = await failureOf(
				withSession(options, (session) => readAll(session, 'VirtualMachine', ['name'], 3)),
			);
			expect(failure.message).toBe('SIGINT');
			expect(vcenter.running.received.at(-1)).toBe('Logout');
			expect(vcenter.running.server.sessions.active).toBe(0);
		}));

	it('ends the session of a login that was in flight when the signal came', () =>
		withMock(async (vcenter) => {
			const controller = new AbortController();
			vcenter.running.intercept = (method) => {
				if (method === 'Login') controller.abort(new Error('SIGTERM'));
				return false;
			};
			const options = optionsFor(vcenter, { signal: controller.signal });
			expect((await failureOf(withSession(options, async () => 'never'))).message).toBe('SIGTERM');
			expect(vcenter.running.received.at(-1)).toBe('Logout');
			expect(vcenter.running.server.sessions.active).toBe(0);
		}));

	it('never repeats a refused login, and shows no password', () =>
		withMock(async (vcenter) => {
			const options = optionsFor(vcenter, { password: async () => 'wr0ng-secret' });
			const failure = await failureOf(withSession(options, async () => 'never'));
			expect(failure.code).toBe('login-failed');
			expect(failure.message).toContain(vcenter.username);
			expect(JSON.stringify(failure) + failure.stack).not.toContain('wr0ng-secret');
			expect(count(vcenter.running.received, 'Login')).toBe(1);
		}));

	it('asks for the password only after the server proved to be a vCenter', () =>
		withMock(async (vcenter) => {
			vcenter.running.intercept = (method, _, response) => {
				if (method !== 'RetrieveServiceContent') return false;
				const about = '<about><fullName>VMware ESXi 8.0.3</fullName><apiType>HostAgent</apiType></about>';
				response.end(
					`<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"><E:Body><RetrieveServiceContentResponse xmlns="urn:vim25"><returnval>${about}</returnval></RetrieveServiceContentResponse></E:Body></E:Envelope>`,
				);
				return true;
			};
			const options = optionsFor(vcenter, {
				password: () => {
					throw new Error('asked too early');
				},
			});
			const failure = await failureOf(withSession(options, async () => 'never'));
			expect(failure.code).toBe('not-a-vcenter');
			expect(failure.message).toContain('VMware ESXi 8.0.3');
		}));

	it('says that no password was given, without trying one', () =>
		withMock(async (vcenter) => {
			const failure = await failureOf(
				withSession(optionsFor(vcenter, { password: async () => undefined }), async () => 'never'),
			);
			expect(failure.code).toBe('password-missing');
			expect(count(vcenter.running.received, 'Login')).toBe(0);
		}));

	it('works with a server whose API version nobody has heard of', () =>
		withMock(
			async (vcenter) => {
				const actions: (string | undefined)[] = [];
				vcenter.running.intercept = (_, request) => {
					actions.push(request.headers.soapaction as string | undefined);
					return false;
				};
				await withSession(optionsFor(vcenter), (session) => readAll(session, 'HostSystem', ['name']));
				expect(new Set(actions)).toEqual(new Set(['"urn:vim25/12.7.0.0"']));
			},
			smallScenario(1, { apiVersion: '12.7.0.0' }),
		));

	it.each(['6.5', '6.7', '7.0.0.0', '8.0.3.0', '9.0.0.0'])('asks a server of API %s with that version', (apiVersion) =>
		withMock(
			async (vcenter) => {
				const actions = new Set<string | undefined>();
				vcenter.running.intercept = (_, request) => {
					actions.add(request.headers.soapaction as string | undefined);
					return false;
				};
				await withSession(optionsFor(vcenter), (session) => readAll(session, 'HostSystem', ['name']));
				expect([...actions]).toEqual([`"urn:vim25/${apiVersion}"`]);
			},
			smallScenario(1, { apiVersion }),
		),
	);

	it('asks a server that lists no versions with the oldest, and then with its own', () =>
		withMock(
			async (vcenter) => {
				const actions: (string | undefined)[] = [];
				vcenter.running.intercept = (_, request) => {
					actions.push(request.headers.soapaction as string | undefined);
					return false;
				};
				await withSession(optionsFor(vcenter), (session) => readAll(session, 'HostSystem', ['name']));
				expect(actions[0]).toBe('"urn:vim25/6.5"');
				expect(new Set(actions.slice(1))).toEqual(new Set(['"urn:vim25/8.0.3.0"']));
			},
			smallScenario(1, {
				apiVersion: '8.0.3.0',
				faults: [{ on: { path: '/sdk/vimServiceVersions.xml' }, status: 404 }],
			}),
		));

	it('refuses a server that is older than 6.5 before any login', () =>
		withMock(
			async (vcenter) => {
				const failure = await failureOf(withSession(optionsFor(vcenter), async () => 'never'));
				expect(failure.code).toBe('version-too-old');
				expect(failure.message).toContain('speaks vSphere API 6.0; xvcheck reads 6.5 and newer');
				expect(vcenter.running.received).toEqual([]);
			},
			smallScenario(1, { apiVersion: '6.0' }),
		));

	it('sends the cookie back with its quotes', () =>
		withMock(async (vcenter) => {
			const cookies: (string | undefined)[] = [];
			vcenter.running.intercept = (_, request) => {
				cookies.push(request.headers.cookie);
				return false;
			};
			await withSession(optionsFor(vcenter), async () => undefined);
			expect(cookies[0]).toBeUndefined();
			expect(cookies[1]).toMatch(/^vmware_soap_session="[0-9a-f]{40}"$/);
		}));
});

describe('a session that expires', () => {
	it('in the middle of paging is opened once more, and the read is complete, each object once', () =>
		withMock(async (vcenter) => {
			let pages = 0;
			vcenter.running.intercept = (method) => {
				if (method === 'ContinueRetrievePropertiesEx' && ++pages === 2) vcenter.running.server.sessions.expireAll();
				return false;
			};
			const vms = await withSession(optionsFor(vcenter), (session) => readAll(session, 'VirtualMachine', ['name'], 3));
			expect(new Set(vms.map(({ id }) => id)).size).toBe(10);
			expect(count(vcenter.running.received, 'Login')).toBe(2);
			expect(vcenter.running.received.at(-1)).toBe('Logout');
		}));

	it('is opened once for all reads that notice it', () =>
		withMock(async (vcenter) => {
			let expired = false;
			vcenter.running.intercept = (method) => {
				if (method === 'RetrievePropertiesEx' && !expired) {
					expired = true;
					vcenter.running.server.sessions.expireAll();
				}
				return false;
			};
			const read = await withSession(optionsFor(vcenter), (session) =>
				Promise.all(['VirtualMachine', 'HostSystem', 'Datastore'].map((type) => readAll(session, type, ['name']))),
			);
			expect(read.map((objects) => objects.length)).toEqual([10, 2, 1]);
			expect(count(vcenter.running.received, 'Login')).toBe(2);
		}));

	it('again and again ends the read with a clear message', () =>
		withMock(async (vcenter) => {
			vcenter.running.intercept = (method) => {
				if (method === 'RetrievePropertiesEx') vcenter.running.server.sessions.expireAll();
				return false;
			};
			const failure = await failureOf(
				withSession(optionsFor(vcenter), (session) => readAll(session, 'VirtualMachine', ['name'])),
			);
			expect(failure.code).toBe('session-lost');
			expect(count(vcenter.running.received, 'Login')).toBe(2);
		}));
});
