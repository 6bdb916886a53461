import { listAt, textAt, type XmlValue } from '../../shared/xml-value.js';
import { SoapFault } from '../../vim/faults.js';
import { MOVE_PRIVILEGES, VCENTER_PRIVILEGES } from '../../vim/move-privileges.js';
import { retrieve } from '../../vim/property-collector.js';
import type { Session } from '../../vim/session.js';
import { leaf, type Reference, referenceTo } from '../../vim/soap.js';
import { type Refusal, refusalOf } from '../assemble/refusal.js';

/** Objects that one call asks about. */
const BATCH = 500;
/** Single objects that may be refused before nothing more is asked: then it is no matter of single objects. */
const MAX_REFUSED = 50;
/** Faults that are about one object among those asked: it is gone, or the account may not read it. */
const OF_ONE_OBJECT = new Set(['ManagedObjectNotFound', 'NoPermission']);

/** What the account of a session may do, as the result that collectors read; absent when the server does not tell. */
export interface ReadPrivileges {
	/** `account`, and for each `object` the `privilege` ids that it holds of those asked. */
	readonly result?: XmlValue;
	readonly refused?: Refusal;
}

/**
 * Asks what of a move the own account may do with some objects, and with the vCenter itself.
 * @throws UserError when the connection fails.
 */
export async function readPrivileges(session: Session, objects: readonly Reference[]): Promise<ReadPrivileges> {
	const manager = session.service('authorizationManager');
	const own = await currentSession(session);
	if (manager === undefined || own === undefined) return { refused: { reason: 'not-reported' } };
	const asker: Asker = { session, manager, key: own.key, held: new Map(), refused: undefined, refusals: 0 };
	const root = session.service('rootFolder');
	if (root !== undefined) {
		await ask(asker, [root], VCENTER_PRIVILEGES);
		rename(asker.held, root.id, 'ServiceInstance');
	}
	for (const [privileges, alike] of byPrivileges(objects))
		for (let at = 0; at < alike.length; at += BATCH)
			await ask(asker, alike.slice(at, at + BATCH), privileges.split(' '));
	const returnval = [...asker.held].map(([object, privilege]) => ({ object, privilege: [...privilege] }));
	return { result: { account: own.account, returnval }, ...(asker.refused && { refused: asker.refused }) };
}

interface Asker {
	readonly session: Session;
	readonly manager: Reference;
	key: string;
	readonly held: Map<string, readonly string[]>;
	refused: Refusal | undefined;
	refusals: number;
}

/** Halves a batch that is refused because of one object in it, until that one stands alone. */
async function ask(asker: Asker, objects: readonly Reference[], privileges: readonly string[]): Promise<void> {
	const { session, manager, held } = asker;
	if (asker.refusals > MAX_REFUSED) return;
	const epoch = session.epoch;
	const parameters =
		objects.map((object) => referenceTo('entity', object)).join('') +
		leaf('sessionId', asker.key) +
		privileges.map((privilege) => leaf('privId', privilege)).join('');
	try {
		const answer = await session.call('HasPrivilegeOnEntities', manager, parameters);
		for (const entry of listAt(answer, 'returnval')) held.set(textAt(entry, 'entity') ?? '', grantedOf(entry));
	} catch (error) {
		if (!(error instanceof SoapFault)) throw error;
		if (error.fault === 'NotAuthenticated') {
			await session.renew(epoch);
			asker.key = (await currentSession(session))?.key ?? asker.key;
			return ask(asker, objects, privileges);
		}
		if (objects.length > 1 && OF_ONE_OBJECT.has(error.fault)) {
			const middle = Math.ceil(objects.length / 2);
			await ask(asker, objects.slice(0, middle), privileges);
			return ask(asker, objects.slice(middle), privileges);
		}
		asker.refused ??= refusalOf(error);
		asker.refusals += OF_ONE_OBJECT.has(error.fault) ? 1 : MAX_REFUSED;
	}
}

function grantedOf(entry: XmlValue): string[] {
	return listAt(entry, 'privAvailability').flatMap((one) =>
		textAt(one, 'isGranted') === 'true' ? (textAt(one, 'privId') ?? []) : [],
	);
}

/** Objects by the privileges that are asked of them. */
function byPrivileges(objects: readonly Reference[]): Map<string, Reference[]> {
	const groups = new Map<string, Reference[]>();
	const all: Readonly<Record<string, readonly string[]>> = MOVE_PRIVILEGES;
	for (const object of objects) {
		const key = all[object.type]?.join(' ');
		if (key === undefined) continue;
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [object]);
		else group.push(object);
	}
	return groups;
}

/** Who is logged in, and the id of that session, which the question is about. */
async function currentSession(session: Session): Promise<{ key: string; account: string } | undefined> {
	const manager = session.service('sessionManager');
	let found: { key: string; account: string } | undefined;
	if (manager === undefined) return undefined;
	await retrieve(session, {
		type: manager.type,
		paths: ['currentSession'],
		pageSize: 1,
		objects: [manager],
		onObject: ({ properties }) => {
			const value = properties.get('currentSession');
			const [key, account] = [textAt(value, 'key'), textAt(value, 'userName')];
			if (key !== undefined && account !== undefined) found = { key, account };
		},
	});
	return found;
}

function rename(held: Map<string, readonly string[]>, from: string, to: string): void {
	const value = held.get(from);
	held.delete(from);
	if (value !== undefined) held.set(to, value);
}
