import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockSite, serve } from '../../src/mock-vcenter/start-mock.js';
import { envelope, methodCall, type PlainAnswer, sendPlain } from '../support/plain-client.js';
import { smallScenario } from '../support/vim-client.js';

let site: MockSite;
let cookie = '';
beforeAll(async () => {
	site = await serve(
		smallScenario(7, {
			password: 's&cret',
			licenses: [{ name: 'vSphere 8 Enterprise Plus', edition: 'esx.enterprisePlus.cpuPackageCoreLimited', total: 4 }],
		}),
	);
});
afterAll(() => site.close());

const send = (method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<PlainAnswer> =>
	sendPlain(new URL(path, site.vcenters[0]?.url), method, body, headers);

async function soap(inside: string, headers: Record<string, string> = {}): Promise<PlainAnswer> {
	const answer = await send('POST', '/sdk', envelope(inside), {
		'content-type': 'text/xml; charset=utf-8',
		...(cookie === '' ? {} : { cookie }),
		...headers,
	});
	return answer;
}
const call = methodCall;
const COLLECTOR = ['PropertyCollector', 'propertyCollector'] as const;

async function login(): Promise<void> {
	cookie = '';
	const content = await soap(call('RetrieveServiceContent', 'ServiceInstance', 'ServiceInstance'));
	cookie = (content.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
	await soap(
		call(
			'Login',
			'SessionManager',
			'SessionManager',
			'<userName>ro@vsphere.local</userName><password>s&amp;cret</password>',
		),
	);
}

async function view(...types: string[]): Promise<string> {
	const wanted = types.map((type) => `<type>${type}</type>`).join('');
	const answer = await soap(
		call(
			'CreateContainerView',
			'ViewManager',
			'ViewManager',
			`<container type="Folder">group-d1</container>${wanted}<recursive>true</recursive>`,
		),
	);
	return /<returnval type="ContainerView">([^<]+)</.exec(answer.text)?.[1] ?? '';
}

const propSet = (type: string, ...paths: string[]) =>
	`<propSet><type>${type}</type>${paths.map((path) => `<pathSet>${path}</pathSet>`).join('')}</propSet>`;
const overView = (id: string) =>
	`<objectSet><obj type="ContainerView">${id}</obj><skip>true</skip><selectSet i:type="TraversalSpec"><name>v</name><type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet>`;
const read = (specs: string, options: string) =>
	call('RetrievePropertiesEx', ...COLLECTOR, `<specSet>${specs}</specSet>${options}`);
const objectsIn = (text: string) => [...text.matchAll(/<objects><obj type="(\w+)">([^<]+)</g)].map((match) => match[2]);

describe('before the login', () => {
	it('only the service content and the login are served', async () => {
		cookie = '';
		const content = await soap(call('RetrieveServiceContent', 'ServiceInstance', 'ServiceInstance'));
		expect(content.status).toBe(200);
		expect(content.text).toContain('<apiType>VirtualCenter</apiType><apiVersion>8.0.3.0</apiVersion>');
		expect(content.headers['set-cookie']?.[0]).toMatch(
			/^vmware_soap_session="[0-9a-f]{40}"; Path=\/; HttpOnly; Secure;/,
		);
		const refused = await soap(call('CurrentTime', 'ServiceInstance', 'ServiceInstance'));
		expect(refused.status).toBe(500);
		expect(refused.text).toMatch(/<NotAuthenticatedFault xmlns="urn:vim25" xsi:type="NotAuthenticated">/);
	});

	it('a property is told to be missing, not refused', async () => {
		const answer = await soap(
			read(`${propSet('Folder', 'name')}<objectSet><obj type="Folder">group-d1</obj></objectSet>`, '<options/>'),
		);
		expect(answer.status).toBe(200);
		expect(answer.text).toMatch(
			/<missingSet><path>name<\/path><fault><fault xsi:type="NotAuthenticated"><object type="Folder">group-d1<\/object>/,
		);
	});

	it('a wrong password is an InvalidLogin fault', async () => {
		const answer = await soap(
			call('Login', 'SessionManager', 'SessionManager', '<userName>ro@vsphere.local</userName><password>x</password>'),
		);
		expect(answer.status).toBe(500);
		expect(answer.text).toContain('<faultcode>ServerFaultCode</faultcode>');
		expect(answer.text).toContain('<InvalidLoginFault xmlns="urn:vim25" xsi:type="InvalidLogin">');
	});

	it('the API versions are listed, newest first', async () => {
		const { text } = await send('GET', '/sdk/vimServiceVersions.xml');
		expect(text).toContain('<name>urn:vim25</name><version>8.0.3.0</version><priorVersions><version>8.0.2.0</version>');
		expect(text).toContain('<version>6.5</version>');
		expect(text).not.toContain('9.0.0.0');
	});
});

describe('after the login', () => {
	beforeAll(login);

	it('pages are as large as asked for, and a token is good once', async () => {
		const id = await view('VirtualMachine');
		const first = await soap(
			read(propSet('VirtualMachine', 'name') + overView(id), '<options><maxObjects>3</maxObjects></options>'),
		);
		const token = /<token>([^<]+)</.exec(first.text)?.[1] ?? '';
		expect(objectsIn(first.text)).toHaveLength(3);
		const next = call('ContinueRetrievePropertiesEx', ...COLLECTOR, `<token>${token}</token>`);
		const second = await soap(next);
		expect(objectsIn(second.text)).toHaveLength(3);
		const again = await soap(next);
		expect(again.text).toContain('xsi:type="InvalidArgument"');
		const last = await soap(
			call('ContinueRetrievePropertiesEx', ...COLLECTOR, `<token>${/<token>([^<]+)</.exec(second.text)?.[1]}</token>`),
		);
		expect(objectsIn(last.text)).toHaveLength(1);
		expect(last.text).not.toContain('<token>');
	});

	it('a read can be given up', async () => {
		const id = await view('VirtualMachine');
		const first = await soap(
			read(propSet('VirtualMachine', 'name') + overView(id), '<options><maxObjects>1</maxObjects></options>'),
		);
		const cancel = call(
			'CancelRetrievePropertiesEx',
			...COLLECTOR,
			`<token>${/<token>([^<]+)</.exec(first.text)?.[1]}</token>`,
		);
		expect((await soap(cancel)).status).toBe(200);
		expect((await soap(cancel)).status).toBe(500);
	});

	it('zero objects per page is refused', async () => {
		const id = await view('VirtualMachine');
		const answer = await soap(
			read(propSet('VirtualMachine', 'name') + overView(id), '<options><maxObjects>0</maxObjects></options>'),
		);
		expect(answer.text).toContain('<invalidProperty>options.maxObjects</invalidProperty>');
	});

	it('a view lists objects of derived types too', async () => {
		const id = await view('Datacenter', 'Folder', 'ComputeResource', 'Datastore', 'Network');
		const specs = ['Datacenter', 'Folder', 'ComputeResource', 'Datastore', 'Network']
			.map((type) => propSet(type, 'name'))
			.join('');
		const { text } = await soap(read(specs + overView(id), '<options/>'));
		expect(text).toMatch(/<obj type="ClusterComputeResource">/);
		expect(text).toMatch(/<obj type="Network">/);
	});

	it('a view is gone once it was destroyed', async () => {
		const id = await view('VirtualMachine');
		expect((await soap(call('DestroyView', 'ContainerView', id))).status).toBe(200);
		const answer = await soap(read(propSet('VirtualMachine', 'name') + overView(id), '<options/>'));
		expect(answer.text).toContain('xsi:type="ManagedObjectNotFound"');
	});

	it('an unknown property faults the whole call', async () => {
		const id = await view('VirtualMachine');
		const answer = await soap(read(propSet('VirtualMachine', 'name', 'config.nonsense') + overView(id), '<options/>'));
		expect(answer.status).toBe(500);
		expect(answer.text).toContain(
			'<InvalidPropertyFault xmlns="urn:vim25" xsi:type="InvalidProperty"><name>config.nonsense</name>',
		);
	});

	it('every element of an array shows its type', async () => {
		const id = await view('HostSystem');
		const { text } = await soap(
			read(propSet('HostSystem', 'datastore', 'config.network.vnic') + overView(id), '<options/>'),
		);
		expect(text).toMatch(
			/<val xsi:type="ArrayOfManagedObjectReference"><ManagedObjectReference type="Datastore" xsi:type="ManagedObjectReference">datastore-\d+</,
		);
		expect(text).toContain(
			'<val xsi:type="ArrayOfHostVirtualNic"><HostVirtualNic xsi:type="HostVirtualNic"><device>vmk0</device>',
		);
		expect(text).toContain('<ipAddress>10.0.0.11</ipAddress>');
	});

	it('a traversal walks from the root by named selections', async () => {
		const specs =
			`${propSet('VirtualMachine', 'name')}<objectSet><obj type="Folder">group-d1</obj><skip>false</skip>` +
			'<selectSet i:type="TraversalSpec"><name>folders</name><type>Folder</type><path>childEntity</path><skip>false</skip>' +
			'<selectSet i:type="SelectionSpec"><name>folders</name></selectSet><selectSet i:type="SelectionSpec"><name>dc</name></selectSet></selectSet>' +
			'<selectSet i:type="TraversalSpec"><name>dc</name><type>Datacenter</type><path>vmFolder</path><skip>false</skip><selectSet i:type="SelectionSpec"><name>folders</name></selectSet></selectSet></objectSet>';
		const { text } = await soap(read(specs, '<options/>'));
		expect(objectsIn(text)).toHaveLength(7);
	});

	it('the older read without pages answers objects directly', async () => {
		const { text } = await soap(
			call(
				'RetrieveProperties',
				...COLLECTOR,
				`<specSet>${propSet('Folder', 'name')}<objectSet><obj type="Folder">group-d1</obj></objectSet></specSet>`,
			),
		);
		expect(text).toContain(
			'<returnval><obj type="Folder">group-d1</obj><propSet><name>name</name><val xsi:type="xsd:string">Datacenters</val>',
		);
	});

	it('licences are assigned to hosts, in the shape of the licence manager', async () => {
		const { text } = await soap(call('QueryAssignedLicenses', 'LicenseAssignmentManager', 'LicenseAssignmentManager'));
		expect(text).toContain('<editionKey>eval</editionKey>');
		expect(text).toContain('<entityDisplayName>esx-01.example.com</entityDisplayName>');
	});

	it('a filter gives everything once, in pieces, and then waits', async () => {
		const created = await soap(call('CreatePropertyCollector', ...COLLECTOR));
		const id = /<returnval type="PropertyCollector">([^<]+)</.exec(created.text)?.[1] ?? '';
		const filter = `<spec>${propSet('VirtualMachine', 'name')}${overView(await view('VirtualMachine'))}</spec><partialUpdates>false</partialUpdates>`;
		expect((await soap(call('CreateFilter', 'PropertyCollector', id, filter))).text).toContain(
			'<returnval type="PropertyFilter">',
		);
		const wait = (version: string) =>
			soap(
				call(
					'WaitForUpdatesEx',
					'PropertyCollector',
					id,
					`<version>${version}</version><options><maxWaitSeconds>0</maxWaitSeconds><maxObjectUpdates>4</maxObjectUpdates></options>`,
				),
			);
		const first = await wait('');
		expect(first.text.match(/<kind>enter<\/kind>/g)).toHaveLength(4);
		expect(first.text).toContain(
			'<changeSet><name>name</name><op>assign</op><val xsi:type="xsd:string">vm-001</val></changeSet>',
		);
		expect(first.text).toContain('<truncated>true</truncated>');
		const second = await wait('1');
		expect(second.text.match(/<kind>enter<\/kind>/g)).toHaveLength(3);
		expect((await wait('2')).text).not.toContain('returnval');
		expect((await wait('1')).status).toBe(500);
		expect((await soap(call('DestroyPropertyCollector', 'PropertyCollector', id))).status).toBe(200);
	});

	it('objects are found by inventory path and UUID', async () => {
		const byPath = await soap(
			call('FindByInventoryPath', 'SearchIndex', 'SearchIndex', '<inventoryPath>/DC/vm/vm-003</inventoryPath>'),
		);
		const found = /<returnval type="VirtualMachine">([^<]+)</.exec(byPath.text)?.[1];
		const { text } = await soap(
			read(
				`${propSet('VirtualMachine', 'config.instanceUuid')}<objectSet><obj type="VirtualMachine">${found}</obj></objectSet>`,
				'<options/>',
			),
		);
		const uuid = />([0-9a-f-]{36})</.exec(text)?.[1];
		const byUuid = await soap(
			call(
				'FindByUuid',
				'SearchIndex',
				'SearchIndex',
				`<uuid>${uuid}</uuid><vmSearch>true</vmSearch><instanceUuid>true</instanceUuid>`,
			),
		);
		expect(byUuid.text).toContain(`<returnval type="VirtualMachine">${found}</returnval>`);
		const nothing = await soap(
			call('FindByInventoryPath', 'SearchIndex', 'SearchIndex', '<inventoryPath>DC/vm/none</inventoryPath>'),
		);
		expect(nothing.text).not.toContain('returnval');
	});

	it('an unknown method is a MethodNotFound fault', async () => {
		const answer = await soap(call('PowerOffVM_Task', 'VirtualMachine', 'vm-16'));
		expect(answer.status).toBe(500);
		expect(answer.text).toContain('xsi:type="MethodNotFound"');
		expect(answer.text).toContain('<method>PowerOffVM_Task</method>');
	});

	it('answers are compressed for those who ask', async () => {
		const id = await view('VirtualMachine');
		const wanted = read(propSet('VirtualMachine', 'config') + overView(id), '<options/>');
		expect((await soap(wanted, { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe('gzip');
		expect((await soap(wanted)).headers['content-encoding']).toBeUndefined();
	});

	it('what is no SOAP request is refused', async () => {
		for (const body of ['', 'hello', '<a/>', '<!DOCTYPE a []><a/>'])
			expect((await send('POST', '/sdk', body)).status).toBe(400);
	});

	it('nothing else changes after a logout but that the session is over', async () => {
		await soap(call('Logout', 'SessionManager', 'SessionManager'));
		expect((await soap(call('CurrentTime', 'ServiceInstance', 'ServiceInstance'))).text).toContain('NotAuthenticated');
		await login();
	});
});
