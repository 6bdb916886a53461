import type { Entity } from '../estate/entities.js';
import type { Call } from './context.js';
import { VimFault } from './fault.js';

/** Properties that an account may read which may only see an object (vim25 type table); all others ask for `System.Read`. */
const VISIBLE = new Set([
	'alarmActionsEnabled',
	'availableField',
	'childEntity',
	'childType',
	'customValue',
	'datastore',
	'datastoreFolder',
	'effectiveRole',
	'host',
	'hostFolder',
	'name',
	'network',
	'networkFolder',
	'owner',
	'parent',
	'resourcePool',
	'tag',
	'triggeredAlarmState',
	'value',
	'vmFolder',
]);
/** Objects whose `host` or `resourcePool` is no matter of the tree. */
const NOT_VISIBLE: Readonly<Record<string, readonly string[]>> = {
	Datastore: ['host'],
	Network: ['host'],
	DistributedVirtualPortgroup: ['host'],
	OpaqueNetwork: ['host'],
	VirtualMachine: ['resourcePool'],
};
/** Service objects that ask for more than reading. */
const PRIVILEGED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	LicenseManager: { licenses: 'Global.Licenses' },
	SessionManager: { sessionList: 'Sessions.TerminateSession' },
	HostCertificateManager: { certificateInfo: 'Certificate.Manage' },
};
/** Service objects that everybody who is logged in may read. */
const OPEN = new Set([
	'ServiceInstance',
	'SessionManager',
	'AuthorizationManager',
	'ViewManager',
	'CustomFieldsManager',
]);

/** The privilege that the account lacks to read a property of an object. */
export function lackingToRead(call: Call, object: { type: string; id: string }, path: string): string | undefined {
	const { estate, singletons } = call.server;
	if (administers(call)) return undefined;
	const property = path.split('.')[0] ?? '';
	const entity = guardOf(call, object.id);
	if (entity === undefined) return undefined;
	const special = PRIVILEGED[object.type]?.[property];
	if (special === undefined && singletons.has(object.id) && OPEN.has(object.type)) return undefined;
	const visible = VISIBLE.has(property) && !NOT_VISIBLE[object.type]?.includes(property);
	const privilege = special ?? (visible && estate.find(object.id) === entity ? 'System.View' : 'System.Read');
	return lacks(call, entity, privilege) ? privilege : undefined;
}

/** @throws VimFault `NoPermission` when the account lacks a privilege on an object; on the root folder when it is none of the tree. */
export function demand(call: Call, id: string, privilege: string): void {
	const entity = guardOf(call, id) ?? call.server.estate.root;
	if (lacks(call, entity, privilege)) throw VimFault.noPermission(entity, privilege);
}

/** True when the account may see an object in lists. */
export function sees(call: Call, entity: Entity): boolean {
	return administers(call) || !lacks(call, entity, 'System.View');
}

function administers({ server, session }: Call): boolean {
	return session.userName === undefined || server.estate.access.isAdministrator(session.userName);
}

function lacks({ server, session }: Call, entity: Entity, privilege: string): boolean {
	return !server.estate.access.has(session.userName ?? '', entity, privilege);
}

/** The object whose permissions hold for another: its host for a service of a host, its VM for a task, the root for vCenter's own. */
function guardOf({ server }: Call, id: string): Entity | undefined {
	const { estate, singletons } = server;
	if (singletons.has(id)) return estate.root;
	const task = estate.tasks.find(id);
	if (task !== undefined) return task.subject.target ?? estate.root;
	const entity = estate.find(id);
	return entity?.parent !== undefined && entity.type.startsWith('Host') && entity.type !== 'HostSystem'
		? entity.parent
		: entity;
}
