import { addressesOf as addressesOfDevices, provisioningAdapters } from '../../facts/shared/addresses.js';
import { askedName, vcenterNames } from '../../facts/shared/parties.js';
import type { Host, VmkernelAdapter } from '../../model/inventory/host.js';
import type { Scope } from '../../model/scope.js';
import type { KitStep } from '../../probes/kit/manifest.js';
import { isSafeWord } from '../../probes/kit/script.js';
import { isAddress } from '../../shared/network-address.js';
import { hostsOf, type SideHost } from './targets.js';

/** Bytes of an IPv4 and an ICMP header. */
const HEADERS = 28;
const STANDARD = 1500;
const JUMBO = 9000;

/** What the scripts of a kit do, and what could not be put into them. */
export interface PlannedSteps {
	readonly steps: readonly KitStep[];
	readonly left: readonly string[];
}

/**
 * Steps of the script for one host: who it is, then every name in scope, then every host of the other side over the adapters that
 * a move uses. Names that could be read as something else by a shell or a tool are left out and named.
 */
export function stepsFor(each: SideHost, scope: Scope): PlannedSteps {
	const left = new Set<string>();
	const peers = hostsOf(scope).filter(({ side }) => side !== each.side);
	const steps: KitStep[] = [
		{ kind: 'listing', of: 'name' },
		{ kind: 'listing', of: 'addresses' },
		{ kind: 'listing', of: 'interfaces' },
		{ kind: 'listing', of: 'dns' },
		...nameSteps(scope, left),
		...peers.flatMap((peer) => peerSteps(each.host, peer.host, left)),
	];
	return { steps, left: [...left] };
}

function nameSteps(scope: Scope, left: Set<string>): KitStep[] {
	const vcenters = [scope.source, scope.destination].flatMap((site) => vcenterNames(site));
	const hosts = hostsOf(scope).map(({ host }) => askedName(host));
	const names = [...new Set([...vcenters, ...hosts])].filter((name) => !isAddress(name));
	const addresses = hostsOf(scope).flatMap(({ host }) => managementOf(host));
	const safe = (word: string) => {
		if (isSafeWord(word)) return true;
		left.add(`the name ${JSON.stringify(word)}, which is no host name`);
		return false;
	};
	return [
		...names.filter(safe).map((asked): KitStep => ({ kind: 'name', question: 'forward', asked })),
		...[...new Set(addresses)].filter(safe).map((asked): KitStep => ({ kind: 'name', question: 'reverse', asked })),
	];
}

const managementOf = ({ vmkernelAdapters = [] }: Host): readonly string[] =>
	vmkernelAdapters.filter(({ services }) => services?.includes('management')).flatMap(({ ip }) => ip ?? []);

function peerSteps(own: Host, peer: Host, left: Set<string>): KitStep[] {
	const vmotion = adaptersOf(own, own.vmotionAdapters);
	const there = addressesOfDevices(peer, peer.vmotionAdapters);
	if (there === undefined) left.add(`vMotion to ${peer.name}: no source tells its vMotion addresses`);
	if (vmotion.length === 0) left.add(`vMotion from ${own.name}: no source tells its vMotion adapters`);
	const nfc = provisioningAdapters(own) ?? [];
	const nfcThere = addressesOfDevices(
		peer,
		provisioningAdapters(peer)?.map(({ device }) => device),
	);
	if (nfcThere === undefined) left.add(`902/tcp to ${peer.name}: no source tells its management addresses`);
	return [
		...vmotion.flatMap((adapter) =>
			(there ?? []).filter(isAddress).flatMap((to) => [
				...sizesFor(adapter).map(
					(size): KitStep => ({
						kind: 'ping',
						adapter: adapter.device,
						stack: stackOf(adapter),
						to,
						peer: peer.name,
						size,
					}),
				),
				...portStep(adapter, to, peer, 8000, 'vmotion'),
			]),
		),
		...nfc.flatMap((adapter) =>
			(nfcThere ?? []).filter(isAddress).flatMap((to) => portStep(adapter, to, peer, 902, 'nfc')),
		),
	];
}

function portStep(adapter: VmkernelAdapter, to: string, peer: Host, port: number, purpose: string): KitStep[] {
	const { ip } = adapter;
	if (ip !== undefined && (!isAddress(ip) || ip.includes(':') !== to.includes(':'))) return [];
	return [
		{
			kind: 'port',
			...(ip === undefined ? {} : { from: ip }),
			stack: stackOf(adapter),
			to,
			peer: peer.name,
			port,
			purpose,
		},
	];
}

function adaptersOf({ vmkernelAdapters = [] }: Host, devices: readonly string[] = []): readonly VmkernelAdapter[] {
	return vmkernelAdapters.filter(({ device }) => devices.includes(device) && isSafeWord(device));
}

const stackOf = ({ stack }: VmkernelAdapter): string =>
	stack !== undefined && isSafeWord(stack) ? stack : 'defaultTcpipStack';

/** A full frame of 1500 always; of the adapter's own size where it is larger, of 9000 while that is not known. */
function sizesFor({ mtu }: VmkernelAdapter): readonly number[] {
	const large = mtu ?? JUMBO;
	return large > STANDARD ? [STANDARD - HEADERS, large - HEADERS] : [STANDARD - HEADERS];
}
