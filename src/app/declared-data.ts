import type { FirewallRuleset } from '../model/inventory/host.js';
import type { License } from '../model/inventory/service.js';
import type { DeclaredObjects } from '../model/plan.js';

/** Rulesets of the ESXi firewall by the words of a plan (HostFirewallRuleset keys). */
const RULESETS: Readonly<Record<string, string>> = { vmotion: 'vMotion', nfc: 'NFC' };

/** Editions as a plan names them: licence edition keys and the feature labels that vCenter shows for them (KB 2147548). */
const EDITIONS: Readonly<Record<string, { editionKey: string; name: string; features: string[] }>> = {
	'enterprise-plus': {
		editionKey: 'esx.enterprisePlus.cpuPackage',
		name: 'vSphere Enterprise Plus (declared)',
		features: ['vSphere vMotion', 'vSphere Storage vMotion', 'Cross Virtual Center vMotion', 'vSphere vMotion Metro'],
	},
	standard: {
		editionKey: 'esx.standard.cpuPackage',
		name: 'vSphere Standard (declared)',
		features: ['vSphere vMotion', 'vSphere Storage vMotion'],
	},
	evaluation: { editionKey: 'eval', name: 'Evaluation (declared)', features: [] },
	none: { editionKey: 'esx.basic.cpuPackage', name: 'No vMotion licence (declared)', features: [] },
};

/** A declaration's data as fields of the model's objects: `firewall` becomes rulesets, `licence` the id of a licence. */
export function modelData({ collection, data }: DeclaredObjects): Readonly<Record<string, unknown>> {
	if (collection !== 'hosts') return data;
	const { firewall, licence, ...rest } = data;
	return {
		...rest,
		...(firewall === undefined ? {} : { firewall: { rulesets: rulesets(firewall as Record<string, boolean>) } }),
		...(typeof licence === 'string' ? { licenseKeyId: licenceId(licence) } : {}),
	};
}

/** The licence that `licence: …` of a declaration stands for, if it says one. */
export function declaredLicence({ collection, data, evidence }: DeclaredObjects): License | undefined {
	const licence = collection === 'hosts' ? data['licence'] : undefined;
	const edition = typeof licence === 'string' ? EDITIONS[licence] : undefined;
	if (edition === undefined) return undefined;
	const { editionKey, name, features } = edition;
	return {
		id: licenceId(String(licence)),
		editionKey,
		name,
		features,
		declared: { editionKey: evidence, features: evidence },
	};
}

function licenceId(licence: string): string {
	return `declared-${licence}`;
}

function rulesets(firewall: Readonly<Record<string, boolean>>): FirewallRuleset[] {
	return Object.entries(firewall).map(([name, open]) => ({
		key: RULESETS[name] ?? name,
		enabled: open,
		allIp: true,
		allowed: [],
	}));
}

/**
 * Whether what was seen agrees with what was declared. Lists agree when they hold the same things, rulesets when those that
 * were declared are open or closed as seen, licences when their editions are equal or one is not told.
 */
export function agrees(datum: string, seen: unknown, declared: unknown, licences: readonly License[]): boolean {
	if (datum === 'licenseKeyId') {
		const [one, other] = [seen, declared].map((id) => licences.find((licence) => licence.id === id)?.editionKey);
		const edition = EDITIONS[String(declared).replace('declared-', '')]?.editionKey;
		return one === undefined || (other ?? edition) === one;
	}
	if (datum === 'firewall') {
		const open = rulesetsOf(seen);
		return [...rulesetsOf(declared)].every(([key, enabled]) => (open.get(key) ?? enabled) === enabled);
	}
	if (Array.isArray(seen) && Array.isArray(declared))
		return seen.length === declared.length && declared.every((value) => seen.includes(value));
	return seen === declared;
}

function rulesetsOf(firewall: unknown): ReadonlyMap<string, boolean> {
	const { rulesets } = firewall as { readonly rulesets: readonly FirewallRuleset[] };
	return new Map(rulesets.map(({ key, enabled }) => [key, enabled]));
}
