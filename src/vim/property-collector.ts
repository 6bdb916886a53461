import { UserError } from '../shared/errors.js';
import { at, listAt, textAt, type XmlValue } from '../shared/xml-value.js';
import { returned } from './connection.js';
import { SoapFault } from './faults.js';
import { LostAnswer, pause } from './http.js';
import { toVimObject, type VimObject } from './object-content.js';
import type { Session } from './session.js';
import { leaf, type Reference, referenceTo } from './soap.js';

/** What to read: explicit paths of one managed object type, in pages. */
export interface Retrieval {
	readonly type: string;
	readonly paths: readonly string[];
	/** Objects per page; vpxd cuts at 100 when it is not told. */
	readonly pageSize: number;
	/** The objects themselves; all of the type when absent. */
	readonly objects?: readonly Reference[];
	/** Objects to read beside all of the type: a view does not list the folder that it begins at. */
	readonly also?: readonly Reference[];
	/** Gets an object as soon as it was read. The same object may come twice when a read had to start again. */
	readonly onObject: (object: VimObject) => void;
	/** Gets the number of all objects of the type before the first one. It costs a request, so it is asked for only if wanted. */
	readonly onTotal?: ((total: number) => void) | undefined;
}

/** How often a read starts anew when a page was lost: the request for a page cannot be repeated, the read can. */
const RESTARTS = 2;
/** Objects named in one request: each takes a line of it. */
const MAX_NAMED = 1000;

/**
 * Reads all objects of a type. Starts the type again when the session expired or a page was lost: a cursor can be used once only.
 * Paths that this server's version does not know are left out and named as missing (`InvalidProperty`) on every object.
 * @throws UserError, SoapFault
 */
export async function retrieve(session: Session, retrieval: Retrieval): Promise<void> {
	const named = retrieval.objects;
	if (named === undefined || named.length <= MAX_NAMED) return retrieveAll(session, retrieval);
	for (let at = 0; at < named.length; at += MAX_NAMED)
		await retrieveAll(session, { ...retrieval, objects: named.slice(at, at + MAX_NAMED) });
}

async function retrieveAll(session: Session, retrieval: Retrieval): Promise<void> {
	let paths = [...retrieval.paths];
	let { objects } = retrieval;
	const unknown: string[] = [];
	for (let restarts = 0; ; ) {
		const epoch = session.epoch;
		try {
			return await retrieveOnce(session, { ...retrieval, ...(objects && { objects }) }, paths, unknown);
		} catch (error) {
			if (isLostSession(error)) await session.renew(epoch);
			else if (error instanceof LostAnswer && error.attempts === 1 && restarts++ < RESTARTS)
				await pause(error.pauseMs, session.signal);
			else if (objects?.some(({ id }) => id === goneObject(error)?.id)) {
				const gone = goneObject(error)?.id;
				objects = objects.filter(({ id }) => id !== gone);
			} else {
				const refused = refusedPath(error, paths);
				if (refused === undefined) throw error;
				unknown.push(refused);
				paths = paths.filter((path) => path !== refused);
			}
		}
	}
}

async function retrieveOnce(
	session: Session,
	retrieval: Retrieval,
	paths: readonly string[],
	unknown: readonly string[],
): Promise<void> {
	const view = retrieval.objects === undefined ? await createView(session, retrieval.type) : undefined;
	try {
		if (view !== undefined && retrieval.onTotal !== undefined) await countView(session, view, retrieval);
		const roots =
			view === undefined
				? (retrieval.objects ?? []).map(ownSpec).join('')
				: [viewSpec(view), ...(retrieval.also ?? []).map(ownSpec)].join('');
		if (roots !== '') await readPages(session, retrieval, filterSpec(retrieval.type, paths, roots), unknown);
	} finally {
		// The server drops the view with the session; failing to drop it earlier harms nobody.
		if (view !== undefined && session.signal?.aborted !== true)
			await session.call('DestroyView', view).catch(() => undefined);
	}
}

async function countView(session: Session, view: Reference, { type, onTotal }: Retrieval): Promise<void> {
	const onObject = (content: XmlValue): void => {
		onTotal?.(listAt(content, 'propSet.val').length);
	};
	const filter = `${filterSpec('ContainerView', ['view'], ownSpec(view))}<options/>`;
	await session.call('RetrievePropertiesEx', collectorOf(session), filter, { what: `the number of ${type}`, onObject });
}

