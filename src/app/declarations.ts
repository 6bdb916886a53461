import type { ToolFinding } from '../engine/contract.js';
import type { Host } from '../model/inventory/host.js';
import type { Inventory } from '../model/inventory/inventory.js';
import type { Declaration, Declarations, DeclaredObjects, Plan } from '../model/plan.js';
import type { Report } from '../model/report.js';
import type { SitePair } from '../model/site-pair.js';
import { compileGlobs } from '../shared/glob.js';
import { agrees, type Contradiction, hostContradictions, modelData } from './declared-data.js';

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
	const { pair, objects, firewall, dns, folders = [], privileges = [] } = plan.declared;
	const active = (entry: Declaration): boolean => !expired(entry, evaluatedAt);
	const declared: Declarations = {
		...(pair && active(pair) ? { pair } : {}),
		objects: objects.filter(active),
		firewall: firewall.filter(active),
		dns: dns.filter(active),
		folders: folders.filter(active),
		privileges: privileges.filter(active),
	};
	const listed = [...(pair ? [pair] : []), ...objects, ...folders, ...privileges, ...firewall, ...dns].map((entry) => ({
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
	declared: Declarations,
): { readonly sites: SitePair; readonly findings: readonly ToolFinding[] } {
	const findings: ToolFinding[] = [...ssoContradiction(sites, declared.pair)];
	const result: { source: Inventory; destination: Inventory } = { ...sites };
	for (const declaration of declared.objects) {
		const { side, collection } = declaration;
		const inventory = result[side];
		const matches = compileGlobs(declaration.names);
		const data = modelData(declaration);
		const items = (inventory[collection] as Item[]).map((item) => {
			if (!matches(item.name)) return item;
			const found = collection === 'hosts' ? hostContradictions(declaration, item as Host, inventory.licenses) : [];
			findings.push(...found.map((contradiction) => contradicted(item, contradiction, declaration)));
			return fill(item, data, declaration, findings);
		});
		result[side] = { ...inventory, [collection]: items };
	}
	return { sites: result, findings };
}

function fill(
	item: Item,
	data: Readonly<Record<string, unknown>>,
	declaration: DeclaredObjects,
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
		} else if (filled.declared?.[datum] === undefined && !agrees(seen, value))
			findings.push(contradicted(item, { datum, seen, declared: value }, declaration));
	}
	return filled;
}

const TYPES = { vms: 'vm', hosts: 'host', datastores: 'datastore' } as const;

function contradicted(item: Item, { datum, seen, declared }: Contradiction, declaration: DeclaredObjects): ToolFinding {
	const type = TYPES[declaration.collection];
	return {
		...contradiction(declaration, `${type}.${datum} of ${item.name}`, declared, seen),
		subjects: [{ type, side: declaration.side, id: item.id, name: item.name }],
		...(type === 'vm' ? { vms: [item.id] } : {}),
		observed: { [`${type}.${datum}`]: seen },
	};
}

/** Two different SSO domain names are two domains; equal names prove nothing, most domains are called alike. */
function ssoContradiction({ source, destination }: SitePair, pair: Declarations['pair']): readonly ToolFinding[] {
	const [one, other] = [source.vcenter.ssoDomain, destination.vcenter.ssoDomain];
	if (pair?.ssoDomain !== 'same' || one === undefined || other === undefined) return [];
	if (one.toLowerCase() === other.toLowerCase()) return [];
	const name = `${source.vcenter.name ?? 'source'} -> ${destination.vcenter.name ?? 'destination'}`;
	return [
		{
			...contradiction(pair, 'the SSO domain', 'same', `${one} and ${other}`),
			subjects: [{ type: 'pair', id: 'pair', name }],
			observed: { 'source.ssoDomain': one, 'destination.ssoDomain': other },
		},
	];
}

function contradiction(declaration: Declaration, what: string, declared: unknown, seen: unknown) {
	return {
		rule: 'declared-contradicted',
		outcome: 'fail' as const,
		severity: 'warning' as const,
		message: `${declaration.where} says that ${what} is ${JSON.stringify(declared)} (${declaration.evidence}), and the source says ${JSON.stringify(seen)}: the source counts.`,
	};
}
