import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Move, Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { landingPools } from './shared/landing.js';
import { few } from './shared/probed.js';

const o = Type.Optional;

/** VirtualMachineRelocateSpec.folder in the API reference. */
const ROOT_FOLDER = 'The plan names no folder: vCenter takes the root folder of the datacenter';

interface RelocateSpec {
	/** Whoever moves through the API writes it; the wizard of the client asks for all of it. */
	written: boolean;
	/** Nothing of it is lacking. */
	complete?: boolean;
	/** What the plan says that it shall not have: "a network for NIC 1 of app-01". */
	lacking: string[];
}

/**
 * Whether the plan gives all that a relocation to another vCenter must name (requirements A14): the other vCenter, host or cluster,
 * pool, folder, datastore, and a network for each NIC. What the destination lacks is the matter of `target-folder-pool`.
 */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({ written: Type.Boolean(), complete: o(Type.Boolean()), lacking: Type.Array(Type.String()) }),
	derive: (scope) => {
		const lacking = scope.plan.placement.networkMatch === 'none' ? scope.moves.flatMap(unplugged) : [];
		const missing = untold(scope);
		const value: RelocateSpec = {
			written: scope.plan.driver.by !== 'ui',
			lacking: lacking.length > 0 ? [few(lacking)] : [],
		};
		if (lacking.length > 0) value.complete = false;
		else if (missing.length === 0) value.complete = true;
		return result(value, {
			missing: value.complete === undefined ? { complete: missing } : {},
			assumptions: scope.plan.placement.folder === undefined ? [ROOT_FOLDER] : [],
		});
	},
});

/** NICs for which a plan that matches no names maps no network either. */
function unplugged({ vm, placement }: Move): string[] {
	return [...placement.networks.values()]
		.filter(({ by, nic, missing }) => by === 'none' && nic.unattached !== true && missing === undefined)
		.map(({ nic }) => `a network for ${nic.label ?? nic.id} of ${vm.name}`);
}

function untold(scope: Scope): MissingDatum[] {
	const { plan, destination, moves } = scope;
	const { vcenter } = destination.inventory;
	const missing = new Map<string, MissingDatum>();
	const note = (one: MissingDatum) => missing.set(one.datum, one);
	if (vcenter.instanceUuid === undefined)
		note({
			datum: 'destination.vcenter.instanceUuid',
			reason: destination.reason('vcenter', vcenter, 'instanceUuid'),
		});
	const seen = new Set<unknown>();
	for (const move of moves) {
		const { hosts, hostsOpen, datastores, datastoreCandidates } = move.placement;
		if (plan.storage !== 'keep' && datastores.size === 0 && datastoreCandidates.length > 1)
			note({ datum: 'plan.placement.datastores', reason: 'ambiguous-placement' });
		if (seen.has(hosts)) continue;
		seen.add(hosts);
		if (hostsOpen !== undefined) note(hostsOpen);
		else if (hosts.length > 0 && landingPools(move, scope).length === 0)
			note({
				datum: 'destination.resourcePools',
				reason: destination.reason('resourcePools', undefined, 'path'),
			});
	}
	return [...missing.values()];
}
