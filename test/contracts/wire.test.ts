import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readScenario } from '../../src/mock-vcenter/scenario/read.js';
import { type MockSite, type MockVCenter, serve } from '../../src/mock-vcenter/start-mock.js';
import { type Exchange, exchangesIn } from './recorded-traffic.js';
import { addAnswer, faultOf, Replay } from './replay.js';
import { child, type Element, readElements, Shapes } from './shapes.js';

const CORPUS = process.env.XVCHECK_CORPUS ?? '';
/** Request documents that the project's reference keeps beside its samples. */
const DOCUMENTS = join(CORPUS, '../reference/wire');
const DEMO = fileURLToPath(new URL('../../fixtures/scenarios/demo.yaml', import.meta.url));

let site: MockSite;
/** Frankfurt: an 8.0.3, like the vCenter of the recordings. */
const served = () => site.vcenters[1] as MockVCenter;
beforeAll(async () => {
	site = await serve(readScenario(DEMO));
});
afterAll(() => site.close());

interface Compared {
	readonly sent: number;
	/** Requests that the mock answers otherwise than the recorded server: with a fault, or with none. */
	readonly otherwise: readonly string[];
	readonly contradictions: readonly string[];
	readonly unknown: readonly string[];
}

/** Replays recordings, each client in a session of its own, and compares the shapes of all answers. */
async function compare(exchanges: readonly Exchange[]): Promise<Compared> {
	const [recorded, ours] = [new Shapes(), new Shapes()];
	const otherwise: string[] = [];
	const replays = new Map<string, Replay>();
	for (const exchange of exchanges) {
		const replay = replays.get(exchange.file) ?? new Replay(served());
		replays.set(exchange.file, replay);
		const { answer } = await replay.send(exchange);
		const [theirFault, ourFault] = [faultOf(exchange.response), faultOf(answer)];
		if (theirFault !== ourFault)
			otherwise.push(`${exchange.method}: ${theirFault ?? 'no fault'}, here ${ourFault ?? 'none'}`);
		else if (ourFault === undefined) {
			addAnswer(recorded, exchange, exchange.response);
			addAnswer(ours, exchange, answer);
		}
	}
	return { sent: exchanges.length, otherwise, ...ours.differences(recorded) };
}

/** Exchanges with the vSphere API: not with that of storage policies, and without performance figures, which no mock has. */
function vimExchanges(folder: string): Exchange[] {
	return exchangesIn(join(CORPUS, folder)).filter(
		({ action, method, request }) =>
			!/pbm/.test(action) && !/^(Pbm|QueryPerf)/.test(method) && !request.includes('PerformanceManager'),
	);
}

describe.skipIf(CORPUS === '')('recorded requests (need the sample folder in XVCHECK_CORPUS)', () => {
	it('of pyVmomi to an 8.0.3 are answered in the same names, order and types', async () => {
		const found = await compare(vimExchanges('vmware_pyvmomi/tests/fixtures'));
		expect(found.sent).toBeGreaterThan(300);
		expect(found.contradictions).toEqual([]);
		// A login with a wrong password, which the replay makes right, and a method that writes.
		expect(found.otherwise).toEqual([
			'Login: InvalidLogin, here none',
			'UpdateDateTime: no fault, here MethodNotFound',
		]);
		// Members that the one recorded host and VM had no value for: a distributed switch, EVC, own gateways.
		expect(found.unknown.filter((name) => !/(vnic|candidateVnic)(\/spec)?\.\w+$/i.test(name)).sort()).toEqual([
			'HostConfigInfo/network.proxySwitch',
			'HostConfigInfo/network/vswitch/spec.mtu',
			'HostListSummary.currentEVCModeKey',
			'HostListSummary/runtime.dasHostState',
			'HostRuntimeInfo.dasHostState',
			'VirtualMachineRuntimeInfo.suspendedToMemory',
			'VirtualMachineRuntimeInfo.vmFailoverInProgress',
			'VirtualMachineSummary/runtime.suspendedToMemory',
			'VirtualMachineSummary/runtime.vmFailoverInProgress',
		]);
	});

	it('of ManageIQ, a whole inventory through a filter, are answered in the same names, order and types', async () => {
		const found = await compare(vimExchanges('ManageIQ_manageiq-providers-vmware'));
		expect(found.sent).toBeGreaterThan(20);
		expect(found.otherwise).toEqual([]);
		expect(found.contradictions).toEqual([]);
		// What the simulated 5.5 that was recorded had no value for.
		expect(found.unknown.toSorted()).toEqual([
			'Datastore.summary.uncommitted',
			'HostVirtualNic/spec.distributedVirtualPort',
			'HostVirtualNic/spec.netStackInstanceKey',
			'HostVirtualNic/spec/ip.ipAddress',
			'HostVirtualNic/spec/ip.subnetMask',
			'PhysicalNic.validLinkSpecification',
			'VirtualDisk.capacityInBytes',
			'VirtualDiskFlatVer2BackingInfo.backingObjectId',
			'VirtualDiskFlatVer2BackingInfo.digestEnabled',
			'VirtualDiskFlatVer2BackingInfo.sharing',
			'VirtualEthernetCardDistributedVirtualPortBackingInfo/port.connectionCookie',
			'VirtualEthernetCardDistributedVirtualPortBackingInfo/port.portKey',
			'VirtualMachine.config.cpuHotAddEnabled',
			'VirtualMachine.config.cpuHotRemoveEnabled',
			'VirtualMachine.config.firmware',
			'VirtualMachine.config.hardware.numCoresPerSocket',
			'VirtualMachine.config.memoryHotAddEnabled',
			'VmfsDatastoreInfo.maxMemoryFileSize',
			'VmfsDatastoreInfo.maxVirtualDiskCapacity',
		]);
	});
});

