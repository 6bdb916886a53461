import { fileURLToPath } from 'node:url';
import type { HostGroup } from '../../src/mock-vcenter/scenario/host-schema.js';
import { readScenario } from '../../src/mock-vcenter/scenario/read.js';
import type { ClusterSpec, DatacenterSpec, Scenario, VCenterSpec } from '../../src/mock-vcenter/scenario/schema.js';
import type { VmGroup } from '../../src/mock-vcenter/scenario/vm-schema.js';
import { type MockSite, type MockVCenter, serve } from '../../src/mock-vcenter/start-mock.js';
import { at, listAt, textAt, type XmlValue } from '../../src/shared/xml-value.js';
import { faultsOf, RawClient } from './raw-client.js';

/** Read once: each test changes a copy. */
const BASE: Scenario = readScenario(fileURLToPath(new URL('../../fixtures/scenarios/demo.yaml', import.meta.url)));

/** What a test changes of the demo's scenario before it is served. */
export type Change = (source: VCenterSpec, destination: VCenterSpec) => void;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type Parts = Mutable<
	Partial<Record<'service' | 'folder' | 'pool' | 'host' | 'datastore' | 'disk' | 'deviceChange', string>>
>;

/** Two served vCenters, a client of the source, and the parts of a spec that moves a VM as the demo does. */
export interface Stage {
	readonly site: MockSite;
	readonly source: MockVCenter;
	readonly destination: MockVCenter;
	readonly client: RawClient;
	readonly there: RawClient;
}

export async function onStage<T>(change: Change, work: (stage: Stage) => Promise<T>): Promise<T> {
	const scenario = structuredClone(BASE);
	const [source, destination] = scenario.vcenters as [VCenterSpec, VCenterSpec];
	change(source, destination);
	const site = await serve(scenario);
	try {
		const [from, to] = site.vcenters as [MockVCenter, MockVCenter];
		const stage = { site, source: from, destination: to };
		return await work({ ...stage, client: await RawClient.loggedIn(from), there: await RawClient.loggedIn(to) });
	} finally {
		await site.close();
	}
}

export function locator({ destination }: Stage, change: Record<string, string> = {}): string {
	const values: Record<string, string> = {
		instanceUuid: destination.running.server.estate.instanceUuid,
		url: destination.url,
		username: destination.username,
		password: destination.password,
		sslThumbprint: destination.thumbprintSha1,
		...change,
	};
	return (
		`<service><instanceUuid>${values.instanceUuid}</instanceUuid><url>${values.url}</url>` +
		`<credential xsi:type="ServiceLocatorNamePassword"><username>${values.username}</username><password>${values.password}</password></credential>` +
		`${values.sslThumbprint === '' ? '' : `<sslThumbprint>${values.sslThumbprint}</sslThumbprint>`}</service>`
	);
}

/** The edits that plug every NIC of a VM into the network of the same name at the destination, or into another one. */
export async function nicEdits(
	{ client, there }: Stage,
	vm: string,
	map: Record<string, string> = {},
): Promise<string> {
	const devices = listAt(await client.fetch(`VirtualMachine:${vm}`, 'config.hardware.device'));
	const edits: string[] = [];
	for (const device of devices) {
		const key = textAt(device, 'backing.port.portgroupKey');
		if (key === undefined || typeof device === 'string' || Array.isArray(device)) continue;
		const name = textAt(await client.fetch(`DistributedVirtualPortgroup:${key}`, 'name')) ?? '';
		const target = await there.find(`Frankfurt/network/${map[name] ?? name}`);
		const group = await there.fetch(`DistributedVirtualPortgroup:${target}`, 'config');
		const owner = textAt(group, 'distributedVirtualSwitch') ?? '';
		const uuid = textAt(await there.fetch(`VmwareDistributedVirtualSwitch:${owner}`, 'uuid'));
		edits.push(
			`<deviceChange><operation>edit</operation><device xsi:type="${device.$type}"><key>${textAt(device, 'key')}</key>` +
				`<backing xsi:type="VirtualEthernetCardDistributedVirtualPortBackingInfo"><port><switchUuid>${uuid}</switchUuid>` +
				`<portgroupKey>${target}</portgroupKey></port></backing></device></deviceChange>`,
		);
	}
	return edits.join('');
}

