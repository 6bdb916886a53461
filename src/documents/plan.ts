import { dirname, resolve } from 'node:path';
import type { Plan } from '../model/plan.js';
import { PlanDocument } from '../model/plan-document.js';
import { UserError } from '../shared/errors.js';
import { absolutePaths } from './plan-paths.js';
import { resolvePlan } from './plan-resolve.js';
import type { DocumentPath } from './positioned.js';
import { readDocument } from './read-document.js';
import { validate } from './validate.js';

/** What flags say about the move; each one replaces the plan's key (clarifications 7.11). */
export interface PlanFlags {
	readonly source?: readonly string[];
	readonly destination?: readonly string[];
	readonly move?: 'hot' | 'cold';
	readonly profile?: 'faq' | 'vendor';
	readonly bandwidth?: string;
	readonly rtt?: string;
	readonly failOn?: 'blocker' | 'warning' | 'info';
	readonly allowUnknown?: readonly string[];
	readonly maxWarnings?: number;
}

interface Layer {
	readonly document: PlanDocument;
	readonly where: (path: DocumentPath) => string;
}

/**
 * Reads a plan: its base (`extends`, one level, keys replaced whole), units, list file, declared data. Paths are relative to
 * the file that names them.
 * @throws UserError with `file:line:column` for everything that is wrong with the text.
 */
export async function readPlan(file: string, flags: PlanFlags = {}): Promise<Plan> {
	const own = await readLayer(file);
	const base = await readBase(file, own);
	const document: PlanDocument = { ...base?.document, ...own.document };
	const where = (path: DocumentPath): string => {
		const key = path[0] as keyof PlanDocument;
		return own.document[key] === undefined && base?.document[key] !== undefined ? base.where(path) : own.where(path);
	};
	return resolvePlan(withFlags(document, flags), { where: flagPlaces(flags, where), file });
}

/** The plan that flags alone describe: all VMs of the source, placement open. Paths are relative to the working folder. */
export async function planFromFlags(flags: PlanFlags): Promise<Plan> {
	return resolvePlan(withFlags({ version: 1 }, flags), { where: flagPlaces(flags, () => 'the command line') });
}

async function readLayer(file: string): Promise<Layer> {
	const read = await readDocument(file, 'the plan');
	if (read.value === null || typeof read.value !== 'object' || Array.isArray(read.value))
		throw new UserError('document-invalid', `Could not use the plan ${file}: it holds no keys.`, {
			suggestions: ['Start from `xvcheck init`, or see `xvcheck schema plan`.'],
		});
	const document = await validate(read, PlanDocument, 'the plan');
	return { document: absolutePaths(document, dirname(resolve(file))), where: (path) => read.where(path) };
}

async function readBase(file: string, own: Layer): Promise<Layer | undefined> {
	if (own.document.extends === undefined) return undefined;
	const base = await readLayer(resolve(dirname(file), own.document.extends));
	if (base.document.extends !== undefined)
		throw new UserError(
			'plan-extends',
			`${base.where(['extends'])}: a base plan may not extend another one; one level is allowed.`,
			{ suggestions: [`Name the last base directly in ${file}, or copy its keys.`] },
		);
	return base;
}

function withFlags(document: PlanDocument, flags: PlanFlags): PlanDocument {
	const sites = absolutePaths(
		{
			version: 1,
			...(flags.source ? { source: [...flags.source] } : {}),
			...(flags.destination ? { destination: [...flags.destination] } : {}),
		},
		process.cwd(),
	);
	const link = { ...(flags.bandwidth ? { bandwidth: flags.bandwidth } : {}), ...(flags.rtt ? { rtt: flags.rtt } : {}) };
	const policy = {
		...(flags.profile ? { profile: flags.profile } : {}),
		...(flags.failOn ? { failOn: flags.failOn } : {}),
		...(flags.maxWarnings === undefined ? {} : { maxWarnings: flags.maxWarnings }),
		...(flags.allowUnknown ? { allowUnknown: [...flags.allowUnknown] } : {}),
	};
	return {
		...document,
		...sites,
		...(flags.move ? { move: flags.move } : {}),
		...(Object.keys(link).length > 0 ? { link: { ...document.link, ...link } } : {}),
		...(Object.keys(policy).length > 0 ? { policy: { ...document.policy, ...policy } } : {}),
	};
}

/** A mistake in a value that a flag gave is placed at the flag. */
function flagPlaces(flags: PlanFlags, where: (path: DocumentPath) => string): (path: DocumentPath) => string {
	const given: Readonly<Record<string, unknown>> = {
		source: flags.source,
		destination: flags.destination,
		'link.bandwidth': flags.bandwidth,
		'link.rtt': flags.rtt,
	};
	return (path) => {
		const key = path.slice(0, path[0] === 'link' ? 2 : 1).join('.');
		return given[key] === undefined ? where(path) : `--${key.replace('link.', '')}`;
	};
}
