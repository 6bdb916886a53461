import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Cluster, ClusterRule } from '../model/inventory/containers.js';
import type { Move, Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

interface ClusterSettings {
	/** The source cluster has nothing of the VM's own: no rule and no override. */
	none?: boolean;
	/** "DRS rule billing apart", "DRS or HA settings of its own". */
	own: string[];
	/** Its rules can be kept at the destination, as far as the plan places its VMs. */
	kept?: boolean;
	/** Those that cannot, and why. */
	broken: string[];
	/** A mandatory rule of the destination forbids every host. */
	forbidden: boolean;
}

/**
 * What clusters hold about a VM: DRS rules and settings of its own, which are reported to come along within one SSO domain only
 * (requirements B10), and whether the rules could be kept where the plan lets the VM land.
 */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		none: o(Type.Boolean()),
		own: Type.Array(Type.String()),
		kept: o(Type.Boolean()),
		broken: Type.Array(Type.String()),
		forbidden: Type.Boolean(),
	}),
	prepare: ({ scope }) => indexOf(scope),
	vmKey: (move, { scope }, index) => keyOf(move, scope, index),
	derive: ({ move }, { scope }, index) => {
		const { vm } = move;
		const cluster = clusterOf(move, scope);
		const rules = cluster?.rules === undefined ? [] : (index.rules.get(vm.id) ?? []);
		const names = cluster?.rules === undefined ? (vm.clusterRules ?? []) : rules.map(({ name }) => name);
		const overridden = cluster?.vmOverrides === undefined ? vm.clusterOverride : index.overridden.has(vm.id);
		const value: ClusterSettings = {
			own: [...names.map((name) => `DRS rule ${name}`), ...(overridden ? ['DRS or HA settings of its own'] : [])],
			broken: rules.flatMap((rule) => breaks(rule, index) ?? []),
			forbidden: forbidden(move, scope),
		};
		const missing: Record<string, MissingDatum[]> = {};
		const apart = standsAlone(move);
		const gap = (datum: string): MissingDatum => ({
			datum: `source.cluster.${datum}`,
			reason: scope.source.reason('clusters', cluster, datum),
		});
		const rulesKnown = apart || cluster?.rules !== undefined || vm.clusterRules?.length === 0;
		const overridesKnown = apart || overridden !== undefined;
		if (value.own.length > 0) value.none = false;
		else if (rulesKnown && overridesKnown) value.none = true;
		else missing['none'] = [...(rulesKnown ? [] : [gap('rules')]), ...(overridesKnown ? [] : [gap('vmOverrides')])];
		if (value.broken.length > 0 || value.forbidden) value.kept = false;
		else if (rulesKnown) value.kept = true;
		else missing['kept'] = [gap('rules')];
		const declared = [vm.declared?.['clusterRules'], vm.declared?.['clusterOverride']].filter(
			(one) => one !== undefined,
		);
		return result(value, { missing, declared: [...new Set(declared)] });
	},
});

/** A host without a cluster holds no such settings. */
function standsAlone({ sourceHost }: Move): boolean {
	return sourceHost !== undefined && sourceHost.cluster === undefined && !sourceHost.gaps?.['cluster'];
}

interface Index {
	/** Enabled rules of the source, by VM. */
	readonly rules: ReadonlyMap<string, readonly ClusterRule[]>;
	readonly overridden: ReadonlySet<string>;
	readonly moves: ReadonlyMap<string, Move>;
}

function indexOf({ source, moves }: Scope): Index {
	const rules = new Map<string, ClusterRule[]>();
	const overridden = new Set<string>();
	for (const cluster of source.inventory.clusters) {
		for (const id of cluster.vmOverrides ?? []) overridden.add(id);
		for (const rule of cluster.rules ?? [])
			if (rule.enabled !== false) for (const vm of rule.vms) rules.set(vm, [...(rules.get(vm) ?? []), rule]);
	}
	return { rules, overridden, moves: new Map(moves.map((move) => [move.vm.id, move])) };
}

function clusterOf({ vm, sourceHost }: Move, { source }: Scope): Cluster | undefined {
	const id = sourceHost?.cluster ?? vm.cluster;
	return id === undefined ? undefined : source.cluster(id);
}

/** VMs are alike that stand in no rule and no list, and of which equally little is told. */
function keyOf(move: Move, scope: Scope, index: Index): unknown {
	const { id, clusterRules, clusterOverride, declared } = move.vm;
	if (index.rules.has(id) || index.overridden.has(id) || (sameVcenter(scope) && scope.destination.vm(id))) return move;
	const cluster = clusterOf(move, scope);
	if (cluster?.rules !== undefined && cluster.vmOverrides !== undefined) return undefined;
	const notes = [declared?.['clusterRules'], declared?.['clusterOverride']];
	return JSON.stringify([standsAlone(move), cluster?.id, clusterRules, clusterOverride, ...notes]);
}

function sameVcenter({ source, destination }: Scope): boolean {
	const id = source.inventory.vcenter.instanceUuid;
	return id !== undefined && id === destination.inventory.vcenter.instanceUuid;
}

/** Why a rule cannot be kept: VMs to be apart that share too few hosts, VMs to be together that share none. */
function breaks(rule: ClusterRule, { moves }: Index): string | undefined {
	const placed = rule.vms.flatMap((id) => moves.get(id) ?? []).filter(({ placement }) => placement.hosts.length > 0);
	if (placed.length < 2) return undefined;
	const lists = placed.map(({ placement }) => placement.hosts);
	const hosts = new Set(lists.flat());
	if (rule.kind === 'apart' && hosts.size < placed.length)
		return `${rule.name} keeps ${placed.length} VMs apart, and they may land on ${hosts.size === 1 ? 'one host' : `${hosts.size} hosts`} only`;
	const common = lists.reduce((left, right) => left.filter((host) => right.includes(host)));
	return rule.kind === 'together' && common.length === 0
		? `${rule.name} keeps VMs together that land on different hosts`
		: undefined;
}

/** Within one vCenter a VM keeps its id, and rules of the destination cluster may name it. */
function forbidden({ vm, placement }: Move, scope: Scope): boolean {
	if (!sameVcenter(scope) || placement.hosts.length === 0) return false;
	return placement.hosts.every((host) =>
		scope.destination.cluster(host.cluster ?? '')?.rules?.some((rule) => forbids(rule, vm.id, host.id)),
	);
}

function forbids({ kind, enabled, mandatory, vms, ...rule }: ClusterRule, vm: string, host: string): boolean {
	if (kind !== 'hosts' || enabled !== true || mandatory !== true || !vms.includes(vm)) return false;
	return rule.hosts?.includes(host) === false || rule.notHosts?.includes(host) === true;
}
