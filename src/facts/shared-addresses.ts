import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;
/** Hosts that a message names at most. */
const NAMED = 3;

interface SharedAddresses {
	/** No vMotion or provisioning address of the host is one of another host in scope. */
	own?: boolean;
	/** Addresses that another host has as well, and which: "10.1.2.11 (esx01)". */
	shared: string[];
	/** Other hosts whose addresses nobody tells: some names, and how many more there are. */
	untold: string[];
}
/** A host whose addresses are not all told, and the datum that would tell. */
interface Blind {
	readonly side: Side;
	readonly host: Host;
	readonly datum: string;
}
interface Owner {
	readonly side: Side;
	readonly host: Host;
	/** Whether the address carries vMotion or provisioning; undefined while the source does not tell what its adapter does. */
	readonly migrates: boolean | undefined;
}

/**
 * vMotion and provisioning addresses that two hosts of a move have in common (clarifications 6.10). The same host seen from both
 * sides is one. Where no source tells what an adapter carries, addresses that nobody shares are good whatever they carry.
 */
export default fact({
	subjects: ['host', 'vm-host'],
	schema: Type.Object({
		own: o(Type.Boolean()),
		shared: Type.Array(Type.String()),
		untold: Type.Array(Type.String()),
	}),
	prepare: ({ scope }): Known => ({ owners: owners(scope), blind: blind(scope), one: isOneVcenter(scope) }),
	hostKey: (host, side, { scope }, known) =>
		JSON.stringify([clashes(host, side, known), gaps(host, side, scope, known)]),
	vmData: [],
	derive: (subject, { scope }, known) => {
		const side: Side = 'side' in subject ? subject.side : 'destination';
		const { host } = subject;
		const found = clashes(host, side, known);
		const sure = found.filter((clash) => clash.sure);
		const shared = (sure.length > 0 ? sure : found).map(({ text }) => text);
		const value: SharedAddresses = { shared, untold: [] };
		if (sure.length > 0) return result({ ...value, own: false });
		const { lacks, untold } = gaps(host, side, scope, known);
		if (found.length > 0) lacks.push(missing({ host, side, datum: 'vmotionAdapters' }, scope));
		if (lacks.length === 0) return result({ ...value, own: true });
		return result({ ...value, untold }, { missing: { own: lacks } });
	},
});

/** What keeps addresses from being called unshared: the host does not tell its own, else another does not. */
function gaps(host: Host, side: Side, scope: Scope, known: Known): { lacks: MissingDatum[]; untold: string[] } {
	const datum = lacking(host);
	if (datum !== undefined) return { lacks: [missing({ host, side, datum }, scope)], untold: [] };
	const others = known.blind.filter((owner) => !isSame(owner, host, side, known.one));
	const [first] = others;
	if (!first) return { lacks: [], untold: [] };
	const { datum: name, reason } = missing(first, scope);
	const more = others.length - NAMED;
	return {
		lacks: [{ datum: `${first.side}.${name}`, reason }],
		untold: [...others.slice(0, NAMED).map((other) => other.host.name), ...(more > 0 ? [`${more} more`] : [])],
	};
}

function missing({ host, side, datum }: Blind, scope: Scope): MissingDatum {
	return { datum: `host.${datum}`, reason: scope[side].reason('hosts', host, datum) };
}

/** The datum without which a host may have any address: its adapters, or the address of one that may migrate VMs. */
function lacking(host: Host): string | undefined {
	if (host.vmkernelAdapters === undefined) return 'vmkernelAdapters';
	const bare = host.vmkernelAdapters.some(({ device, ip }) => ip === undefined && migrates(host, device) !== false);
	return bare ? 'vmkernelAdapters.ip' : undefined;
}

function blind(scope: Scope): Blind[] {
	return sides(scope).flatMap(([side, hosts]) =>
		hosts.flatMap((host) => {
			const datum = lacking(host);
			return datum === undefined ? [] : [{ side, host, datum }];
		}),
	);
}

const sides = (scope: Scope): (readonly [Side, readonly Host[]])[] => [
	['source', scope.sourceHosts],
	['destination', scope.destinationHosts],
];

interface Known {
	readonly owners: ReadonlyMap<string, readonly Owner[]>;
	readonly blind: readonly Blind[];
	/** Both sides are one vCenter, where equal ids are one host. */
	readonly one: boolean;
}

function isOneVcenter({ source, destination }: Scope): boolean {
	const uuid = source.inventory.vcenter.instanceUuid;
	return uuid !== undefined && uuid === destination.inventory.vcenter.instanceUuid;
}

function owners(scope: Scope): Known['owners'] {
	const known = new Map<string, Owner[]>();
	for (const [side, hosts] of sides(scope))
		for (const host of hosts)
			for (const { device, ip } of host.vmkernelAdapters ?? []) {
				if (ip === undefined) continue;
				const list = known.get(ip) ?? [];
				known.set(ip, list);
				list.push({ side, host, migrates: migrates(host, device) });
			}
	return known;
}

function migrates(host: Host, device: string): boolean | undefined {
	if (host.vmotionAdapters?.includes(device)) return true;
	const adapter = host.vmkernelAdapters?.find((one) => one.device === device);
	if (adapter?.stack === 'vSphereProvisioning' || adapter?.services?.includes('vSphereProvisioning')) return true;
	return host.vmotionAdapters !== undefined ? false : undefined;
}

function clashes(host: Host, side: Side, known: Known): { text: string; sure: boolean }[] {
	return (host.vmkernelAdapters ?? []).flatMap(({ device, ip }) => {
		if (ip === undefined) return [];
		const mine = migrates(host, device);
		const other = (known.owners.get(ip) ?? []).find(
			(owner) => !isSame(owner, host, side, known.one) && owner.migrates !== false,
		);
		if (mine === false || !other) return [];
		return [{ text: `${ip} (${other.host.name})`, sure: mine === true && other.migrates === true }];
	});
}

function isSame(
	{ host: other, side: otherSide }: Pick<Owner, 'host' | 'side'>,
	host: Host,
	side: Side,
	one: boolean,
): boolean {
	return other.id === host.id && (otherSide === side || one);
}
