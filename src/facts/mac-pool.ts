import { Type } from 'typebox';
import { type FactContext, type FactResult, fact } from '../model/fact.js';
import type { Move } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { pairWord } from './shared/declared.js';

interface Value {
	outside?: boolean;
	/** Addresses in the pool, for messages. */
	inside: string[];
}

/**
 * Whether addresses of a VM lie in the range that the destination vCenter generates its own from: 00:50:56:(128 + its instance id)
 * (requirements A9).
 */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		outside: Type.Optional(Type.Boolean({ description: 'no address lies in the range of the destination vCenter' })),
		inside: Type.Array(Type.String()),
	}),
	derive: ({ move }, context): FactResult<Value> => {
		const { vm } = move;
		const { source, destination } = context.scope;
		const id = destination.inventory.vcenter.instanceId;
		const known = (vm.nics ?? []).flatMap(({ mac }) => mac ?? []);
		const untold = vm.nics === undefined || known.length < vm.nics.length;
		const said = pairWord(context.scope, 'macsOutsidePool');
		if (id === undefined && said) return result({ inside: [], outside: said.value }, { declared: [said.evidence] });
		if (id === undefined && !(vm.nics !== undefined && !untold && !known.some(isGenerated))) {
			const { vcenter } = destination.inventory;
			const reason = destination.reason('vcenter', vcenter, 'instanceId');
			return result({ inside: [] }, { missing: { outside: [{ datum: 'destination.vcenter.instanceId', reason }] } });
		}
		const inside = id === undefined ? [] : known.filter((mac) => mac.startsWith(prefixOf(id)));
		if (inside.length > 0) return result({ outside: false, inside });
		if (!untold) return result({ outside: true, inside });
		return result(
			{ inside },
			{ missing: { outside: [{ datum: 'vm.nics.mac', reason: source.reason('vms', vm, 'nics.mac') }] } },
		);
	},
	vmKey: (move, context) => keyOf(move, context),
});

/** All that matters of a VM: its addresses below the range of vCenters. */
function keyOf({ vm }: Move, { scope }: FactContext): unknown {
	if (vm.nics === undefined) return scope.source.reason('vms', vm, 'nics');
	return vm.nics
		.map(({ mac }) => (mac === undefined ? scope.source.reason('vms', vm, 'nics.mac') : isGenerated(mac) ? mac : ''))
		.join(' ');
}

/** Ranges of vCenters are 00:50:56:80 to 00:50:56:bf. */
const isGenerated = (mac: string): boolean => /^00:50:56:[89ab]/.test(mac);
const prefixOf = (id: number): string => `00:50:56:${(128 + id).toString(16)}:`;
