import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Collector } from '../../src/collectors/contract.js';
import { vimDeclarations } from '../../src/inputs/assemble/vim-declarations.js';
import vcenter from '../../src/inputs/vcenter.js';
import { BugError } from '../../src/shared/errors.js';
import { loadDirectory } from '../../src/shared/load-directory.js';
import { layer } from '../../src/shared/package-folder.js';
import { silent } from '../../src/shared/progress.js';
import { METHODS } from '../../src/vim/methods.js';
import { type AllowedRest, REST_REQUESTS } from '../../src/vim/rest-requests.js';
import { writeRequest } from '../../src/vim/soap.js';
import { smallScenario, withMock } from '../support/vim-client.js';

describe('what xvcheck can send to a vCenter', () => {
	it.each([
		'PowerOffVM_Task',
		'RelocateVM_Task',
		'MigrateVM_Task',
		'CheckMigrate_Task',
		'Destroy_Task',
		'ExecuteSoap',
		'toString',
		'',
	])('never is %j: it is not on the list', (method) => {
		expect(() => writeRequest(method as never, { type: 'VirtualMachine', id: 'vm-1' })).toThrow(BugError);
	});

	it('names no method that changes anything: only reads, the session, and views and cursors of the session', () => {
		const reads = Object.keys(METHODS).filter((name) => /^(Retrieve|ContinueRetrieve|Query|CurrentTime)/.test(name));
		const own = [
			'Login',
			'LoginByToken',
			'Logout',
			'CreateContainerView',
			'DestroyView',
			'CancelRetrievePropertiesEx',
			// A question, whatever its name says.
			'HasPrivilegeOnEntities',
			// Changes nothing in the inventory: it leaves a task and an event.
			'CheckRelocate_Task',
		];
		expect(Object.keys(METHODS).sort()).toEqual([...reads, ...own].sort());
	});

	const read = (paths: string, all = 'false') =>
		`<specSet><propSet><type>VirtualMachine</type><all>${all}</all>${paths}</propSet></specSet>`;
	it.each([
		['RetrievePropertiesEx', read('<pathSet>config.extraConfig</pathSet>'), /config.extraConfig/],
		['RetrievePropertiesEx', read('<pathSet>config.extraConfig["guestinfo.password"]</pathSet>'), /config.extraConfig/],
		[
			'RetrievePropertiesEx',
			read('<pathSet>name</pathSet><pathSet>config.vAppConfig.property</pathSet>'),
			/vAppConfig/,
		],
		['RetrievePropertiesEx', read('<pathSet>config</pathSet>'), /asks for config/],
		['RetrievePropertiesEx', read('', 'true'), /all properties/],
		['RetrievePropertiesEx', read(''), /names no property/],
		['CreateContainerView', '<type>Task</type>', /it lists Task/],
		['CreateContainerView', '', /0 types/],
		['CheckRelocate_Task', '<vm type="VirtualMachine">vm-1</vm><spec></spec>', /other vCenter/],
		['CheckRelocate_Task', '<spec><service></service></spec>', /names? one VM|one VM/],
		['CreateContainerView', '<type>Folder</type><type>HostSystem</type>', /2 types/],
	] as const)('is never %s with %s', (method, parameters, message) => {
		expect(() => writeRequest(method, { type: 'X', id: 'x' }, parameters)).toThrow(message);
	});

	it('reads nothing of what may hold credentials, whatever the collectors declare', async () => {
		const collectors = await loadDirectory<Collector>(layer('collectors/'));
		const { types, results } = vimDeclarations(collectors.values());
		const paths = types.flatMap(({ light, heavy }) => [...light, ...heavy]);
		expect(paths.length).toBeGreaterThan(100);
		expect(paths.filter((path) => /^config$|extraConfig|vAppConfig/.test(path))).toEqual([]);
		for (const { type, light, heavy } of types) {
			const parameters = read([...light, ...heavy].map((path) => `<pathSet>${path}</pathSet>`).join(''));
			expect(() => writeRequest('RetrievePropertiesEx', { type, id: 'x' }, parameters)).not.toThrow();
		}
		// Which objects carry which tags is no result of a vim25 method.
		expect(results.filter((method) => !Object.hasOwn(METHODS, method))).toEqual(['ListTagged']);
	});

	it('is all that a whole read of a vCenter sends, and a read needs each of them but what is for other ways', () =>
		withMock(async (target) => {
			const connection = { thumbprint: target.thumbprintSha256, password: async () => target.password };
			const options = { now: '2026-11-24T12:00:00Z', toolVersion: '0', progress: silent, connection };
			await vcenter.read(target.url.replace('https://', `https://${encodeURIComponent(target.username)}@`), options);
			const sent = new Set(target.running.received);
			const never = Object.keys(METHODS).filter((method) => !sent.has(method));
			expect(never).toEqual([
				'LoginByToken',
				'CurrentTime',
				'CancelRetrievePropertiesEx',
				'QueryDateTime',
				'CheckRelocate_Task',
			]);
			expect([...sent].filter((method) => !Object.hasOwn(METHODS, method))).toEqual([]);
		}, smallScenario(300)));

	it('names no REST request that changes anything, and sends no other', () =>
		withMock(
			async (target) => {
				const allowed = Object.values<AllowedRest>(REST_REQUESTS);
				const writing = allowed.filter(({ verb }) => verb !== 'GET').map(({ verb, api }) => `${verb} ${api}`);
				expect(writing).toEqual([
					'POST /api/session',
					'DELETE /api/session',
					'POST /api/cis/tagging/tag-association?action=list-attached-objects-on-tags',
				]);
				const connection = { thumbprint: target.thumbprintSha256, password: async () => target.password };
				const options = { now: '2026-11-24T12:00:00Z', toolVersion: '0', progress: silent, connection };
				await vcenter.read(target.url.replace('https://', `https://${encodeURIComponent(target.username)}@`), options);
				const sent = target.running.receivedPlain.map((line) => line.replace(/urn%3A[\w%-]+/, '{id}'));
				const known = ['GET /sdk/vimServiceVersions.xml', ...allowed.map(({ verb, api }) => `${verb} ${api}`)];
				expect([...new Set(sent)].sort()).toEqual(known.sort());
			},
			smallScenario(3, { tags: [{ category: 'Owner', tags: [{ name: 'billing', on: ['vm-001'] }] }] }),
		));

	it('leaves by one door: nothing else in the product speaks HTTP to a vCenter', () => {
		const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
		const using = (pattern: RegExp) =>
			files
				.filter((file) => pattern.test(readFileSync(join('src', file), 'utf8')))
				.map((file) => file.replaceAll('\\', '/'))
				.sort();
		expect(using(/from 'undici'/)).toEqual(['vim/http.ts', 'vim/proxy.ts']);
		expect(using(/new HttpClient\(/)).toEqual(['vim/connection.ts']);
		expect(using(/\bfetch\(/)).toEqual([]);
		expect(using(/from '(node:)?https?'/).filter((file) => !file.startsWith('mock-vcenter/'))).toEqual([]);
	});

	it('keeps text apart from markup', () => {
		const request = writeRequest('DestroyView', { type: 'ContainerView"', id: '<a>&b' });
		expect(request).toContain('<_this type="ContainerView&#34;">&#60;a&#62;&#38;b</_this>');
	});
});
