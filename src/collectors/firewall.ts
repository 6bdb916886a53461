import type { FirewallRuleset, Host } from '../model/inventory/host.js';
import { defined } from '../shared/defined.js';
import { booleanAt, listAt, numberAt, textAt, type XmlValue } from '../shared/xml-value.js';
import { type Collector, part, type VimProperties } from './contract.js';

const FIREWALL = 'config.firewall';

function firewall(host: VimProperties): Host['firewall'] {
	const info = host.get(FIREWALL);
	const rulesets = listAt(info, 'ruleset').flatMap((ruleset) => toRuleset(ruleset) ?? []);
	// A host always has its fixed rulesets: without any, they were not read.
	if (rulesets.length === 0) return undefined;
	return defined({
		rulesets,
		incomingBlocked: booleanAt(info, 'defaultPolicy.incomingBlocked'),
		outgoingBlocked: booleanAt(info, 'defaultPolicy.outgoingBlocked'),
	}) as Host['firewall'];
}

/** A ruleset without its state says nothing. No `allowedHosts` (before 5.0) means every address. */
function toRuleset(ruleset: XmlValue): FirewallRuleset | undefined {
	const key = textAt(ruleset, 'key');
	const enabled = booleanAt(ruleset, 'enabled');
	if (key === undefined || enabled === undefined) return undefined;
	const addresses = listAt(ruleset, 'allowedHosts.ipAddress').flatMap((address) => textAt(address) ?? []);
	const networks = listAt(ruleset, 'allowedHosts.ipNetwork').map(
		(network) => `${textAt(network, 'network')}/${numberAt(network, 'prefixLength')}`,
	);
	return {
		key,
		enabled,
		allIp: booleanAt(ruleset, 'allowedHosts.allIp') ?? (addresses.length === 0 && networks.length === 0),
		allowed: [...addresses, ...networks],
	};
}

export default {
	concern: 'firewall',
	title: 'ESXi firewall rulesets (vMotion, NFC and the rest)',
	parts: [part('hosts', { firewall: { vim: { paths: [FIREWALL], weight: 'heavy', read: firewall } } })],
} satisfies Collector;
