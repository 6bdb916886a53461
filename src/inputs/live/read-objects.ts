import pLimit from 'p-limit';
import type { Progress } from '../../shared/progress.js';
import { SoapFault } from '../../vim/faults.js';
import type { VimObject } from '../../vim/object-content.js';
import { retrieve } from '../../vim/property-collector.js';
import type { Session } from '../../vim/session.js';
import type { Reference } from '../../vim/soap.js';
import { TYPES_OF } from '../assemble/vim-collections.js';
import type { VimDeclaration } from '../assemble/vim-declarations.js';
import type { Needed } from '../contract.js';
import type { Failures } from './failures.js';
import { Gathered } from './gathered.js';
import { pageSize } from './page-size.js';
import { seekUnseen } from './seek-unseen.js';
import { objectsOf, referredObjects } from './targets.js';

export type { Unread } from './gathered.js';

export interface ReadPlan {
	readonly session: Session;
	readonly types: readonly VimDeclaration[];
	readonly progress: Progress;
	/** The vCenter in the words of progress. */
	readonly name: string;
	readonly concurrency: number;
	readonly failures: Failures;
	/** Decides, from the light properties, whose heavy ones are needed. */
	readonly need?: ((light: Gathered) => Needed) | undefined;
}

/**
 * Reads all objects: the light properties of every type first, then the heavy ones in small pages, of all objects or of those
 * that the plan needs. An object that is gone by then is left out and named (clarification 1.5), as is a type that the account may
 * not read.
 */
export async function readObjects(plan: ReadPlan): Promise<Gathered> {
	const gathered = new Gathered();
	const limit = pLimit(plan.concurrency);
	const phase = (wanted: readonly VimDeclaration[], weight: 'light' | 'heavy', needed?: Needed) =>
		Promise.all(
			wanted
				.filter((declaration) => declaration[weight].length > 0)
				.map((declaration) => limit(() => readType(plan, declaration, weight, gathered, needed))),
		);
	const direct = plan.types.filter(({ type }) => objectsOf(plan.session, type) !== 'referred');
	const referred = plan.types.filter((declaration) => !direct.includes(declaration));
	await phase(direct, 'light');
	await seekHidden(plan, gathered);
	const needed = plan.need?.(gathered);
	await phase(referred, 'light', needed);
	plan.progress.phase(`reading details from ${plan.name}`);
	await phase(plan.types, 'heavy', needed);
	return gathered;
}

/** After a failed read of a type, all objects of it would look hidden. */
async function seekHidden({ session, types, failures }: ReadPlan, gathered: Gathered): Promise<void> {
	const failed = new Set(gathered.unread.flatMap(({ collection }) => TYPES_OF[collection]));
	const pathsOf = (wanted: string) =>
		failed.has(wanted) ? undefined : types.find(({ type }) => type === wanted)?.light;
	try {
		gathered.settled = await seekUnseen(session, pathsOf, gathered);
	} catch (error) {
		failures.tolerate(error, 'objects that others name');
	}
}

async function readType(
	{ session, progress, failures }: ReadPlan,
	declaration: VimDeclaration,
	weight: 'light' | 'heavy',
	gathered: Gathered,
	needs: Needed | undefined,
): Promise<void> {
	const { type } = declaration;
	const paths = declaration[weight];
	const kind = `${weight === 'light' ? type : `${type} in detail`} of ${session.server}`;
	const read = new Set<string>();
	const needed = neededOf(type, needs);
	let total = weight === 'light' ? undefined : (needed?.size ?? gathered.count(type));
	const onTotal = (count: number): void => {
		total = count;
	};
	const onObject = (object: VimObject): void => {
		read.add(object.id);
		gathered.add(object, weight);
		progress.count(kind, read.size, total);
	};
	try {
		failures.check();
		const where = whereToRead(session, type, gathered, needs);
		await retrieve(session, {
			type,
			paths,
			pageSize: pageSize(paths),
			...where,
			onObject,
			...(progress.totals && { onTotal }),
		});
	} catch (error) {
		if (error instanceof SoapFault && error.fault === 'NoPermission') gathered.refuse(type, error);
		else gathered.endEarly(type, weight, paths, read, failures.tolerate(error, `objects of ${type}`));
		return;
	}
	if (weight === 'heavy') gathered.dropVanished(type, needed, read);
}

/** The whole tree, service objects, or what other objects refer to; only the needed ones where some are not. */
function whereToRead(
	session: Session,
	type: string,
	gathered: Gathered,
	needs: Needed | undefined,
): { objects?: readonly Reference[]; also?: readonly Reference[] } {
	const found = objectsOf(session, type);
	if (found === 'referred') {
		const from = gathered.objects().filter((object) => neededOf(object.type, needs)?.has(object.id) !== false);
		return { objects: referredObjects(from, type) };
	}
	if (found !== 'tree') return { objects: found };
	const needed = neededOf(type, needs);
	if (needed !== undefined) return { objects: [...needed].map((id) => ({ type, id })) };
	const root = type === 'Folder' ? session.service('rootFolder') : undefined;
	return root === undefined ? {} : { also: [root] };
}

/** Ids of the objects of a type whose details are needed; undefined: of all. */
export function neededOf(type: string, needs: Needed | undefined): ReadonlySet<string> | undefined {
	if (type === 'HostSystem') return needs?.hosts;
	return type === 'VirtualMachine' ? needs?.vms : undefined;
}
