import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactResult, fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { License } from '../model/inventory/service.js';
import type { Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import { result } from './shared/agreed.js';
import { licenceFinder } from './shared/assigned-licence.js';
import { type Declared, declaredHostDatum } from './shared/declared.js';
import { type LicenceReader, type LicenceTable, licenceReader, RIGHTS } from './shared/licence-table.js';

const o = Type.Optional;
const DAY = 86_400_000;

interface HostLicence {
	/** `enterprise-plus` | `standard` | `essentials-plus` | `essentials` | `none` | `evaluation` */
	class?: string;
	name?: string;
	/** 3 Enterprise Plus or evaluation, 2 Standard, 1 Essentials, 0 none. */
	rank?: number;
	crossVcenter?: boolean;
	vmotion?: boolean;
	storageVmotion?: boolean;
	evaluation?: boolean;
	/** `never`, or ISO 8601 UTC. */
	expires?: string;
	/** It ends before the end of the plan's window (now, without one). */
	expired?: boolean;
	/** It ends within 30 days after that. */
	expiresSoon?: boolean;
	/** As `expired`, and false while the end is unknown. */
	endsBeforeWindow: boolean;
}

/**
 * What the licence of a host grants and until when (requirements B5, clarifications 5.2, 6.2, 6.14, 6.15). A listed feature
 * decides directly, else the class; a capability that the host denies fails; an evaluation grants all features while an
 * end in the future is readable. A declaration counts where no source tells.
 */
export default fact({
	subjects: ['host', 'vm-host'],
	schema: Type.Object({
		class: o(Type.String()),
		name: o(Type.String()),
		rank: o(Type.Number()),
		crossVcenter: o(Type.Boolean()),
		vmotion: o(Type.Boolean()),
		storageVmotion: o(Type.Boolean()),
		evaluation: o(Type.Boolean()),
		expires: o(Type.String()),
		expired: o(Type.Boolean()),
		expiresSoon: o(Type.Boolean()),
		endsBeforeWindow: Type.Boolean(),
	}),
	prepare: (context) => {
		const table = context.table<LicenceTable>('licences');
		const reader = licenceReader(table);
		const { scope } = context;
		const isHostLicence = (licence: License): boolean => reader.classOf(licence) !== undefined;
		return {
			table,
			reader,
			find: {
				source: licenceFinder(scope.source, isHostLicence),
				destination: licenceFinder(scope.destination, isHostLicence),
			},
			declared: declaredHostDatum(scope, 'licence'),
			/** The licence of a host is the same for every VM that may land there. */
			known: { source: new WeakMap(), destination: new WeakMap() } as Record<
				Side,
				WeakMap<Host, FactResult<HostLicence>>
			>,
		};
	},
	hostKey: (host, side, _context, { find, declared }) => {
		const found = find[side](host);
		const seen =
			'licence' in found ? `${found.licence.id} ${host.filledBy?.['licenseKeyId'] ?? ''}` : found.missing.reason;
		const capabilities = `${host.vmotionSupported} ${host.storageVmotionSupported}`;
		return `${seen} ${capabilities} ${JSON.stringify(declared(side, host) ?? '')}`;
	},
	vmData: [],
	derive: (subject, { scope }, { table, reader, find, declared, known }) => {
		const side: Side = 'side' in subject ? subject.side : 'destination';
		const { host } = subject;
		const before = known[side].get(host);
		if (before) return before;
		const found = find[side](host);
		const vouched = 'licence' in found ? undefined : declared(side, host);
		const made =
			'licence' in found
				? ofLicence(found.licence, host, side, { scope, table, reader })
				: vouched
					? ofDeclared(vouched, host, table)
					: unlicensed(host, found.missing);
		known[side].set(host, made);
		return made;
	},
});

interface Reading {
	readonly scope: Scope;
	readonly table: LicenceTable;
	readonly reader: LicenceReader;
}

function ofLicence(licence: License, host: Host, side: Side, { scope, table, reader }: Reading) {
	const value: HostLicence = { endsBeforeWindow: false };
	const missing: Record<string, MissingDatum[]> = {};
	const site = side === 'source' ? scope.source : scope.destination;
	const lacks = (datum: string): MissingDatum[] => [
		{ datum: `${side}.licenses.${datum}`, reason: site.reason('licenses', licence, datum) },
	];
	const name = licence.name ?? licence.editionKey;
	if (name !== undefined) value.name = name;
	else missing['name'] = lacks('name');
	const kind = reader.classOf(licence);
	const grants = kind === undefined ? undefined : table.classes[kind];
	if (kind !== undefined && grants) Object.assign(value, { class: kind, evaluation: kind === 'evaluation' });
	else missing['class'] = missing['evaluation'] = lacks('name');
	expiry(value, licence, scope, table.soonDays);
	const stands = value.evaluation !== true || stillValid(value, scope) === true;
	if (grants && stands) value.rank = grants.rank;
	else missing['rank'] = lacks(grants ? 'expires' : 'name');
	const vouched = Object.values(licence.declared ?? {});
	if (vouched.length > 0 && value.expires === undefined && value.evaluation === false)
		Object.assign(value, { expired: false, expiresSoon: false });
	for (const field of ['expires', 'expired', 'expiresSoon'] as const)
		if (value[field] === undefined) missing[field] = lacks('expires');
	for (const right of RIGHTS) {
		const granted = value.evaluation ? stillValid(value, scope) : (reader.listed(licence, right) ?? grants?.[right]);
		if (granted !== undefined) value[right] = granted;
		else missing[right] = lacks(value.evaluation ? 'expires' : 'features');
	}
	deny(value, missing, host);
	const others = new Set([host.filledBy?.['licenseKeyId'], ...Object.values(licence.filledBy ?? {})]);
	const assumptions = [...others]
		.filter((one) => one !== undefined)
		.map((one) => `the licence of ${host.name} as ${one} has it`);
	return result(value, { missing, declared: [...new Set(vouched)], assumptions });
}

/** An evaluation grants all features while an end in the future is readable; else nothing is known (clarifications 6.14). */
function stillValid({ expires }: HostLicence, { evaluatedAt }: Scope): true | undefined {
	return expires !== undefined && Date.parse(expires) > Date.parse(evaluatedAt) ? true : undefined;
}

/** End of the licence against the end of the window. `never` proves nothing for an evaluation (clarifications 6.2). */
function expiry(value: HostLicence, { expires }: License, scope: Scope, soonDays: number): void {
	if (expires === undefined || (expires === 'never' && value.evaluation === true)) return;
	const horizon = Date.parse(scope.plan.policy.windowEnd ?? scope.evaluatedAt);
	const end = expires === 'never' ? Number.POSITIVE_INFINITY : Date.parse(expires);
	if (Number.isNaN(end)) return;
	value.expires = expires;
	value.expired = end <= horizon;
	value.expiresSoon = !value.expired && end <= horizon + soonDays * DAY;
	value.endsBeforeWindow = value.expired;
}

/** A declared licence is taken to hold until the end of the window: that is what was vouched for. */
function ofDeclared({ value: kind, evidence }: Declared, host: Host, table: LicenceTable) {
	const missing: Record<string, MissingDatum[]> = {};
	const declared: MissingDatum[] = [{ datum: 'declared.hosts.licence', reason: 'not-declared' }];
	const grants = table.classes[String(kind)];
	const value: HostLicence = { class: String(kind), evaluation: kind === 'evaluation', endsBeforeWindow: false };
	if (value.evaluation)
		for (const field of ['rank', 'expires', 'expired', 'expiresSoon', ...RIGHTS]) missing[field] = declared;
	else if (grants) Object.assign(value, pickRights(grants), { rank: grants.rank, expired: false, expiresSoon: false });
	missing['name'] = declared;
	if (!value.evaluation) missing['expires'] = declared;
	deny(value, missing, host);
	return result(value, { missing, declared: [evidence] });
}

function pickRights(grants: Readonly<Record<string, boolean | number>>): Partial<HostLicence> {
	return Object.fromEntries(RIGHTS.map((right) => [right, grants[right]]));
}

function unlicensed(host: Host, datum: MissingDatum) {
	const value: HostLicence = { endsBeforeWindow: false };
	const missing: Record<string, MissingDatum[]> = {};
	for (const field of ['class', 'name', 'rank', 'evaluation', 'expires', 'expired', 'expiresSoon', ...RIGHTS])
		missing[field] = [datum];
	deny(value, missing, host);
	return result(value, { missing });
}

/** A capability of true proves no licence; false fails whatever the licence says (clarifications 6.14). */
function deny(value: HostLicence, missing: Record<string, MissingDatum[]>, host: Host): void {
	if (host.vmotionSupported === false) {
		value.vmotion = false;
		delete missing['vmotion'];
	}
	if (host.storageVmotionSupported === false) {
		value.storageVmotion = false;
		delete missing['storageVmotion'];
	}
}
