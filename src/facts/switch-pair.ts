import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactResult, fact } from '../model/fact.js';
import type { Network, Switch } from '../model/inventory/network.js';
import type { Scope } from '../model/scope.js';
import type { Site } from '../model/site.js';
import { any, destinations, gapsOf, type Use, usesByNetwork } from './network/uses.js';
import { result } from './shared/agreed.js';
import { stillCounts } from './shared/declared.js';

const o = Type.Optional;
const DISTRIBUTED = 'distributed';

interface Value {
	hot?: boolean;
	bothDistributed?: boolean;
	sameVersion?: boolean;
	sourceVersion?: string;
	targetVersion?: string;
	targetName?: string;
	distributedToStandard?: boolean;
	mixedDeclared: boolean;
	anySixes?: boolean;
}

/**
 * The switch behind a source network beside those behind its destinations (requirements A9, clarifications 5.10). Only the
 * version and vendor that vCenter itself compares count.
 */
export default fact({
	subjects: ['network'],
	schema: Type.Object({
		hot: o(Type.Boolean({ description: 'a VM on it moves hot' })),
		bothDistributed: o(Type.Boolean({ description: 'distributed at the source and at a destination' })),
		sameVersion: o(Type.Boolean({ description: 'version and vendor are equal on both ends' })),
		sourceVersion: o(Type.String()),
		targetVersion: o(Type.String({ description: 'of the first destination that differs, else of the first' })),
		targetName: o(Type.String({ description: 'name of that destination network' })),
		distributedToStandard: o(Type.Boolean()),
		mixedDeclared: Type.Boolean({ description: 'the plan declares that the vCenters allow mixed versions' }),
		anySixes: o(Type.Boolean({ description: 'a vCenter or a host in scope is 6.x' })),
	}),
	prepare: ({ scope }) => ({ uses: usesByNetwork(scope), sixes: sixes(scope) }),
	derive: ({ network }, context, { uses, sixes }) => pairOf(network, uses.get(network) ?? [], context.scope, sixes),
});

interface Known<T> {
	readonly value?: T;
	readonly missing?: MissingDatum[];
}

function pairOf(network: Network, uses: readonly Use[], scope: Scope, sixes: Known<boolean>): FactResult<Value> {
	const declared = scope.plan.declared.pair;
	const counts = declared?.vdsMixedVersions === true && stillCounts(declared, scope.evaluatedAt);
	const value: Value = { mixedDeclared: counts };
	const missing: Record<string, MissingDatum[]> = {};
	const note = <K extends Exclude<keyof Value, 'mixedDeclared'>>(key: K, known: Known<Value[K]>): void => {
		if (known.value !== undefined) value[key] = known.value as Value[K];
		else if (known.missing) missing[key] = known.missing;
	};
	const targets = destinations(uses);
	const gaps = gapsOf(uses);
	note('hot', hotOf(uses));
	note('anySixes', sixes);
	const kinds = kindGaps(network, targets, scope, gaps);
	const standard = any(targets.map((target) => is(target, 'standard')));
	note('distributedToStandard', decide(both(is(network, DISTRIBUTED), standard), kinds));
	const distributed =
		targets.length === 0 ? (gaps.length > 0 ? undefined : false) : any(targets.map((t) => is(t, DISTRIBUTED)));
	note('bothDistributed', decide(both(is(network, DISTRIBUTED), distributed), kinds));
	const comparable = targets.filter((target) => is(target, DISTRIBUTED) !== false);
	const found = versions(network, comparable, scope);
	note('sameVersion', found.sameVersion);
	note('sourceVersion', found.sourceVersion);
	note('targetVersion', found.targetVersion);
	note('targetName', found.targetName);
	return result(value, { missing, ...(counts && { declared: [declared.evidence] }) });
}

function hotOf(uses: readonly Use[]): Known<boolean> {
	const value = any(uses.map(({ move }) => (move.mode === undefined ? undefined : move.mode === 'hot')));
	return decide(value, [{ datum: 'vm.powerState', reason: 'not-reported' }]);
}