describe.skipIf(!existsSync(DOCUMENTS))(
	'the request documents of the reference (beside the samples of XVCHECK_CORPUS)',
	() => {
		const XPATHS: Readonly<Record<string, readonly string[]>> = {
			VIEW: ['CreateContainerViewResponse', 'returnval'],
			VIEWALL: ['CreateContainerViewResponse', 'returnval'],
			TOKEN: ['RetrievePropertiesExResponse', 'returnval', 'token'],
			VM: ['RetrievePropertiesExResponse', 'returnval', 'objects', 'obj'],
			TASK: ['CheckRelocate_TaskResponse', 'returnval'],
		};

		it('are all answered, each with its own response or fault', async () => {
			const replay = new Replay(served());
			const known = new Map<string, string>();
			const send = async (file: string, ...learns: readonly string[]): Promise<Element | undefined> => {
				const request = readFileSync(join(DOCUMENTS, file), 'utf8').replace(
					/@(\w+)@/g,
					(_, name) => known.get(name) ?? '',
				);
				const exchange = { file, method: '', action: '"urn:vim25/8.0.3.0"', request, response: '<none/>' };
				const { answer } = await replay.send(exchange);
				const body = child(readElements(answer), 'Body');
				for (const name of learns) known.set(name, child(body, ...(XPATHS[name] ?? []))?.text ?? '');
				return body?.children[0];
			};
			const content = child(await send('01-content.xml'), 'returnval');
			expect(child(content, 'vmProvisioningChecker')?.reference).toBe('VirtualMachineProvisioningChecker');
			expect(child(await send('02-login.xml'), 'returnval', 'key')?.text).toMatch(/^52/);
			expect(child(await send('03-view.xml', 'VIEW'), 'returnval')?.reference).toBe('ContainerView');
			const page = child(await send('04-retrieve.xml', 'VM', 'TOKEN'), 'returnval');
			expect(page?.children.map(({ name }) => name)).toContain('objects');
			if (known.get('TOKEN') !== '') {
				expect((await send('05-continue.xml', 'TOKEN'))?.name).toBe('ContinueRetrievePropertiesExResponse');
			}
			expect((await send('07-destroyview.xml'))?.name).toBe('DestroyViewResponse');
			const licence = child(await send('08-licenses.xml'), 'returnval', 'assignedLicense');
			expect(licence?.children.map(({ name }) => name).slice(0, 3)).toEqual(['licenseKey', 'editionKey', 'name']);
			await send('10-viewall.xml', 'VIEWALL');
			const objects = child(await send('09-multi.xml'), 'returnval')?.children.filter(({ name }) => name === 'objects');
			expect(new Set(objects?.map((one) => child(one, 'obj')?.reference)).size).toBeGreaterThan(3);
			expect(child(await send('11-checkrelocate.xml', 'TASK'), 'returnval')?.reference).toBe('Task');
			const info = child(await send('12-task.xml'), 'returnval', 'objects', 'propSet', 'val');
			expect([info?.type, child(info, 'reason')?.type]).toEqual(['TaskInfo', 'TaskReasonUser']);
			expect((await send('14-badtoken.xml'))?.name).toBe('Fault');
			expect((await send('13-logout.xml'))?.name).toBe('LogoutResponse');
		});
	},
);

describe('the comparison of shapes', () => {
	const shapes = (inside: string) => {
		const made = new Shapes();
		made.add(readElements(`<r xmlns:xsi="x">${inside}</r>`), '');
		return made;
	};
	const differences = (ours: string, recorded: string) => shapes(ours).differences(shapes(recorded));

	it.each([
		['another primitive type', '<a xsi:type="xsd:long">1</a>', '<a xsi:type="xsd:int">1</a>'],
		['a type that is not shown', '<a>1</a>', '<a xsi:type="xsd:int">1</a>'],
		['another order', '<b/><a/>', '<a/><b/>'],
		['a plain value for a reference', '<a>vm-1</a>', '<a type="VirtualMachine">vm-1</a>'],
	])('finds %s', (_, ours, recorded) => {
		expect(differences(ours, recorded).contradictions).toHaveLength(1);
	});

	it('finds a name that no recording has, and no fault with other values and other kinds of one base type', () => {
		expect(differences('<c/>', '<a/>').unknown).toEqual(['/r.c']);
		const found = differences(
			'<d xsi:type="VirtualCdrom"><key>1</key></d>',
			'<d xsi:type="VirtualDisk"><key>2</key></d>',
		);
		expect(found).toEqual({ contradictions: [], unknown: [] });
	});
});
