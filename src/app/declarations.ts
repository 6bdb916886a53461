import type { ToolFinding } from '../engine/contract.js';
import type { Inventory } from '../model/inventory/inventory.js';
import type { License } from '../model/inventory/service.js';
import type { Declaration, Declarations, DeclaredObjects, Plan } from '../model/plan.js';
import type { Report } from '../model/report.js';
import type { SitePair } from '../model/site-pair.js';
import { compileGlobs } from '../shared/glob.js';
import { agrees, declaredLicence, modelData } from './declared-data.js';

type Item = {
	id: string;
	name: string;
	gaps?: Record<string, string>;
	declared?: Record<string, string>;
} & Record<string, unknown>;

/** What a plan vouches for, at one time. */
export interface ActiveDeclarations {
	/** The plan without declarations that have expired. */
	readonly plan: Plan;
	/** All of them, for the reader of the report. */
	readonly listed: NonNullable<Report['declared']>;
}

/** Leaves out what has expired: an expired declaration counts as absent and is reported (design 6.1.1). */
export function activeDeclarations(plan: Plan, evaluatedAt: string): ActiveDeclarations {
	const { pair, objects, firewall, dns } = plan.declared;
	const active = (entry: Declaration): boolean => !expired(entry, evaluatedAt);
	const declared: Declarations = {
		...(pair && active(pair) ? { pair } : {}),
		objects: objects.filter(active),
		firewall: firewall.filter(active),
		dns: dns.filter(active),
	};
	const listed = [...(pair ? [pair] : []), ...objects, ...firewall, ...dns].map((entry) => ({
		where: entry.where,
		evidence: entry.evidence,
		...(active(entry) ? {} : { expired: true as const }),
	}));
	return { plan: { ...plan, declared }, listed };
}

/** A date counts until its end in UTC, a time until that time. */
function expired({ expires }: Declaration, evaluatedAt: string): boolean {
	if (expires === undefined) return false;
	const end = expires.length === 10 ? `${expires}T23:59:59.999Z` : expires;
	return Date.parse(evaluatedAt) > Date.parse(end);
}

/**
 * Fills declared data into objects that no source told, with the evidence. What a source saw is never replaced: where it
 * differs, the seen value counts and `declared-contradicted` says so. The arguments are not changed.
 */
export function applyDeclared(
	sites: SitePair,
	objects: readonly DeclaredObjects[],
): { readonly sites: SitePair; readonly findings: readonly ToolFinding[] } {
	const findings: ToolFinding[] = [];
	const result: { source: Inventory; destination: Inventory } = { ...sites };
	for (const declaration of objects) {
		const { side, collection } = declaration;
		const matches = compileGlobs(declaration.names);
		const data = modelData(declaration);
		const items = (result[side][collection] as Item[]).map((item) =>
			matches(item.name) ? fill(item, data, declaration, result[side].licenses, findings) : item,
		);
		result[side] = withLicence({ ...result[side], [collection]: items }, declaration);
	}
	return { sites: result, findings };
}

function fill(
	item: Item,
	data: Readonly<Record<string, unknown>>,
	declaration: DeclaredObjects,
	licences: readonly License[],
	findings: ToolFinding[],
): Item {
	const filled: Item = { ...item };
	for (const [datum, value] of Object.entries(data)) {
		const seen = filled[datum];
		if (seen === undefined) {
			filled[datum] = value;
			filled.declared = { ...filled.declared, [datum]: declaration.evidence };
			const { [datum]: _, ...gaps } = filled.gaps ?? {};
			filled.gaps = gaps;
		} else if (filled.declared?.[datum] === undefined && !agrees(datum, seen, value, licences))
			findings.push(contradicted(item, datum, seen, value, declaration));
	}
	return filled;
}

const TYPES = { vms: 'vm', hosts: 'host', datastores: 'datastore' } as const;

function contradicted(
	item: Item,
	datum: string,
	seen: unknown,
	value: unknown,
	declaration: DeclaredObjects,
): ToolFinding {
	const type = TYPES[declaration.collection];
	return {
		rule: 'declared-contradicted',
		outcome: 'fail',
		severity: 'warning',
		message: `${declaration.where} says that ${type}.${datum} of ${item.name} is ${JSON.stringify(value)} (${declaration.evidence}), and the source says ${JSON.stringify(seen)}. The source counts.`,
		subjects: [{ type, side: declaration.side, id: item.id, name: item.name }],
		...(type === 'vm' ? { vms: [item.id] } : {}),
		observed: { [`${type}.${datum}`]: seen },
	};
}

/** A declared edition needs the licence that hosts then point at. */
function withLicence(inventory: Inventory, declaration: DeclaredObjects): Inventory {
	const licence: License | undefined = declaredLicence(declaration);
	if (licence === undefined || inventory.licenses.some(({ id }) => id === licence.id)) return inventory;
	return { ...inventory, licenses: [...inventory.licenses, licence] };
}
