import { describe, expect, it } from 'vitest';
import { textAt } from '../../src/shared/xml-value.js';
import { retrieve } from '../../src/vim/property-collector.js';
import { failureOf, optionsFor, readAll, smallScenario, withMock, withSession } from '../support/vim-client.js';

const count = (received: readonly string[], method: string) => received.filter((name) => name === method).length;

describe('a property read', () => {
	it.each([
		[1, 10],
		[3, 4],
		[9, 2],
		[10, 1],
		[1000, 1],
	])('with %d objects per page takes %d pages and gives every object once', (pageSize, pages) =>
		withMock(async (vcenter) => {
			const vms = await withSession(optionsFor(vcenter), (session) =>
				readAll(session, 'VirtualMachine', ['name'], pageSize),
			);
			expect(vms.map(({ properties }) => textAt(properties.get('name')))).toEqual(
				Array.from({ length: 10 }, (_, index) => `vm-${String(index + 1).padStart(3, '0')}`),
			);
			expect(count(vcenter.running.received, 'ContinueRetrievePropertiesEx')).toBe(pages - 1);
			expect(count(vcenter.running.received, 'DestroyView')).toBe(1);
		}),
	);

	it('gives nothing where there is nothing', () =>
		withMock(async (vcenter) => {
			expect(await withSession(optionsFor(vcenter), (session) => readAll(session, 'OpaqueNetwork', ['name']))).toEqual(
				[],
			);
		}));

	it('lists port groups of distributed switches among the networks, with their real type', () =>
		withMock(
			async (vcenter) => {
				const networks = await withSession(optionsFor(vcenter), (session) => readAll(session, 'Network', ['name']));
				expect(networks.map(({ type }) => type).sort()).toEqual([
					'DistributedVirtualPortgroup',
					'DistributedVirtualPortgroup',
					'Network',
				]);
			},
			smallScenario(0, {
				datacenters: [
					{
						name: 'DC',
						switches: [{ name: 'dvs', version: '8.0.3' }],
						networks: [{ name: 'standard' }, { name: 'distributed', switch: 'dvs', vlan: 5 }],
					},
				],
			}),
		));

	it('leaves out a path that this version does not know, and names it as missing', () =>
		withMock(async (vcenter) => {
			const vms = await withSession(optionsFor(vcenter), (session) =>
				readAll(session, 'VirtualMachine', ['name', 'config.quantumState', 'config.template'], 4),
			);
			expect(vms).toHaveLength(10);
			expect(vms[0]?.missing).toEqual([{ path: 'config.quantumState', fault: 'InvalidProperty' }]);
			expect(vms[0]?.properties.get('config.template')).toBe('false');
		}));

	it('names what the account may not read, with the privilege', () =>
		withMock(
			async (vcenter) => {
				const hosts = await withSession(optionsFor(vcenter), (session) =>
					readAll(session, 'HostSystem', ['name', 'config.firewall.ruleset']),
				);
				expect(hosts[0]?.missing).toEqual([
					{ path: 'config.firewall.ruleset', fault: 'NoPermission', privilegeId: 'System.Read' },
				]);
				expect(textAt(hosts[0]?.properties.get('name'))).toBe('esx-01.example.com');
			},
			smallScenario(1, { denied: [{ type: 'HostSystem', paths: ['config.firewall'], privilege: 'System.Read' }] }),
		));

	it('goes on when an object vanishes between two pages', () =>
		withMock(async (vcenter) => {
			const { estate } = vcenter.running.server;
			const last = [...estate.descendants(estate.root)].filter(({ type }) => type === 'VirtualMachine').at(-1);
			vcenter.running.intercept = (method) => {
				if (method === 'ContinueRetrievePropertiesEx') estate.remove(last?.id ?? '');
				return false;
			};
			const vms = await withSession(optionsFor(vcenter), (session) => readAll(session, 'VirtualMachine', ['name'], 5));
			expect(vms.length).toBeGreaterThanOrEqual(9);
		}));

	it('of named objects leaves out the ones that are gone, and gives the others', () =>
		withMock(async (vcenter) => {
			const { estate } = vcenter.running.server;
			const named = [...estate.descendants(estate.root)].filter(({ type }) => type === 'VirtualMachine');
			for (const { id } of named.slice(0, 2)) estate.remove(id);
			const objects: string[] = [];
			await withSession(optionsFor(vcenter), (session) =>
				retrieve(session, {
					type: 'VirtualMachine',
					paths: ['name'],
					pageSize: 3,
					objects: named,
					onObject: ({ id }) => objects.push(id),
				}),
			);
			expect(objects).toEqual(named.slice(2).map(({ id }) => id));
		}));

	it('reads a type again when a page was lost with its connection', () =>
		withMock(async (vcenter) => {
			let lost = false;
			vcenter.running.intercept = (method, request) => {
				if (method !== 'ContinueRetrievePropertiesEx' || lost) return false;
				lost = true;
				request.socket.destroy();
				return true;
			};
			const vms = await withSession(optionsFor(vcenter), (session) => readAll(session, 'VirtualMachine', ['name'], 4));
			expect(new Set(vms.map(({ id }) => id)).size).toBe(10);
		}));

	it('gives the remaining pages back when one of them is unreadable', () =>
		withMock(async (vcenter) => {
			vcenter.running.intercept = (method, _, response) => {
				if (method !== 'ContinueRetrievePropertiesEx') return false;
				response.end('<html>maintenance</html>');
				return true;
			};
			const failure = await failureOf(
				withSession(optionsFor(vcenter), (session) => readAll(session, 'VirtualMachine', ['name'], 4)),
			);
			expect(failure.code).toBe('answer-unreadable');
			expect(vcenter.running.received).toContain('CancelRetrievePropertiesEx');
			expect(vcenter.running.received.at(-1)).toBe('Logout');
		}));
});
