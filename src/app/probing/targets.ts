import { provisioningAddresses, vmotionAddresses } from '../../facts/shared/addresses.js';
import { askedName, managementAddresses, vcenterNames } from '../../facts/shared/parties.js';
import type { Host } from '../../model/inventory/host.js';
import type { ProbeTarget } from '../../model/probes.js';
import type { Scope } from '../../model/scope.js';
import type { Side } from '../../model/site-pair.js';
import type { AskedCertificate, AskedName, AskedPort, ProbeTargets } from '../../probes/contract.js';
import { isAddress } from '../../shared/network-address.js';
import { relocatesOf } from './relocates.js';

const SIDES = ['source', 'destination'] as const;
const SYSTEM = 'system';

export interface TargetOptions {
	/** Name servers to ask beside this machine's own and those of the hosts. */
	readonly resolvers: readonly string[];
	/** Read the certificates of hosts as well. */
	readonly hostCertificates?: boolean;
	/** VMs that the source vCenter is asked about with `CheckRelocate`; 0 when it is not. */
	readonly checkRelocate?: number;
}

/** What probes are asked about, from what a plan is about. Logins and `CheckRelocate` are added where the plan can log in. */
export function targetsOf(scope: Scope, options: TargetOptions, live: ProbeTargets['live'] = {}): ProbeTargets {
	const vcenters = SIDES.flatMap((side) => vcenterPorts(scope, side, live[side]?.url));
	return {
		names: namesOf(scope),
		resolvers: [
			...new Set([SYSTEM, ...options.resolvers, ...hostsOf(scope).flatMap(({ host }) => host.dns?.servers ?? [])]),
		],
		ports: [...vcenters, ...hostsOf(scope).flatMap(hostPorts)],
		certificates: [
			...vcenters.map((port) => ({ ...port, trust: live[port.target.side]?.trust ?? {} })),
			...(options.hostCertificates === true ? hostsOf(scope).map(hostCertificate) : []),
		],
		live,
		relocates: relocatesOf(scope, options.checkRelocate ?? 0),
	};
}

export interface SideHost {
	readonly side: Side;
	readonly host: Host;
}

/** Hosts in scope of both sides. */
export function hostsOf({ sourceHosts, destinationHosts }: Scope): readonly SideHost[] {
	return [
		...sourceHosts.map((host): SideHost => ({ side: 'source', host })),
		...destinationHosts.map((host): SideHost => ({ side: 'destination', host })),
	];
}

export function hostTarget({ side, host }: SideHost): ProbeTarget {
	return { side, type: 'host', id: host.id, name: host.name };
}

function namesOf(scope: Scope): readonly AskedName[] {
	const vcenters = SIDES.flatMap((side) => vcenterNames(scope[side])).map((name) => ({ name, addresses: [] }));
	const hosts = hostsOf(scope).map(({ host }) => ({ name: askedName(host), addresses: managementAddresses(host) }));
	const byName = new Map<string, AskedName>();
	for (const asked of [...vcenters, ...hosts]) {
		const key = asked.name.toLowerCase();
		const known = byName.get(key);
		byName.set(key, known ? { ...known, addresses: [...new Set([...known.addresses, ...asked.addresses])] } : asked);
	}
	return [...byName.values()];
}

function hostCertificate(each: SideHost): AskedCertificate {
	return { target: hostTarget(each), address: askedName(each.host), port: 443, purpose: 'host', trust: {} };
}

function vcenterPorts(scope: Scope, side: Side, live: URL | undefined): AskedPort[] {
	const { vcenter, source } = scope[side].inventory;
	const own = source.kind === 'vcenter' && URL.canParse(source.location) ? new URL(source.location) : undefined;
	const url = live ?? own;
	const address = url?.hostname.replace(/^\[|\]$/g, '') ?? vcenter.name;
	if (address === undefined) return [];
	const target: ProbeTarget = { side, type: 'vcenter', name: vcenter.name ?? address };
	return [{ target, address, port: Number(url?.port || 443), purpose: 'vcenter' }];
}

/** 902 where disks are copied, 8000 where memory is; the name of the host while its addresses are unknown. */
function hostPorts(each: SideHost): AskedPort[] {
	const { host } = each;
	const target = hostTarget(each);
	const nfc = provisioningAddresses(host) ?? [askedName(host)];
	const vmotion = vmotionAddresses(host) ?? [];
	return [
		...nfc.map((address) => ({ target, address, port: 902, purpose: 'nfc' })),
		...vmotion.filter(isAddress).map((address) => ({ target, address, port: 8000, purpose: 'vmotion' })),
	];
}