/** All parts of the spec of a good move of a VM. */
export async function parts(stage: Stage, vm: string): Promise<Parts> {
	const { there } = stage;
	const place = async (element: string, type: string, path: string) =>
		`<${element} type="${type}">${await there.find(path)}</${element}>`;
	return {
		service: locator(stage),
		folder: await place('folder', 'Folder', 'Frankfurt/vm/Migrated'),
		datastore: await place('datastore', 'Datastore', 'Frankfurt/datastore/ds-fr-01'),
		pool: await place('pool', 'ResourcePool', 'Frankfurt/host/Frankfurt-A/Resources/Migrated'),
		host: await place('host', 'HostSystem', 'Frankfurt/host/Frankfurt-A/esx-fr-02.example.com'),
		deviceChange: await nicEdits(stage, vm),
	};
}

const ORDER = ['service', 'folder', 'datastore', 'pool', 'host', 'disk', 'deviceChange'] as const;

/** Asks CheckRelocate_Task and gives `info` of the finished task. */
export async function ask(
	{ client }: Stage,
	vm: string,
	spec: Parts,
	tests: readonly string[] = [],
): Promise<XmlValue> {
	const inside = ORDER.map((part) => spec[part] ?? '').join('');
	const wanted = tests.map((test) => `<testType>${test}</testType>`).join('');
	const answer = await client.call(
		'CheckRelocate_Task',
		'VirtualMachineProvisioningChecker:ProvChecker',
		`<vm type="VirtualMachine">${vm}</vm><spec>${inside}</spec>${wanted}`,
	);
	const task = textAt(answer, 'returnval');
	if (task === undefined) throw new Error(`no task: ${JSON.stringify(answer)}`);
	return client.finished(task);
}

/** The CheckResults of a task. */
export function resultsOf(info: XmlValue): XmlValue[] {
	return listAt(at(info, 'result'));
}

export const set = Object.assign;

/** Of a scenario in memory everything may be written to. */
type Open<T> = { -readonly [K in keyof T]: T[K] };
export const center = (vcenter: VCenterSpec) => vcenter.datacenters[0] as Open<DatacenterSpec>;
export const cluster = (vcenter: VCenterSpec) => center(vcenter).clusters?.[0] as Open<ClusterSpec>;
export const hosts = (vcenter: VCenterSpec) => cluster(vcenter).hosts[0] as Open<HostGroup>;
/** `bill-app-01`: one disk, two NICs, hardware version 17. */
export const vm = (vcenter: VCenterSpec) =>
	center(vcenter).vms?.find(({ names }) => names === 'bill-app-01') as Open<VmGroup>;
export const off: Change = (source) => set(vm(source), { power: 'poweredOff' });
export const both =
	(...changes: Change[]): Change =>
	(source, destination) => {
		for (const change of changes) change(source, destination);
	};
export const encrypted: Change = (source) =>
	set(vm(source), {
		encryption: { provider: 'NKP', key: 'k-1' },
		disks: [{ size: '80GiB', encrypted: true }],
	});
export const provider = (keyId: string) => [{ id: 'NKP', kind: 'nativeProvider' as const, keyId }];

export interface Asked {
	readonly info: XmlValue;
	readonly errors: readonly string[];
	readonly warnings: readonly string[];
	/** Fault number `index` with its fields. */
	fault(level: 'error' | 'warning', index?: number): XmlValue | undefined;
}

/** Warnings that the demo has anyway. */
const USUAL = 'MismatchedVMotionNetworkNames';

export async function asked(
	change: Change,
	alter: (spec: Parts, stage: Stage, vm: string) => void | Promise<void> = () => undefined,
	tests: readonly string[] = [],
): Promise<Asked> {
	return onStage(change, async (stage) => {
		const id = await stage.client.find('Milan/vm/Prod/Billing/bill-app-01');
		const spec = await parts(stage, id);
		await alter(spec, stage, id);
		const info = await ask(stage, id, spec, tests);
		const [result] = resultsOf(info);
		return {
			info,
			errors: faultsOf(result, 'error'),
			warnings: faultsOf(result, 'warning').filter((fault) => fault !== USUAL),
			fault: (level, index = 0) => at(listAt(result, level)[index], 'fault'),
		};
	});
}

/** The demo as it is. */
export const none: Change = () => undefined;
