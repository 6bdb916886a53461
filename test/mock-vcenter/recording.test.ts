import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import govc from '../../src/inputs/govc.js';
import mock from '../../src/inputs/mock.js';
import vcenter from '../../src/inputs/vcenter.js';
import { type MockSite, type MockVCenter, serveSource, startMock } from '../../src/mock-vcenter/start-mock.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import { silent } from '../../src/shared/progress.js';
import { envelope, methodCall, sendPlain } from '../support/plain-client.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { failureOf, optionsFor, readAll, withSession } from '../support/vim-client.js';

const root = temporaryFolder();
const options = { now: '2026-11-24T12:00:00Z', toolVersion: '0.0.0', progress: silent };

const object = (type: string, id: string, properties: Record<string, string> = {}): string =>
	`<ObjectContent><obj type="${type}">${id}</obj>${Object.entries(properties)
		.map(
			([name, typed]) =>
				`<propSet><name>${name}</name><val xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:${typed}</val></propSet>`,
		)
		.join('')}</ObjectContent>`;
const text = (value: string) => `type="xsd:string">${value}`;
const parent = (type: string, id: string) => `type="ManagedObjectReference" type="${type}">${id}`;

const FILES: Readonly<Record<string, string>> = {
	'0000-ServiceInstance-ServiceInstance.xml': object('ServiceInstance', 'ServiceInstance', {
		content:
			'type="ServiceContent"><rootFolder type="Folder">group-d1</rootFolder><propertyCollector type="PropertyCollector">propertyCollector</propertyCollector><viewManager type="ViewManager">ViewManager</viewManager><about><fullName>VMware vCenter Server 8.0.1 build-77</fullName><version>8.0.1</version><build>77</build><apiType>VirtualCenter</apiType><apiVersion>8.0.1.0</apiVersion><instanceUuid>u-1</instanceUuid></about><sessionManager type="SessionManager">SessionManager</sessionManager><licenseManager type="LicenseManager">LicenseManager</licenseManager><searchIndex type="SearchIndex">SearchIndex</searchIndex>',
	}),
	'0001-Folder-group-d1.xml': object('Folder', 'group-d1', { name: text('Datacenters') }),
	'0002-Datacenter-datacenter-2.xml': object('Datacenter', 'datacenter-2', {
		name: text('DC'),
		parent: parent('Folder', 'group-d1'),
		vmFolder: parent('Folder', 'group-v3'),
	}),
	'0003-Folder-group-v3.xml': object('Folder', 'group-v3', {
		name: text('vm'),
		parent: parent('Datacenter', 'datacenter-2'),
	}),
	'0004-VirtualMachine-vm-4.xml': object('VirtualMachine', 'vm-4', {
		name: text('12345'),
		parent: parent('Folder', 'group-v3'),
		config:
			'type="VirtualMachineConfigInfo"><uuid>U-4</uuid><version>vmx-19</version><template>false</template><hardware><numCPU>2</numCPU><memoryMB>4096</memoryMB><device i:type="VirtualVmxnet3"><key>4000</key><macAddress>00:50:56:00:00:01</macAddress></device></hardware>',
	}),
	'0005-VirtualMachine-vm-5.xml': '<ObjectContent><obj type="Virtual',
	'LicenseAssignmentManager-LicenseAssignmentManager/QueryAssignedLicenses.xml':
		'<QueryAssignedLicensesResponse><returnval><entityId>host-1</entityId><scope>u-1</scope></returnval></QueryAssignedLicensesResponse>',
};

function recording(files: Readonly<Record<string, string>>): string {
	const folder = mkdtempSync(join(root, 'recording-'));
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(join(folder, name, '..'), { recursive: true });
		writeFileSync(join(folder, name), content);
	}
	return folder;
}

async function collect(served: MockVCenter): Promise<Inventory> {
	const { username, password, thumbprintSha256: thumbprint } = served;
	return vcenter.read(served.url, {
		...options,
		connection: { username, password: async () => password, thumbprint },
	});
}

let folder: string;
let site: MockSite;
let served: MockVCenter;
beforeAll(async () => {
	folder = recording(FILES);
	site = await serveSource(`govc:${folder}`);
	served = site.vcenters[0] as MockVCenter;
});
afterAll(() => site.close());

