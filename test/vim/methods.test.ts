import { describe, expect, it } from 'vitest';
import vcenter from '../../src/inputs/vcenter.js';
import { BugError } from '../../src/shared/errors.js';
import { silent } from '../../src/shared/progress.js';
import { METHODS } from '../../src/vim/methods.js';
import { writeRequest } from '../../src/vim/soap.js';
import { smallScenario, withMock } from '../support/vim-client.js';

describe('what xvcheck can send to a vCenter', () => {
	it.each(['PowerOffVM_Task', 'RelocateVM_Task', 'Destroy_Task', 'ExecuteSoap', 'toString', ''])(
		'never is %j: it is not on the list',
		(method) => {
			expect(() => writeRequest(method as never, { type: 'VirtualMachine', id: 'vm-1' })).toThrow(BugError);
		},
	);

	it('names no method that changes anything: only reads, the session, and views and cursors of the session', () => {
		const reads = Object.keys(METHODS).filter((name) => /^(Retrieve|ContinueRetrieve|Query)/.test(name));
		const own = ['Login', 'Logout', 'CreateContainerView', 'DestroyView', 'CancelRetrievePropertiesEx'];
		expect(Object.keys(METHODS).sort()).toEqual([...reads, ...own].sort());
	});

	it('is all that a whole read of a vCenter sends, and a read needs each of them but the giving up of pages', () =>
		withMock(async (target) => {
			const connection = { thumbprint: target.thumbprintSha256, password: async () => target.password };
			const options = { now: '2026-11-24T12:00:00Z', toolVersion: '0', progress: silent, connection };
			await vcenter.read(target.url.replace('https://', `https://${encodeURIComponent(target.username)}@`), options);
			const sent = new Set(target.running.received);
			const never = Object.keys(METHODS).filter((method) => !sent.has(method));
			expect(never).toEqual(['CancelRetrievePropertiesEx']);
			expect([...sent].filter((method) => !Object.hasOwn(METHODS, method))).toEqual([]);
		}, smallScenario(300)));

	it('keeps text apart from markup', () => {
		const request = writeRequest('DestroyView', { type: 'ContainerView"', id: '<a>&b' });
		expect(request).toContain('<_this type="ContainerView&#34;">&#60;a&#62;&#38;b</_this>');
	});
});