function versions(network: Network, targets: readonly Network[], { source, destination }: Scope) {
	const from = switchOf(network, source);
	const ends = targets.map((target) => ({ target, to: switchOf(target, destination) }));
	const verdicts = ends.map(({ to }) => equalSwitches(from, to));
	const same = every(verdicts);
	const shown = ends[Math.max(0, verdicts.indexOf(false))];
	const gaps: MissingDatum[] = [];
	const lacks = (site: Site, item: Switch | undefined, datum: string): void => {
		gaps.push({ datum: `${site.side}.switch.${datum}`, reason: site.reason('switches', item, datum) });
	};
	for (const datum of ['version', 'vendor'] as const) {
		if (from?.[datum] === undefined) lacks(source, from, datum);
		const blind = ends.find(({ to }) => to?.[datum] === undefined);
		if (blind) lacks(destination, blind.to, datum);
	}
	return {
		sameVersion: decide(same, gaps),
		sourceVersion: decide(switchText(from, shown?.to), gaps),
		targetVersion: decide(switchText(shown?.to, from), gaps),
		targetName: decide(shown?.target.name, []),
	};
}

/** A distributed switch by id, else by a name that only one distributed switch has. */
function switchOf(network: Network, site: Site): Switch | undefined {
	const byId = network.switch === undefined ? undefined : site.switchById(network.switch);
	if (byId || network.switchName === undefined) return byId;
	const named = site.inventory.switches.filter((item) => item.name === network.switchName && item.kind === DISTRIBUTED);
	return named.length === 1 ? named[0] : undefined;
}

function equalSwitches(a: Switch | undefined, b: Switch | undefined): boolean | undefined {
	if (a?.version === undefined || b?.version === undefined) return undefined;
	if (a.version !== b.version) return false;
	return a.vendor === undefined || b.vendor === undefined ? undefined : a.vendor === b.vendor;
}

/** The version, with the vendor where that is what differs. */
function switchText(item: Switch | undefined, other: Switch | undefined): string | undefined {
	const vendorTells = item?.version === other?.version && item?.vendor !== other?.vendor && item?.vendor !== undefined;
	return vendorTells ? `${item?.version} (${item?.vendor})` : item?.version;
}

const is = (network: Network, kind: string): boolean | undefined =>
	network.kind === undefined ? undefined : network.kind === kind;
const both = (a: boolean | undefined, b: boolean | undefined): boolean | undefined =>
	a === false || b === false ? false : a && b;
const every = (values: readonly (boolean | undefined)[]): boolean | undefined => {
	const one = any(values.map((value) => (value === undefined ? undefined : !value)));
	return one === undefined ? undefined : !one;
};
function decide<T>(value: T | undefined, missing: MissingDatum[]): Known<T> {
	return value === undefined ? { missing } : { value };
}

function kindGaps(
	network: Network,
	targets: readonly Network[],
	scope: Scope,
	gaps: readonly MissingDatum[],
): MissingDatum[] {
	const list = [...gaps];
	if (network.kind === undefined)
		list.push({ datum: 'network.kind', reason: scope.source.reason('networks', network, 'kind') });
	const blind = targets.find((target) => target.kind === undefined);
	if (blind)
		list.push({ datum: 'destination.network.kind', reason: scope.destination.reason('networks', blind, 'kind') });
	return list;
}

/** Whether a vCenter or a host in scope is 6.x: those check the kind of switch before a move (requirements C3). */
function sixes(scope: Scope): Known<boolean> {
	const versions = [
		scope.source.inventory.vcenter.version,
		scope.destination.inventory.vcenter.version,
		...[...scope.sourceHosts, ...scope.destinationHosts].map((host) => host.version),
	];
	const value = any(versions.map((version) => (version === undefined ? undefined : version.startsWith('6.'))));
	return decide(value, [{ datum: 'host.version', reason: 'not-reported' }]);
}