describe('a recording that is served', () => {
	it('says of itself what was recorded', async () => {
		const { vcenter: own } = await collect(served);
		expect(own).toMatchObject({ version: '8.0.1', build: 77, apiVersion: '8.0.1.0', instanceUuid: 'u-1' });
	});

	it('gives its objects, and not the broken one', async () => {
		const { vms, datacenters } = await collect(served);
		expect(vms).toMatchObject([{ id: 'vm-4', name: '12345', path: '/DC', cpus: 2, memoryBytes: 4096 * 1024 ** 2 }]);
		expect(datacenters).toMatchObject([{ id: 'datacenter-2', name: 'DC' }]);
	});

	it('leaves unset what was not recorded, and invents no licence', async () => {
		const inventory = await collect(served);
		expect(inventory.vms[0]).not.toHaveProperty('powerState');
		expect(inventory.licenses).toEqual([]);
		expect(inventory.coverage).toContainEqual(
			expect.objectContaining({ collection: 'vms', datum: 'powerState', reason: 'not-reported' }),
		);
	});

	it('shows the types that the API declares: an array of one is an array, a number a number', async () => {
		const asked = `<specSet><propSet><type>VirtualMachine</type>${['name', 'config.hardware.device', 'config.hardware.numCPU', 'config.hardware', 'config.uuid'].map((path) => `<pathSet>${path}</pathSet>`).join('')}</propSet><objectSet><obj type="VirtualMachine">vm-4</obj></objectSet></specSet><options/>`;
		const answer = await withSession(optionsFor(served), async () => {
			const cookie = await login();
			return sendPlain(
				new URL(served.url),
				'POST',
				envelope(methodCall('RetrievePropertiesEx', 'PropertyCollector', 'propertyCollector', asked)),
				{ cookie },
			);
		});
		expect(answer.text).toContain('<name>name</name><val xsi:type="xsd:string">12345</val>');
		expect(answer.text).toContain(
			'<val xsi:type="ArrayOfVirtualDevice"><VirtualDevice xsi:type="VirtualVmxnet3"><key>4000</key>',
		);
		expect(answer.text).toContain('<name>config.hardware.numCPU</name><val xsi:type="xsd:int">2</val>');
		expect(answer.text).toContain('<name>config.hardware</name><val xsi:type="VirtualHardware"><numCPU>2</numCPU>');
		expect(answer.text).toContain('<name>config.uuid</name><val xsi:type="xsd:string">U-4</val>');
	});

	async function login(): Promise<string> {
		const credentials = `<userName>${served.username}</userName><password>${served.password}</password>`;
		const answer = await sendPlain(
			new URL(served.url),
			'POST',
			envelope(methodCall('Login', 'SessionManager', 'SessionManager', credentials)),
		);
		return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
	}
	const ask = async (method: string, type: string, id: string, inside = '') =>
		(
			await sendPlain(new URL(served.url), 'POST', envelope(methodCall(method, type, id, inside)), {
				cookie: await login(),
			})
		).text;

	it('finds objects by inventory path and UUID', async () => {
		const find = (method: string, inside: string) => ask(method, 'SearchIndex', 'SearchIndex', inside);
		const byPath = await find('FindByInventoryPath', '<inventoryPath>/DC/vm/12345</inventoryPath>');
		expect(byPath).toContain('<returnval type="VirtualMachine">vm-4</returnval>');
		expect(await find('FindByUuid', '<uuid>u-4</uuid><vmSearch>true</vmSearch>')).toContain('>vm-4<');
		expect(await find('FindByInventoryPath', '<inventoryPath>/DC/none</inventoryPath>')).not.toContain('returnval');
	});

	it('answers a method whose result was recorded, and no other', async () => {
		const answer = await ask('QueryAssignedLicenses', 'LicenseAssignmentManager', 'LicenseAssignmentManager');
		expect(answer).toContain('<returnval><entityId>host-1</entityId><scope>u-1</scope></returnval>');
		const refused = await ask('CheckRelocate_Task', 'VirtualMachineProvisioningChecker', 'ProvChecker');
		expect(refused).toContain('xsi:type="MethodNotFound"');
	});

	it('lists what lies in a folder', async () => {
		const vms = await withSession(optionsFor(served), (session) => readAll(session, 'VirtualMachine', ['name']));
		expect(vms.map(({ id }) => id)).toEqual(['vm-4']);
	});

	it('is a source of its own: mock:govc:FOLDER', async () => {
		const { vms } = await mock.read(`govc:${folder}`, { ...options, startMock });
		expect(vms.map(({ name }) => name)).toEqual(['12345']);
	});

	it('without a ServiceInstance has the version of its newest host, and says no build', async () => {
		const host = object('HostSystem', 'host-1', {
			name: text('esx01'),
			config: 'type="HostConfigInfo"><product><version>7.0.2</version></product>',
		});
		const other = await serveSource(`govc:${recording({ '0001-HostSystem-host-1.xml': host })}`);
		try {
			const inventory = await collect(other.vcenters[0] as MockVCenter);
			expect(inventory.vcenter).toMatchObject({ version: '7.0.2', apiVersion: '7.0.2.0' });
			expect(inventory.vcenter).not.toHaveProperty('build');
			expect(inventory.vcenter).not.toHaveProperty('instanceUuid');
			expect(inventory.hosts).toMatchObject([{ id: 'host-1', name: 'esx01' }]);
		} finally {
			await other.close();
		}
	});

	it.each([
		['that is not there', () => join(root, 'nothing'), 'recording-unreadable'],
		['without an object', () => recording({ 'readme.txt': 'nothing here' }), 'recording-empty'],
	])('%s is refused', async (_, path, code) => {
		expect((await failureOf(serveSource(`govc:${path()}`))).code).toBe(code);
	});
});

