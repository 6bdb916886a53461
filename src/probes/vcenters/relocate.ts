import { setTimeout as sleep } from 'node:timers/promises';
import type { ProbeFault, RelocateResult } from '../../model/probes.js';
import { defined } from '../../shared/defined.js';
import { messageOf } from '../../shared/errors.js';
import { at, listAt, textAt, typeOf, type XmlValue } from '../../shared/xml-value.js';
import { returned } from '../../vim/connection.js';
import { SoapFault } from '../../vim/faults.js';
import type { VimObject } from '../../vim/object-content.js';
import { retrieve } from '../../vim/property-collector.js';
import { checkRelocateParameters, type NicChange, type ServiceLocator } from '../../vim/relocate-request.js';
import type { Session } from '../../vim/session.js';
import type { Reference } from '../../vim/soap.js';
import type { ProbeTools, RelocateRequest } from '../contract.js';

const DEVICES = 'config.hardware.device';
/** Faults that say that the destination was not reached at all; those about trust and login say that it was. */
const NOT_REACHED = new Set(['NoHost', 'HostConnectFault', 'HostNotReachable', 'HostCommunication', 'ConnectFault']);
const REACHED = new Set(['SSLVerifyFault', 'SSLDisabledFault', 'InvalidLogin', 'InvalidLocale', 'NoPermission']);

export interface Relocation {
	readonly session: Session;
	readonly checker: Reference;
	readonly service: ServiceLocator;
	readonly tools: ProbeTools;
}

/** Devices of the VMs: a relocation must name each NIC as it is. VMs that are gone have none. */
export async function nicsOf(session: Session, vms: readonly string[]): Promise<ReadonlyMap<string, XmlValue[]>> {
	const found = new Map<string, XmlValue[]>();
	const onObject = ({ id, properties }: VimObject) => found.set(id, listAt(properties.get(DEVICES)));
	const objects = vms.map((id) => ({ type: 'VirtualMachine', id }));
	await retrieve(session, { type: 'VirtualMachine', paths: [DEVICES], pageSize: 100, objects, onObject });
	return found;
}

/** Asks about one VM and waits for the task. Every failure is a result. */
export async function checkOne(
	{ session, checker, service, tools }: Relocation,
	request: RelocateRequest,
	devices: readonly XmlValue[] | undefined,
): Promise<RelocateResult> {
	const about = { vm: request.vm, open: [...request.open], errors: [], warnings: [], at: tools.clock() };
	if (tools.deadline.aborted) return { ...about, outcome: 'not-sent', detail: 'the time for all probes had passed' };
	if (devices === undefined)
		return { ...about, outcome: 'not-sent', detail: 'the source vCenter does not have this VM, or not its devices' };
	const reference = (type: string, id: string | undefined) => (id === undefined ? undefined : { type, id });
	const spec = defined({
		service,
		folder: reference('Folder', request.folder),
		datastore: reference('Datastore', request.datastore),
		pool: reference('ResourcePool', request.pool),
		host: reference('HostSystem', request.host),
		disks: request.disks.map(({ key, datastore }) => ({ key, datastore: { type: 'Datastore', id: datastore } })),
		nics: request.nics.flatMap((nic) => changeOf(nic, devices)),
	}) as Parameters<typeof checkRelocateParameters>[1];
	try {
		const parameters = checkRelocateParameters({ type: 'VirtualMachine', id: request.vm.id }, spec);
		const task = returned(await session.call('CheckRelocate_Task', checker, parameters, { what: request.vm.name }));
		if (task === undefined) return { ...about, outcome: 'failed', detail: 'the vCenter started no task' };
		const info = await finished(session, { type: 'Task', id: task }, tools);
		if (info === undefined) return { ...about, outcome: 'unfinished', detail: `the task ${task} did not end in time` };
		return { ...about, ...readInfo(info) };
	} catch (error) {
		if (!(error instanceof SoapFault)) return { ...about, outcome: 'failed', detail: messageOf(error) };
		const fault = { fault: error.fault, text: error.message };
		return { ...about, outcome: 'failed', fault, ...reachedBy(error.fault) };
	}
}

function changeOf(nic: RelocateRequest['nics'][number], devices: readonly XmlValue[]): NicChange[] {
	const device = devices.find((one) => textAt(one, 'key') === nic.key);
	if (device === undefined) return [];
	const backing =
		'network' in nic
			? { network: nic.network, networkId: nic.networkId }
			: { switchUuid: nic.switchUuid, portgroup: nic.portgroup };
	const text = (name: string) => textAt(device, name);
	return [
		defined({
			type: typeOf(device),
			key: nic.key,
			controllerKey: text('controllerKey'),
			unitNumber: text('unitNumber'),
			addressType: text('addressType'),
			macAddress: text('macAddress'),
			backing,
		}) as NicChange,
	];
}

/** Polls a task until it ends; undefined when it does not in time. */
async function finished(session: Session, task: Reference, tools: ProbeTools): Promise<XmlValue | undefined> {
	const end = Date.now() + tools.limits.taskMs;
	for (let pause = 50; ; pause = Math.min(pause * 2, 2000)) {
		let info: XmlValue | undefined;
		const onObject = ({ properties }: VimObject) => {
			info = properties.get('info');
		};
		await retrieve(session, { type: 'Task', paths: ['info'], pageSize: 1, objects: [task], onObject });
		const state = textAt(info, 'state');
		if (state === 'success' || state === 'error') return info;
		if (Date.now() + pause > end || tools.deadline.aborted) return undefined;
		await sleep(pause);
	}
}

type Outcome = Pick<RelocateResult, 'outcome' | 'reached' | 'errors' | 'warnings' | 'fault'>;

/** What a finished task says: its error, or results, of which each names the host that was tried. */
export function readInfo(info: XmlValue): Outcome {
	if (textAt(info, 'state') === 'error') {
		const fault = readFault(at(info, 'error') ?? '');
		return { outcome: 'failed', errors: [], warnings: [], fault, ...reachedBy(fault.fault) };
	}
	const results = listAt(info, 'result');
	const read = (list: 'error' | 'warning') =>
		results.flatMap((result) =>
			listAt(result, list).map((entry) => defined({ ...readFault(entry), host: textAt(result, 'host') })),
		);
	const errors = read('error');
	const told = errors.map(({ fault }) => reachedBy(fault)).find(({ reached }) => reached === false);
	return { outcome: 'checked', reached: told?.reached ?? true, errors, warnings: read('warning') };
}

function reachedBy(fault: string): { reached?: boolean } {
	if (NOT_REACHED.has(fault)) return { reached: false };
	return REACHED.has(fault) ? { reached: true } : {};
}

/** Fields of a fault that say which thing it is about. */
const TELLING = [
	'device',
	'backing',
	'name',
	'network',
	'reason',
	'invalidProperty',
	'privilegeId',
	'thumbprint',
	'datastore',
];

/** A LocalizedMethodFault: the type decides, the text is for people. */
function readFault(value: XmlValue): ProbeFault {
	const inner = at(value, 'fault');
	const detail = TELLING.flatMap((name) => {
		const text = textAt(inner, name);
		return text === undefined || text === '' ? [] : [`${name} ${text}`];
	});
	const nested = typeOf(at(inner, 'fault'));
	if (nested !== '') detail.push(`because of ${nested}`);
	return defined({
		fault: typeOf(inner) || 'MethodFault',
		text: textAt(value, 'localizedMessage') || undefined,
		detail: detail.length > 0 ? detail.join(', ') : undefined,
	}) as ProbeFault;
}
