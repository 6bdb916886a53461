import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Vm } from '../model/inventory/vm.js';
import type { Scope } from '../model/scope.js';
import type { Site } from '../model/site.js';
import { isAddress } from '../shared/network-address.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

interface Appliance {
	/** What it serves as; "" when nothing depends on it. */
	role?: string;
	drives: boolean;
}

interface Prepared {
	/** What is reached under a name, and whether it drives the moves; `vc-01.` stands for `vc-01.example.com` without its domain. */
	readonly roles: ReadonlyMap<string, Appliance>;
	readonly untold?: MissingDatum;
}

/**
 * Whether a VM is a vCenter, a key server or a product that registered itself at the source: by the names that those are reached
 * under beside the one that the guest gives itself. Never by vApp options, where passwords stand.
 */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		role: o(Type.String({ description: 'what the VM serves as, for messages: "" when nothing depends on it' })),
		drives: Type.Boolean({ description: 'it is the vCenter that starts the moves' }),
	}),
	prepare: ({ scope }) => prepare(scope),
	vmData: ['appliance'],
	vmKey: ({ vm }, { scope }, { roles }) =>
		roleOf(vm, roles) ?? (vm.guestHostName === undefined ? scope.source.reason('vms', vm, 'guestHostName') : ''),
	derive: ({ move: { vm } }, { scope }, { roles, untold }) => {
		const known = roleOf(vm, roles);
		if (known) return result(known);
		if (vm.appliance !== undefined) return result<Appliance>({ role: vm.appliance, drives: false });
		if (vm.guestHostName === undefined) {
			const reason = scope.source.reason('vms', vm, 'guestHostName');
			return result<Appliance>({ drives: false }, { missing: { role: [{ datum: 'vm.guestHostName', reason }] } });
		}
		if (untold) return result<Appliance>({ drives: false }, { missing: { role: [untold] } });
		return result<Appliance>({ role: '', drives: false });
	},
});

function prepare(scope: Scope): Prepared {
	const roles = new Map<string, Appliance>();
	const { source, destination, plan } = scope;
	for (const { key, servers } of source.inventory.vcenter.extensions ?? [])
		for (const server of servers) roles.set(server.toLowerCase(), { role: key, drives: false });
	for (const site of [source, destination]) {
		for (const { servers = [] } of site.inventory.keyProviders)
			for (const { address, name } of servers)
				for (const one of [address, name])
					if (one !== undefined)
						roles.set(one.toLowerCase(), { role: `a key server of the ${site.side}`, drives: false });
		const { name } = site.inventory.vcenter;
		if (name !== undefined)
			roles.set(name.toLowerCase(), {
				role: `the vCenter of the ${site.side}`,
				drives: site.side === plan.driver.side,
			});
	}
	const dotted = [...roles].filter(([name]) => name.includes('.') && !isAddress(name));
	for (const [name, role] of dotted) roles.set(`${name.slice(0, name.indexOf('.'))}.`, role);
	const untold = untoldOf(source) ?? nameless(destination);
	return { roles, ...(untold && { untold }) };
}

/** The driving appliance and what registered at the source must be told by name before a VM can be called none of them. */
function untoldOf(source: Site): MissingDatum | undefined {
	const { vcenter } = source.inventory;
	if (vcenter.extensions !== undefined) return nameless(source);
	return { datum: 'vm.appliance', reason: source.reason('vcenter', vcenter, 'extensions') };
}

/** An address that was typed in place of a name is no name of a guest. */
function nameless(site: Site): MissingDatum | undefined {
	const { vcenter } = site.inventory;
	if (vcenter.name !== undefined && !isAddress(vcenter.name)) return undefined;
	return { datum: `${site.side}.vcenter.name`, reason: site.reason('vcenter', vcenter, 'name') };
}

function roleOf({ guestHostName }: Vm, roles: ReadonlyMap<string, Appliance>): Appliance | undefined {
	const name = guestHostName?.toLowerCase() ?? '';
	// One side may leave out the domain.
	return roles.get(name) ?? (name.includes('.') ? roles.get(name.slice(0, name.indexOf('.'))) : roles.get(`${name}.`));
}
