import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, type FactResult, fact } from '../model/fact.js';
import type { Network, Vlan } from '../model/inventory/network.js';
import type { Scope } from '../model/scope.js';
import { isNsx } from './network/nsx.js';
import { any, gapsOf, isExplicit, type Use, usesByNetwork } from './network/uses.js';
import { vlanText } from './network/vlan-text.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

interface Value {
	comparable?: boolean;
	equal?: boolean;
	source?: string;
	target?: string;
	targetName?: string;
	byName?: boolean;
}

/**
 * The VLAN of a source network beside that of its destination (requirements A9: vCenter does not compare them). NSX
 * networks have no VLAN of their own (clarifications 6.9).
 */
export default fact({
	subjects: ['network'],
	schema: Type.Object({
		comparable: o(Type.Boolean({ description: 'has a destination, and neither end is an NSX network' })),
		equal: o(Type.Boolean()),
		source: o(Type.String({ description: 'VLAN of the source as text' })),
		target: o(Type.String({ description: 'VLAN of the destination that differs, else of the first' })),
		targetName: o(Type.String()),
		byName: o(Type.Boolean({ description: 'a destination was found by its name, not mapped by the plan' })),
	}),
	prepare: ({ scope }) => usesByNetwork(scope),
	derive: ({ network }, context, uses) => compare(network, uses.get(network) ?? [], context),
});

function compare(network: Network, uses: readonly Use[], { scope }: FactContext): FactResult<Value> {
	const mapped = uses.filter(({ target }) => target.candidates.length > 0);
	if (mapped.length === 0) {
		const gaps = gapsOf(uses);
		return gaps.length > 0
			? result({}, { missing: { comparable: gaps, equal: gaps, byName: gaps } })
			: result({ comparable: false });
	}
	const targets = [...new Set(mapped.flatMap(({ target }) => target.candidates))];
	if ([network, ...targets].some(isNsx)) return result({ comparable: false });
	const verdicts = mapped.map((use) => agrees(network, use));
	const different = any(verdicts.map((verdict) => (verdict === undefined ? undefined : !verdict)));
	const shown = targets.find((target) => same(network.vlan, target.vlan) === false) ?? targets[0];
	const value: Value = { comparable: true, byName: mapped.some(({ target }) => !isExplicit(target)) };
	if (network.vlan) value.source = vlanText(network.vlan);
	if (shown) value.targetName = shown.name;
	if (shown?.vlan) value.target = vlanText(shown.vlan);
	if (different !== undefined) return result({ ...value, equal: !different });
	return result(value, { missing: { equal: vlanGaps(network, targets, scope) } });
}

/** Whether all networks that the NIC may get have the VLAN of the source; with several that differ nobody can tell. */
function agrees(network: Network, { target }: Use): boolean | undefined {
	const verdicts = new Set(target.candidates.map((candidate) => same(network.vlan, candidate.vlan)));
	return verdicts.size === 1 ? [...verdicts][0] : undefined;
}

function same(a: Vlan | undefined, b: Vlan | undefined): boolean | undefined {
	return a === undefined || b === undefined ? undefined : vlanText(a) === vlanText(b);
}

function vlanGaps(network: Network, targets: readonly Network[], { source, destination }: Scope): MissingDatum[] {
	const gaps: MissingDatum[] = [];
	if (!network.vlan) gaps.push({ datum: 'network.vlan', reason: source.reason('networks', network, 'vlan') });
	const blind = targets.find((target) => !target.vlan);
	if (blind) gaps.push({ datum: 'destination.network.vlan', reason: destination.reason('networks', blind, 'vlan') });
	if (gaps.length === 0) gaps.push({ datum: 'placement.networks', reason: 'ambiguous-placement' });
	return gaps;
}