const corpus = process.env['XVCHECK_CORPUS'];
const CORPUS = corpus ?? '';
const testdata = 'bleemeo_glouton/inputs/vsphere/testdata';

describe.skipIf(corpus === undefined)('real recordings (need the sample folder in XVCHECK_CORPUS)', () => {
	/** All that a folder and a server say alike: which way it was read shows in the rest. */
	const alike = ({ source: _, collectedAt: __, coverage: ___, vcenter: ____, ...rest }: Inventory) => ({
		...rest,
		// Unset on a live host means none; of a recording nobody knows whether it was left out.
		hosts: rest.hosts.map(({ vgpuProfiles: _____, ...host }) => host),
	});
	/** Privileges are asked of a server alone, and no recording knows the answer. */
	const told = ({ coverage }: Inventory) =>
		coverage.filter(({ datum }) => datum !== 'vgpuProfiles' && datum !== 'privileges');

	async function bothWays(path: string): Promise<{ direct: Inventory; wire: Inventory }> {
		const direct = await govc.read(path, options);
		const real = await serveSource(`govc:${path}`);
		try {
			return { direct, wire: await collect(real.vcenters[0] as MockVCenter) };
		} finally {
			await real.close();
		}
	}

	it('of a whole vCenter is the same over the wire as from the folder, with what is missing and why', async () => {
		const { direct, wire } = await bothWays(join(CORPUS, 'newrelic_nri-vsphere/test-data/SDDC-Datacenter'));
		expect(alike(wire)).toEqual(alike(direct));
		// Over the wire somebody is logged in, whom no recording names.
		const { account, ...vcenter } = wire.vcenter;
		expect(account).toBe('ro@vsphere.local');
		expect(vcenter).toEqual(direct.vcenter);
		expect(told(wire)).toEqual(told(direct));
		expect(wire.vms).toHaveLength(7);
	});

	it.each(['vcenter_1', 'vcenter_2'])('%s, cut down by its makers, is the same over the wire', async (name) => {
		const { direct, wire } = await bothWays(join(CORPUS, testdata, name));
		expect(alike(wire)).toEqual(alike(direct));
		// A server always says who it is; what the folder does not know of it has no other value over the wire.
		expect({ ...wire.vcenter, ...direct.vcenter }).toEqual(wire.vcenter);
		expect(wire.vms).toHaveLength(1);
	});

	it('of a host is served as one, which our client refuses', async () => {
		const real = await serveSource(`govc:${join(CORPUS, testdata, 'esxi_1')}`);
		try {
			const failure = await failureOf(collect(real.vcenters[0] as MockVCenter));
			expect(failure.code).toBe('not-a-vcenter');
			expect(failure.message).toContain('VMware ESXi 8.0.1 build-21813344');
		} finally {
			await real.close();
		}
	});
});
