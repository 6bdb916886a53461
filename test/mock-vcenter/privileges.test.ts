import { describe, expect, it } from 'vitest';
import { serve } from '../../src/mock-vcenter/start-mock.js';
import { at, listAt, textAt, type XmlValue } from '../../src/shared/xml-value.js';
import { failureOf, smallScenario } from '../support/vim-client.js';
import { RawClient } from './raw-client.js';
import { ask, locator, onStage, parts, resultsOf, type Stage, set } from './relocation.js';

const MANAGER = 'AuthorizationManager';

/** Milan with an account that may read everything and move VMs of one folder, and one that sees nothing but that folder. */
const stage = <T>(work: (stage: Stage) => Promise<T>) =>
	onStage(
		(source) =>
			set(source, {
				roles: [{ name: 'Mover', privileges: ['Resource.ColdMigrate', 'Resource.HotMigrate'] }],
				permissions: [{ role: 'ReadOnly' }, { role: 'Mover', on: '/Milan/vm/Prod' }],
				users: [
					{
						username: 'guest@milan.local',
						password: 'mock-only-guest',
						permissions: [{ role: 'ReadOnly', on: '/Milan/vm/Prod/Billing' }],
					},
					{ username: 'auditor@milan.local', password: 'mock-only-auditor', permissions: [{ role: 'View' }] },
				],
			}),
		work,
	);

const entity = (id: string, element = 'entity') => `<${element} type="VirtualMachine">${id}</${element}>`;
const granted = (answer: XmlValue) =>
	listAt(answer, 'returnval').map((one) =>
		Object.fromEntries(
			listAt(one, 'privAvailability').map((item) => [textAt(item, 'privId'), textAt(item, 'isGranted')]),
		),
	);

describe('HasPrivilegeOnEntities', () => {
	it('tells what the account of the session may do where', () =>
		stage(async ({ client }) => {
			const [app, ci] = [await client.find('Milan/vm/Prod/app-01'), await client.find('Milan/vm/Test/ci-01')];
			const key = textAt(await client.fetch('SessionManager', 'currentSession'), 'key');
			const answer = await client.call(
				'HasPrivilegeOnEntities',
				MANAGER,
				`${entity(app)}${entity(ci)}<sessionId>${key}</sessionId><privId>Resource.HotMigrate</privId><privId>System.Read</privId>`,
			);
			expect(granted(answer)).toEqual([
				{ 'Resource.HotMigrate': 'true', 'System.Read': 'true' },
				{ 'Resource.HotMigrate': 'false', 'System.Read': 'true' },
			]);
		}));

	it('refuses a session that does not exist, and an object that does not', () =>
		stage(async ({ client }) => {
			const app = await client.find('Milan/vm/Prod/app-01');
			const key = textAt(await client.fetch('SessionManager', 'currentSession'), 'key');
			const ask = (vm: string, session = '') =>
				client.faultOf(
					'HasPrivilegeOnEntities',
					MANAGER,
					`${entity(vm)}<sessionId>${session}</sessionId><privId>System.Read</privId>`,
				);
			expect(await ask(app, 'nobody')).toBe('InvalidArgumentFault');
			expect(await ask('vm-999', key)).toBe('ManagedObjectNotFoundFault');
		}));

	it('has a form for one object, for an account by name, and for all its privileges', () =>
		stage(async ({ client }) => {
			const app = await client.find('Milan/vm/Prod/app-01');
			const key = textAt(await client.fetch('SessionManager', 'currentSession'), 'key');
			const one = await client.call(
				'HasPrivilegeOnEntity',
				MANAGER,
				`${entity(app)}<sessionId>${key}</sessionId><privId>Resource.ColdMigrate</privId><privId>Global.Licenses</privId>`,
			);
			expect(listAt(one, 'returnval')).toEqual(['true', 'false']);
			const named = await client.call(
				'HasUserPrivilegeOnEntities',
				MANAGER,
				`${entity(app, 'entities')}<userName>GUEST@milan.local</userName><privId>System.Read</privId>`,
			);
			expect(granted(named)).toEqual([{ 'System.Read': 'false' }]);
			const all = await client.call(
				'FetchUserPrivilegeOnEntities',
				MANAGER,
				`${entity(app, 'entities')}<userName>ro@milan.local</userName>`,
			);
			expect(listAt(at(all, 'returnval'), 'privileges')).toEqual([
				'Resource.ColdMigrate',
				'Resource.HotMigrate',
				'System.Anonymous',
				'System.Read',
				'System.View',
			]);
		}));

	it('grants everything to an account without permissions of its own', () =>
		stage(async ({ there }) => {
			const host = await there.find('Frankfurt/host/Frankfurt-A/esx-fr-01.example.com');
			const answer = await there.call(
				'HasUserPrivilegeOnEntities',
				MANAGER,
				`<entities type="HostSystem">${host}</entities><userName>ro@frankfurt.local</userName><privId>Any.Thing</privId>`,
			);
			expect(granted(answer)).toEqual([{ 'Any.Thing': 'true' }]);
		}));
});

