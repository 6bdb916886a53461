import type { Cluster, ClusterRule } from '../../model/inventory/containers.js';
import { type Ref, ref } from '../wire/value.js';
import type { PlainObject } from './plain.js';

const KINDS = {
	together: 'ClusterAffinityRuleSpec',
	apart: 'ClusterAntiAffinityRuleSpec',
	hosts: 'ClusterVmHostRuleInfo',
} as const;
const vmRef = (id: string): Ref => ref({ type: 'VirtualMachine', id });
const hostRef = (id: string): Ref => ref({ type: 'HostSystem', id });

/** `rule`, `group` and `drsVmConfig` of a cluster; names of groups are not kept and made from the place of the rule. */
export function savedRules({ rules = [], vmOverrides = [] }: Cluster): PlainObject {
	return {
		rule: rules.map(ruleOf),
		group: rules.flatMap(groupsOf),
		drsVmConfig: vmOverrides.map((id) => ({ key: vmRef(id) })),
	};
}

function ruleOf(rule: ClusterRule, index: number): PlainObject {
	const { name, kind, enabled, mandatory, vms, hosts, notHosts } = rule;
	const common = { $type: KINDS[kind], key: index + 1, enabled, name, mandatory };
	if (kind !== 'hosts') return { ...common, vm: vms.map(vmRef) };
	return {
		...common,
		vmGroupName: `vms-${index}`,
		affineHostGroupName: hosts === undefined ? undefined : `hosts-${index}`,
		antiAffineHostGroupName: notHosts === undefined ? undefined : `not-hosts-${index}`,
	};
}

function groupsOf({ kind, vms, hosts, notHosts }: ClusterRule, index: number): PlainObject[] {
	if (kind !== 'hosts') return [];
	const group = (name: string, members: readonly string[] | undefined): PlainObject[] =>
		members === undefined ? [] : [{ $type: 'ClusterHostGroup', name, host: members.map(hostRef) }];
	return [
		{ $type: 'ClusterVmGroup', name: `vms-${index}`, vm: vms.map(vmRef) },
		...group(`hosts-${index}`, hosts),
		...group(`not-hosts-${index}`, notHosts),
	];
}