function collectorOf(session: Session): Reference {
	return session.service('propertyCollector') ?? { type: 'PropertyCollector', id: 'propertyCollector' };
}

async function readPages(
	session: Session,
	retrieval: Retrieval,
	filter: string,
	unknown: readonly string[],
): Promise<void> {
	const collector = collectorOf(session);
	const what = `objects of ${retrieval.type}`;
	const onObject = (content: XmlValue): void => {
		const object = toVimObject(content);
		// An expired session is told per property, not by a fault of the call.
		if (object.missing.some(({ fault }) => fault === 'NotAuthenticated')) throw new SoapFault('NotAuthenticated', '');
		const missing = unknown.map((path) => ({ path, fault: 'InvalidProperty' }));
		retrieval.onObject(missing.length === 0 ? object : { ...object, missing: [...object.missing, ...missing] });
	};
	const options = `<options>${leaf('maxObjects', retrieval.pageSize)}</options>`;
	let answer = await session.call('RetrievePropertiesEx', collector, filter + options, { what, onObject });
	for (let token = tokenOf(answer); token !== undefined; token = tokenOf(answer)) {
		const parameters = leaf('token', token);
		try {
			answer = await session.call('ContinueRetrievePropertiesEx', collector, parameters, { what, onObject });
		} catch (error) {
			await giveUp(session, collector, parameters, error);
			throw error;
		}
	}
}

/** A session takes its views with it, so that an expired one may show as a view that does not exist. */
function isLostSession(error: unknown): boolean {
	if (!(error instanceof SoapFault)) return false;
	if (error.fault === 'NotAuthenticated') return true;
	return goneObject(error)?.type === 'ContainerView';
}

/** The object that a `ManagedObjectNotFound` names: one that vanished fails the read of all that are named with it. */
function goneObject(error: unknown): Reference | undefined {
	if (!(error instanceof SoapFault) || error.fault !== 'ManagedObjectNotFound') return undefined;
	const gone = at(error.detail, 'obj');
	if (gone === undefined || typeof gone === 'string' || Array.isArray(gone)) return undefined;
	return { type: gone.$ref ?? '', id: gone.$text ?? '' };
}

/** Half-read results cost the server memory until the session ends, so they are given back. */
async function giveUp(session: Session, collector: Reference, token: string, error: unknown): Promise<void> {
	if (isLostSession(error)) return;
	await session
		.call('CancelRetrievePropertiesEx', collector, token, { signal: AbortSignal.timeout(1000) })
		.catch(() => undefined);
}

/** A token may be any string, "0" too. */
function tokenOf(answer: XmlValue): string | undefined {
	return textAt(at(answer, 'returnval'), 'token');
}

async function createView(session: Session, type: string): Promise<Reference> {
	const manager = session.service('viewManager');
	const root = session.service('rootFolder');
	if (manager === undefined || root === undefined)
		throw new UserError('not-a-vcenter', `${session.server} names no view manager or root folder.`);
	const parameters = referenceTo('container', root) + leaf('type', type) + leaf('recursive', true);
	const view = returned(await session.call('CreateContainerView', manager, parameters, { what: type }));
	if (view === undefined) throw new UserError('answer-unreadable', `${session.server} created no view of ${type}.`);
	return { type: 'ContainerView', id: view };
}

function filterSpec(type: string, paths: readonly string[], objectSets: string): string {
	const pathSet = paths.map((path) => leaf('pathSet', path)).join('');
	return `<specSet><propSet>${leaf('type', type)}${leaf('all', false)}${pathSet}</propSet>${objectSets}</specSet>`;
}

function viewSpec(view: Reference): string {
	return (
		`<objectSet>${referenceTo('obj', view)}${leaf('skip', true)}<selectSet xsi:type="TraversalSpec">` +
		'<name>view</name><type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet>'
	);
}

function ownSpec(object: Reference): string {
	return `<objectSet>${referenceTo('obj', object)}${leaf('skip', false)}</objectSet>`;
}

/** The one of our paths that an `InvalidProperty` fault names; some servers name its last step only. */
function refusedPath(error: unknown, paths: readonly string[]): string | undefined {
	if (!(error instanceof SoapFault) || error.fault !== 'InvalidProperty') return undefined;
	const name = textAt(error.detail, 'name');
	if (name === undefined || name === '') return undefined;
	return paths.find((path) => path === name) ?? paths.find((path) => path.endsWith(`.${name}`));
}
