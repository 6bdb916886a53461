import type { FirewallRuleset, Host } from '../model/inventory/host.js';
import type { License } from '../model/inventory/service.js';
import type { DeclaredObjects } from '../model/plan.js';

/** Rulesets of the ESXi firewall by the words of a plan (HostFirewallRuleset keys). */
const RULESETS: Readonly<Record<string, string>> = {
	vmotion: 'vMotion',
	nfc: 'NFC',
	client: 'vSphereClient',
	dns: 'dns',
	ntp: 'ntpClient',
};

/** Editions by the words of a plan, as licence edition keys start (LicenseManagerLicenseInfo.editionKey). */
const EDITIONS: Readonly<Record<string, string>> = {
	'enterprise-plus': 'esx.enterprisePlus',
	standard: 'esx.standard',
	evaluation: 'eval',
};

/**
 * Data that are fields of the model and can be filled in. Firewall and licence of a host are words of a plan alone: the facts
 * read them from the declaration.
 */
export function modelData({ data }: DeclaredObjects): Readonly<Record<string, unknown>> {
	const { firewall: _, licence: __, ...fields } = data;
	return fields;
}

/** A declared word that differs from what the source saw: both, for the message. */
export interface Contradiction {
	readonly datum: string;
	readonly declared: unknown;
	readonly seen: unknown;
}

/** Where the firewall or licence that a declaration gives a host differs from what was seen. What was not seen agrees. */
export function hostContradictions(
	{ data }: DeclaredObjects,
	host: Host,
	licences: readonly License[],
): readonly Contradiction[] {
	const rulesets = new Map(host.firewall?.rulesets.map((ruleset: FirewallRuleset) => [ruleset.key, ruleset.enabled]));
	const firewall = Object.entries((data['firewall'] ?? {}) as Readonly<Record<string, boolean>>).flatMap(
		([name, declared]) => {
			const seen = rulesets.get(RULESETS[name] ?? name);
			return seen === undefined || seen === declared ? [] : [{ datum: `firewall.${name}`, declared, seen }];
		},
	);
	return [...firewall, ...licenceContradiction(data['licence'], host, licences)];
}

function licenceContradiction(declared: unknown, host: Host, licences: readonly License[]): readonly Contradiction[] {
	const seen = licences.find(({ id }) => id === host.licenseKeyId)?.editionKey;
	const wanted = typeof declared === 'string' ? EDITIONS[declared] : undefined;
	if (declared === undefined || seen === undefined || (wanted !== undefined && seen.startsWith(wanted))) return [];
	return [{ datum: 'licence', declared, seen }];
}

/** Lists agree when they hold the same things, in any order. */
export function agrees(seen: unknown, declared: unknown): boolean {
	if (Array.isArray(seen) && Array.isArray(declared))
		return seen.length === declared.length && declared.every((value) => seen.includes(value));
	return seen === declared;
}