describe('an account that lacks a privilege', () => {
	const reading = (id: string, ...paths: string[]) =>
		`<specSet><propSet><type>VirtualMachine</type>${paths.map((path) => `<pathSet>${path}</pathSet>`).join('')}</propSet>` +
		`<objectSet><obj type="VirtualMachine">${id}</obj></objectSet></specSet><options/>`;

	it('is told so per property, with privilege and object', () =>
		stage(async ({ client, source }) => {
			const auditor = await RawClient.loggedIn(source, 'auditor@milan.local', 'mock-only-auditor');
			const app = await client.find('Milan/vm/Prod/app-01');
			const answer = await auditor.call(
				'RetrievePropertiesEx',
				'PropertyCollector:propertyCollector',
				reading(app, 'name', 'runtime.powerState'),
			);
			const object = at(answer, 'returnval.objects');
			expect(at(object, 'propSet.name')).toBe('name');
			expect(at(object, 'missingSet.path')).toBe('runtime.powerState');
			expect(at(object, 'missingSet.fault.fault')).toMatchObject({
				$type: 'NoPermission',
				object: { $ref: 'VirtualMachine', $text: app },
				privilegeId: 'System.Read',
			});
		}));

	it('gets a NoPermission fault from methods', () =>
		stage(async ({ client, source }) => {
			const answer = await client.call('QueryAssignedLicenses', 'LicenseAssignmentManager');
			expect(at(answer, 'NoPermissionFault')).toMatchObject({
				object: { $ref: 'Folder', $text: 'group-d1' },
				privilegeId: 'Global.Licenses',
			});
			expect(await client.faultOf('ListKmipServers', 'CryptoManagerKmip:CryptoManager')).toBe('NoPermissionFault');
			const guest = await RawClient.loggedIn(source, 'guest@milan.local', 'mock-only-guest');
			const app = await client.find('Milan/vm/Prod/app-01');
			const refused = await guest.call(
				'CheckRelocate_Task',
				'VirtualMachineProvisioningChecker:ProvChecker',
				`<vm type="VirtualMachine">${app}</vm><spec/>`,
			);
			expect(at(refused, 'NoPermissionFault.privilegeId')).toBe('System.View');
		}));

	it('does not find what it may not see', () =>
		stage(async ({ client, source }) => {
			const guest = await RawClient.loggedIn(source, 'guest@milan.local', 'mock-only-guest');
			const search = (path: string) =>
				guest.call('FindByInventoryPath', 'SearchIndex', `<inventoryPath>${path}</inventoryPath>`);
			expect(at(await search('Milan/vm/Prod/Billing/bill-app-01'), 'returnval')).toBeDefined();
			expect(at(await search('Milan/vm/Prod/app-01'), 'returnval')).toBeUndefined();
			const folder = await client.find('Milan/vm/Prod/Billing');
			const view = await guest.call(
				'CreateContainerView',
				'ViewManager',
				`<container type="Folder">${folder}</container><type>VirtualMachine</type><recursive>true</recursive>`,
			);
			const id = textAt(view, 'returnval');
			expect(listAt(await guest.fetch(`ContainerView:${id}`, 'view'))).toHaveLength(3);
			const above = await guest.faultOf(
				'CreateContainerView',
				'ViewManager',
				'<container type="Folder">group-d1</container><recursive>true</recursive>',
			);
			expect(above).toBe('NoPermissionFault');
		}));

	it('at the destination gets it as an error of CheckRelocate_Task', () =>
		onStage(
			(_, destination) =>
				set(destination, {
					users: [
						{
							username: 'blind@frankfurt.local',
							password: 'mock-only-blind',
							permissions: [{ role: 'ReadOnly' }, { role: 'NoAccess', on: '/Frankfurt/datastore' }],
						},
					],
				}),
			async (there) => {
				const vm = await there.client.find('Milan/vm/Prod/app-01');
				const spec = await parts(there, vm);
				const account = { username: 'blind@frankfurt.local', password: 'mock-only-blind' };
				const [result] = resultsOf(await ask(there, vm, { ...spec, service: locator(there, account) }));
				expect(at(listAt(result, 'error')[0], 'fault')).toMatchObject({
					$type: 'NoPermission',
					object: { $ref: 'Datastore' },
					privilegeId: 'System.View',
				});
			},
		));
});

describe('roles and permissions', () => {
	it('are listed as clients show them', () =>
		stage(async ({ client }) => {
			const roles = listAt(await client.fetch(MANAGER, 'roleList'));
			expect(roles.map((role) => at(role, 'name'))).toEqual([
				'Admin',
				'ReadOnly',
				'View',
				'Anonymous',
				'NoAccess',
				'NoCryptoAdmin',
				'Mover',
			]);
			const app = await client.find('Milan/vm/Prod/app-01');
			const inherited = await client.call(
				'RetrieveEntityPermissions',
				MANAGER,
				`${entity(app)}<inherited>true</inherited>`,
			);
			expect(listAt(inherited, 'returnval').map((one) => [at(one, 'principal'), at(one, 'roleId')])).toEqual([
				['ro@milan.local', '-2'],
				['ro@milan.local', '1001'],
				['auditor@milan.local', '-3'],
			]);
			expect(listAt(await client.call('RetrieveAllPermissions', MANAGER), 'returnval')).toHaveLength(4);
			expect(listAt(await client.fetch(MANAGER, 'privilegeList')).length).toBeGreaterThan(20);
		}));

	it.each([
		['role', { role: 'Nothing' }, 'the role Nothing'],
		['object', { role: 'Admin', on: '/DC/vm/none' }, 'the object /DC/vm/none'],
	])('that name a %s which does not exist are refused', async (_, permission, what) => {
		const failure = await failureOf(serve(smallScenario(1, { permissions: [permission] })));
		expect(failure.code).toBe('scenario-invalid');
		expect(failure.message).toContain(what);
	});

	it('do not reach below when they do not propagate', () =>
		onStage(
			(source) => set(source, { permissions: [{ role: 'ReadOnly', on: '/Milan/vm', propagate: false }] }),
			async ({ source }) => {
				const { estate } = source.running.server;
				const has = (path: string) =>
					estate.access.has('ro@milan.local', estate.findByPath(path) ?? estate.root, 'System.View');
				expect([has('/Milan/vm'), has('/Milan/vm/Prod'), has('/')]).toEqual([true, false, false]);
			},
		));
});
