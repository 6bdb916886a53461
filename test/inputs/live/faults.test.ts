import { describe, expect, it } from 'vitest';
import vcenter from '../../../src/inputs/vcenter.js';
import type { FaultSpec } from '../../../src/mock-vcenter/scenario/fault-schema.js';
import type { Scenario } from '../../../src/mock-vcenter/scenario/schema.js';
import type { MockVCenter } from '../../../src/mock-vcenter/start-mock.js';
import { silent } from '../../../src/shared/progress.js';
import { failureOf, smallScenario, withMock } from '../../support/vim-client.js';

type Connection = NonNullable<Parameters<typeof vcenter.read>[1]['connection']>;
const LIMITS = { backOffMs: 5, connectMs: 5000, idleMs: 400, maxBytes: 4_000_000 };

function read(target: MockVCenter, change: Connection = {}) {
	return vcenter.read(target.url.replace('https://', 'https://ro@'), {
		now: '2026-11-24T12:00:00Z',
		toolVersion: '0',
		progress: silent,
		connection: {
			thumbprint: target.thumbprintSha256,
			username: target.username,
			password: async () => target.password,
			limits: LIMITS,
			...change,
		},
	});
}

const scenario = (faults: FaultSpec[], change: Partial<Scenario['vcenters'][number]> = {}) =>
	smallScenario(30, { faults, ...change });
const VMS = { method: 'RetrievePropertiesEx', type: 'VirtualMachine' };

/** What goes wrong while the VMs are read, and what is said of it. Everything names the server and the request. */
const FAULTS: readonly (readonly [string, FaultSpec[], string, RegExp])[] = [
	['resets every connection', [{ on: VMS, answer: 'reset' }], 'connection-lost', /the server closed the connection/],
	[
		'resets in the middle of its answer',
		[{ on: VMS, answer: 'reset-midway' }],
		'connection-lost',
		/closed the connection/,
	],
	['falls silent', [{ on: VMS, answer: 'stall' }], 'connection-failed', /no byte for 0.4 s/],
	[
		'falls silent in the middle of its answer',
		[{ on: VMS, answer: 'stall-midway' }],
		'connection-failed',
		/no byte for 0.4 s/,
	],
	['cuts its XML off', [{ on: VMS, answer: 'truncated' }], 'answer-unreadable', /ends inside/],
	[
		'answers without end',
		[{ on: VMS, answer: 'oversize', size: '8MiB' }],
		'answer-too-large',
		/larger than 4000000 bytes/,
	],
	['shows a login page', [{ on: VMS, answer: 'html' }], 'answer-unreadable', /an HTML page, not SOAP/],
	['declares a document type', [{ on: VMS, answer: 'doctype' }], 'answer-unreadable', /DOCTYPE/],
	[
		'redirects',
		[{ on: VMS, answer: 'redirect', location: 'https://portal.example.com/' }],
		'http-redirect',
		/portal\.example\.com/,
	],
	['is overloaded', [{ on: VMS, status: 503, retryAfter: 0 }], 'server-busy', /HTTP 503 .*, 3 times/],
	['limits its clients', [{ on: VMS, status: 429, retryAfter: 0 }], 'server-busy', /HTTP 429 .*, 3 times/],
	[
		'has a defect',
		[{ on: VMS, fault: 'SystemError', text: 'A general system error occurred' }],
		'vcenter-fault',
		/general system error/,
	],
	['ends every session', [{ on: VMS, answer: 'session-expired' }], 'session-lost', /a second time/],
];

