import type { MissingDatum } from '../../model/coverage.js';
import type { Scope } from '../../model/scope.js';
import type { Side } from '../../model/site-pair.js';

/** A privilege that a move asks for on one object. */
export interface Asked {
	readonly privilege: string;
	/** Collection and datum as coverage names them: `vms`, `vm.privileges`. */
	readonly collection: string;
	readonly datum: string;
	readonly object: { readonly name: string; readonly privileges?: readonly string[]; gaps?: Record<string, string> };
}

/** Whether the account that moves holds what is asked. Exactly one of `held`, `lacking` and `missing` says something. */
export interface Held {
	/** What it certainly lacks: "Network.Assign on VLAN10". */
	readonly lacking: readonly string[];
	/** Why the rest cannot be told. */
	readonly missing: readonly MissingDatum[];
	readonly declared: readonly string[];
}

/** Answers for one side who may do what. Built once per run. */
export function privilegesOf(scope: Scope, side: Side): (asked: readonly Asked[]) => Held {
	const site = scope[side];
	const mover = scope.plan.accounts?.[side];
	const reader = site.inventory.vcenter.account;
	const itself = mover !== undefined && reader !== undefined && accountKey(mover) === accountKey(reader);
	const entries = (scope.plan.declared.privileges ?? []).filter((entry) => entry.side === side);
	const vouched = new Set(entries.flatMap(({ held }) => held));
	const whose: MissingDatum = { datum: `plan.driver.accounts.${side}`, reason: 'not-declared' };

	/** True or false where it is certain, else the datum that would tell. */
	const holds = ({ privilege, collection, datum, object }: Asked): boolean | MissingDatum => {
		const seen = object.privileges?.includes(privilege);
		// Nobody said that another account moves: what the one that reads may do is taken for it, what it may not do is not.
		if (seen === true && (itself || mover === undefined)) return true;
		if (seen === false && itself) return false;
		if (seen === undefined && (itself || mover === undefined))
			return { datum, reason: site.reason(collection, object, 'privileges') };
		return whose;
	};

	return (asked) => {
		const lacking: string[] = [];
		const missing = new Map<string, MissingDatum>();
		const declared = new Set<string>();
		for (const one of asked) {
			const answer = holds(one);
			if (answer === true) continue;
			if (answer !== false && vouched.has(one.privilege))
				for (const { held, evidence } of entries) if (held.includes(one.privilege)) declared.add(evidence);
			if (answer === false) lacking.push(`${one.privilege} on ${one.object.name}`);
			else if (!vouched.has(one.privilege)) missing.set(answer.datum, answer);
		}
		return { lacking, missing: [...missing.values()], declared: [...declared] };
	};
}

/** vCenter calls `ro@vsphere.local` VSPHERE.LOCAL\ro; case does not matter. */
function accountKey(account: string): string {
	const [, domain, user] = /^([^\\@]+)\\(.+)$/.exec(account) ?? [];
	return (domain === undefined ? account : `${user}@${domain}`).toLowerCase();
}

/** The account in words, for messages. */
export function accountOf({ plan, source, destination }: Scope, side: Side): string {
	return plan.accounts?.[side] ?? { source, destination }[side].inventory.vcenter.account ?? 'the account that moves';
}
