import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

interface SharedAddresses {
	/** No vMotion or provisioning address of the host is one of another host in scope. */
	own?: boolean;
	/** Addresses that another host has as well, and which: "10.1.2.11 (esx01)". */
	shared: string[];
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
	schema: Type.Object({ own: o(Type.Boolean()), shared: Type.Array(Type.String()) }),
	prepare: ({ scope }) => ({ owners: owners(scope), one: isOneVcenter(scope) }),
	hostKey: (host, side, _context, known) =>
		JSON.stringify([clashes(host, side, known), host.vmkernelAdapters === undefined]),
	vmData: [],
	derive: (subject, { scope }, known) => {
		const side: Side = 'side' in subject ? subject.side : 'destination';
		const { host } = subject;
		const found = clashes(host, side, known);
		const shared = found.filter(({ sure }) => sure).map(({ text }) => text);
		if (shared.length > 0) return result<SharedAddresses>({ own: false, shared });
		const reason = (datum: string): MissingDatum => ({
			datum: `host.${datum}`,
			reason: scope[side].reason('hosts', host, datum),
		});
		if (host.vmkernelAdapters === undefined)
			return result<SharedAddresses>({ shared }, { missing: { own: [reason('vmkernelAdapters')] } });
		if (found.length > 0)
			return result<SharedAddresses>(
				{ shared: found.map(({ text }) => text) },
				{ missing: { own: [reason('vmotionAdapters')] } },
			);
		return result<SharedAddresses>({ own: true, shared });
	},
});

interface Known {
	readonly owners: ReadonlyMap<string, readonly Owner[]>;
	/** Both sides are one vCenter, where equal ids are one host. */
	readonly one: boolean;
}

function isOneVcenter({ source, destination }: Scope): boolean {
	const uuid = source.inventory.vcenter.instanceUuid;
	return uuid !== undefined && uuid === destination.inventory.vcenter.instanceUuid;
}

function owners(scope: Scope): Known['owners'] {
	const known = new Map<string, Owner[]>();
	for (const [side, hosts] of [
		['source', scope.sourceHosts],
		['destination', scope.destinationHosts],
	] as const)
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

function isSame({ host: other, side: otherSide }: Owner, host: Host, side: Side, one: boolean): boolean {
	return other.id === host.id && (otherSide === side || one);
}