describe('a vCenter that', () => {
	it.each(FAULTS)('%s while VMs are read ends the run with a message about it', (_, faults, code, message) =>
		withMock(async (target) => {
			const failure = await failureOf(read(target));
			expect(failure.code).toBe(code);
			expect(failure.message).toMatch(message);
			expect(failure.message).toContain(new URL(target.url).host);
			if (!['session-lost', 'vcenter-fault'].includes(code)) expect(failure.message).toContain('VirtualMachine');
			expect(failure.stack).not.toContain(target.password);
		}, scenario(faults)),
	);

	it.each(FAULTS)(
		'%s while VMs are read gives the rest where a part is wanted, and says what is missing',
		(_, faults, __, message) =>
			withMock(async (target) => {
				const inventory = await read(target, { partial: true });
				expect(inventory.partial?.join('\n')).toMatch(message);
				expect(inventory.coverage).toContainEqual(
					expect.objectContaining({ collection: 'vms', datum: '*', reason: 'read-error' }),
				);
				expect(inventory.vms.length).toBeLessThanOrEqual(30);
				// What came before the failure is there; a vCenter that is gone answers nothing after it.
				expect(inventory.vcenter.version).toBe('8.0.3');
				expect(target.running.server.sessions.active).toBeLessThanOrEqual(1);
			}, scenario(faults)),
	);

	it('is slow, but not silent, is waited for', () =>
		withMock(
			async (target) => {
				expect((await read(target)).vms).toHaveLength(30);
			},
			scenario([{ on: VMS, delay: '300ms', rate: '64KiB/s' }]),
		));

	it('refuses clients with a later API than its own is asked with its own', () =>
		withMock(
			async (target) => {
				expect((await read(target)).vms).toHaveLength(30);
			},
			scenario([], { apiVersion: '7.0.3.0', refuseLaterVersions: true }),
		));

	it('is overloaded for a moment is asked again, and the inventory is complete', () =>
		withMock(
			async (target) => {
				const inventory = await read(target);
				expect(inventory.vms).toHaveLength(30);
				expect(inventory.hosts).toHaveLength(2);
				expect(inventory.partial).toBeUndefined();
			},
			scenario([{ on: { method: 'RetrievePropertiesEx', times: 2 }, status: 503, retryAfter: 0 }]),
		));

	it('deletes VMs while they are read leaves them out', () =>
		withMock(
			async (target) => {
				const inventory = await read(target);
				expect(inventory.vms.map(({ name }) => name)).not.toContain('vm-001');
				expect(inventory.vms).toHaveLength(29);
				expect(inventory.partial).toBeUndefined();
			},
			scenario([{ on: { method: 'RetrievePropertiesEx', type: 'VirtualMachine', times: 1 }, vanish: ['vm-001'] }]),
		));

	it('stops while it is read gives what came before, without asking it for each of the rest', () =>
		withMock(
			async (target) => {
				const inventory = await read(target, { partial: true, concurrency: 1 });
				expect(inventory.partial).toHaveLength(1);
				expect(inventory.partial?.[0]).toMatch(/connection was refused|closed the connection/);
				expect(inventory.coverage.filter(({ datum }) => datum === '*').map(({ collection }) => collection)).toContain(
					'vms',
				);
			},
			scenario([{ on: { method: 'RetrievePropertiesEx', type: 'HostSystem' }, answer: 'shutdown' }]),
		));

	it('loses details of hosts says so for each host, and never that there are none', () =>
		withMock(
			async (target) => {
				const inventory = await read(target, { partial: true });
				expect(inventory.hosts).toHaveLength(2);
				expect(inventory.hosts[0]?.vmkernelAdapters).toBeUndefined();
				expect(inventory.coverage).toContainEqual(
					expect.objectContaining({ collection: 'hosts', datum: 'vmkernelAdapters', reason: 'read-error', count: 2 }),
				);
			},
			scenario([{ on: { method: 'RetrievePropertiesEx', type: 'HostSystem', from: 2 }, fault: 'SystemError' }]),
		));

	it('takes longer than the time-out gives what came by then', () =>
		withMock(
			async (target) => {
				const inventory = await read(target, { partial: true, timeoutMs: 1500, limits: { ...LIMITS, idleMs: 20_000 } });
				expect(inventory.partial?.[0]).toMatch(/longer than the time-out of 1.5 s/);
				expect(inventory.hosts).toHaveLength(2);
				expect(target.running.server.sessions.active).toBe(0);
			},
			scenario([{ on: VMS, answer: 'stall' }]),
		));

	it.each([
		['refuses connections', { listening: false }, 'connection-failed', /the connection was refused/],
		['is an ESXi host', { product: 'host' }, 'not-a-vcenter', /is no vCenter Server but VMware ESXi/],
		[
			'refuses the password',
			{ account: { locked: true } },
			'login-failed',
			/wrong user name or password, or a locked account/,
		],
		['is too old', { apiVersion: '6.0' }, 'version-too-old', /speaks vSphere API 6.0/],
	] as const)('%s gives no part, whatever is wanted', (_, change, code, message) =>
		withMock(
			async (target) => {
				const failure = await failureOf(read(target, { partial: true }));
				expect(failure.code).toBe(code);
				expect(failure.message).toMatch(message);
			},
			scenario([], change as Partial<Scenario['vcenters'][number]>),
		),
	);
});
