import type { Plan, Policy, Selection } from '../model/plan.js';
import type { PlanDocument } from '../model/plan-document.js';
import { defined } from '../shared/defined.js';
import { UserError } from '../shared/errors.js';
import { parseBitRate, parseByteRate, parseDuration, parsePercent, parseTime } from '../shared/parse-units.js';
import { readListFile } from './list-file.js';
import { listOf } from './list-of.js';
import { declarations } from './plan-declared.js';
import { sideInputs } from './plan-inputs.js';
import { ruleOverrides } from './plan-rules.js';
import type { DocumentPath } from './positioned.js';

export interface ResolveContext {
	readonly where: (path: DocumentPath) => string;
	readonly file?: string;
}
/** Share of a datastore that must stay free: the vendor documents' example; clarifications 4.8 decides it. */
const DEFAULT_HEADROOM = 0.15;
const DEFAULT_MAX_AGE_SECONDS = 7 * 86400;

/**
 * Fills in defaults, turns units into numbers and reads the list file.
 * @throws UserError naming the place of a value that has no meaning.
 */
export async function resolvePlan(document: PlanDocument, context: ResolveContext): Promise<Plan> {
	const { where } = context;
	const { placement, policy } = document;
	return defined({
		name: document.name,
		file: context.file,
		move: document.move ?? 'hot',
		storage: document.storage ?? 'move',
		driver: { side: document.driver?.side ?? 'source', by: document.driver?.by ?? 'api' },
		accounts: document.driver?.accounts,
		storagePolicy: placement?.storagePolicy?.name,
		source: sideInputs('source', document.source, where),
		destination: sideInputs('destination', document.destination, where),
		select: await selection(document.select),
		groups: (document.groups ?? []).map((group) => ({ name: group.name, vms: listOf(group.vms) })),
		link: link(document.link ?? {}, where),
		placement: defined({
			cluster: placement?.cluster,
			host: placement?.host,
			resourcePool: placement?.resourcePool,
			folder: placement?.folder,
			networkMatch: placement?.networks?.match ?? 'name',
			diskFormat: placement?.diskFormat ?? 'same',
			redundancy: placement?.storagePolicy?.redundancy,
		}),
		networkMap: placement?.networks?.map ?? {},
		datastoreDefault: placement?.datastores?.default,
		datastoreMap: placement?.datastores?.map ?? {},
		overrides: (placement?.vms ?? []).map((override) => ({ ...override, names: listOf(override.names) })),
		declared: declarations(document.declared ?? {}, where),
		policy: policyOf(policy ?? {}, where),
		failOn: policy?.failOn ?? 'blocker',
		allowUnknown: policy?.allowUnknown === undefined ? [] : listOf(policy.allowUnknown),
		maxWarnings: policy?.maxWarnings,
		ruleOverrides: ruleOverrides(policy?.rules ?? [], where),
		waiversFile: policy?.waivers,
	}) as Plan;
}

async function selection(select: PlanDocument['select']): Promise<Selection> {
	if (select === undefined) return {};
	const { file, ...named } = select;
	const lists = Object.fromEntries(Object.entries(named).map(([key, value]) => [key, listOf(value)]));
	return file === undefined ? lists : { ...lists, list: await readListFile(file) };
}

function link(given: NonNullable<PlanDocument['link']>, where: ResolveContext['where']): Plan['link'] {
	const read = reader(given, 'link', where);
	return defined({
		bandwidth: read('bandwidth', parsePositive(parseBitRate), 'a bit rate above zero such as 10Gbps or 500Mbps'),
		rtt: read('rtt', parseDuration, 'a time such as 12ms'),
		loss: read('loss', parsePercent, 'a share such as 0.01%'),
		mtu: given.mtu,
		measured: read('measured', parsePositive(parseByteRate), 'a byte rate above zero such as 840MB/s'),
	});
}

function policyOf(given: NonNullable<PlanDocument['policy']>, where: ResolveContext['where']): Policy {
	const read = reader(given, 'policy', where);
	const window = given.window && reader(given.window, 'policy.window', where);
	const start = window?.('start', parseTime, TIME);
	const end = window?.('end', parseTime, TIME);
	if (start !== undefined && end !== undefined && start >= end)
		throw new UserError('plan-value', `${where(['policy', 'window', 'end'])}: policy.window must end after it starts.`);
	return defined({
		profile: given.profile ?? 'faq',
		datastoreHeadroom: read('datastoreHeadroom', parsePercent, 'a share such as 15%') ?? DEFAULT_HEADROOM,
		concurrency: given.concurrency,
		maxAge: read('maxAge', parseDuration, 'a time such as 24h or 7d') ?? DEFAULT_MAX_AGE_SECONDS,
		windowStart: start,
		windowEnd: end,
	});
}

const TIME = 'a time with its zone such as 2026-11-28T22:00:00Z or 2026-11-28T22:00+01:00';

/** Reads a unit of one key of a group, or says where it stands and what it must look like. */
function reader<G extends object>(group: G, name: string, where: ResolveContext['where']) {
	return <T>(key: keyof G & string, parse: (text: string) => T | undefined, wanted: string): T | undefined => {
		const text = group[key];
		if (typeof text !== 'string') return undefined;
		const value = parse(text);
		if (value !== undefined) return value;
		throw new UserError(
			'plan-value',
			`${where([...name.split('.'), key])}: ${name}.${key} is "${text}", and must be ${wanted}.`,
		);
	};
}

function parsePositive(parse: (text: string) => number | undefined): (text: string) => number | undefined {
	return (text) => {
		const value = parse(text);
		return value !== undefined && value > 0 ? value : undefined;
	};
}
