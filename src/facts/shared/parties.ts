import type { Host } from '../../model/inventory/host.js';
import type { Scope } from '../../model/scope.js';
import type { Site } from '../../model/site.js';
import { isAddress } from '../../shared/network-address.js';
import { stillCounts } from './declared.js';

/** One end of a connection: what it is called and which addresses it is known to use; none while they are unknown. */
export interface Party {
	readonly names: readonly string[];
	/** `Datacenter/Cluster` and `Cluster`. */
	readonly clusters: readonly string[];
	readonly addresses: readonly string[];
}

/** A host as an end of a connection over some of its addresses. */
export function hostParty(host: Host, addresses: readonly string[] | undefined): Party {
	const { name, clusterName, datacenterName } = host;
	const fqdn = fullName(host);
	return {
		names: fqdn === undefined || fqdn === name ? [name] : [name, fqdn],
		clusters:
			clusterName === undefined
				? []
				: [clusterName, ...(datacenterName === undefined ? [] : [`${datacenterName}/${clusterName}`])],
		addresses: addresses ?? [],
	};
}

/** Host name and domain of the host's own DNS settings, where both are known. */
export function fullName({ dns }: Host): string | undefined {
	return dns?.hostName && dns.domain ? `${dns.hostName}.${dns.domain}` : undefined;
}

/** The name that a host is resolved by: its own, or its full name where its own is an address or has no domain. */
export function askedName(host: Host): string {
	const { name } = host;
	return isAddress(name) || !name.includes('.') ? (fullName(host) ?? name) : name;
}

/** Addresses that a host is known to be managed by; none while no source tells. */
export function managementAddresses({ name, vmkernelAdapters }: Host): readonly string[] {
	const managed = (vmkernelAdapters ?? []).filter(({ services }) => services?.includes('management'));
	const addresses = managed.flatMap(({ ip }) => ip ?? []);
	return isAddress(name) && !addresses.includes(name) ? [name, ...addresses] : addresses;
}

/** Names of a vCenter: its own, and the host of the URL that it was read from. */
export function vcenterNames({ inventory }: Site): readonly string[] {
	const names = [inventory.vcenter.name, hostOf(inventory.source.location, inventory.source.kind)];
	return [...new Set(names.filter((name) => name !== undefined && name !== ''))] as string[];
}

/** A vCenter as an end of a connection; its addresses are those that it is called by or that DNS entries declare. */
export function vcenterParty(site: Site, scope: Scope): Party {
	const names = vcenterNames(site);
	const lower = names.map((name) => name.toLowerCase());
	const declared = scope.plan.declared.dns
		.filter((entry) => stillCounts(entry, scope.evaluatedAt) && lower.includes(entry.name.toLowerCase()))
		.map((entry) => entry.address)
		.filter((address) => address !== undefined);
	return { names, clusters: [], addresses: [...new Set([...names.filter(isAddress), ...declared])] };
}

function hostOf(location: string, kind: string): string | undefined {
	if (kind !== 'vcenter') return undefined;
	try {
		return new URL(location.includes('://') ? location : `https://${location}`).hostname.replace(/^\[|\]$/g, '');
	} catch {
		return undefined;
	}
}
