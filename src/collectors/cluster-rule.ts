import type { ClusterRule } from '../model/inventory/containers.js';
import { defined } from '../shared/defined.js';
import { at, booleanAt, listAt, textAt, typeOf, type XmlValue } from '../shared/xml-value.js';
import { type Collector, part, type VimProperties } from './contract.js';
import { refs } from './read/vim.js';

const RULES = 'configurationEx.rule';
const GROUPS = 'configurationEx.group';
const DRS_VMS = 'configurationEx.drsVmConfig';
const HA_VMS = 'configurationEx.dasVmConfig';
/** Set wherever the configuration was read: that the lists are unset then means that there are none. */
const READ = 'configurationEx.drsConfig.enabled';

const KINDS: Readonly<Record<string, ClusterRule['kind']>> = {
	ClusterAffinityRuleSpec: 'together',
	ClusterAntiAffinityRuleSpec: 'apart',
	ClusterVmHostRuleInfo: 'hosts',
};

/** Rules that keep VMs together, apart, or on and off hosts. Others (start order) say nothing about where a VM may run. */
function rules(cluster: VimProperties): ClusterRule[] | undefined {
	if (cluster.get(READ) === undefined) return undefined;
	const groups = new Map(listAt(cluster.get(GROUPS)).map((group) => [textAt(group, 'name') ?? '', group]));
	return listAt(cluster.get(RULES)).flatMap((rule) => {
		const kind = KINDS[typeOf(rule)];
		return kind === undefined ? [] : [ruleOf(rule, kind, groups)];
	});
}

function ruleOf(rule: XmlValue, kind: ClusterRule['kind'], groups: ReadonlyMap<string, XmlValue>): ClusterRule {
	const members = (key: string, list: string) => {
		const name = textAt(rule, key);
		return name === undefined ? undefined : refs(at(groups.get(name), list));
	};
	return defined({
		name: textAt(rule, 'name') ?? '',
		kind,
		enabled: booleanAt(rule, 'enabled'),
		mandatory: booleanAt(rule, 'mandatory'),
		vms: kind === 'hosts' ? (members('vmGroupName', 'vm') ?? []) : refs(at(rule, 'vm')),
		hosts: members('affineHostGroupName', 'host'),
		notHosts: members('antiAffineHostGroupName', 'host'),
	}) as ClusterRule;
}

/** VMs with DRS or HA settings of their own: they stay behind when the VM leaves the cluster. */
function overrides(cluster: VimProperties): string[] | undefined {
	if (cluster.get(READ) === undefined) return undefined;
	const entries = [DRS_VMS, HA_VMS].flatMap((path) => listAt(cluster.get(path)));
	return [...new Set(entries.flatMap((entry) => refs(at(entry, 'key'))))];
}

export default {
	concern: 'cluster-rule',
	title: 'DRS rules of clusters, and VMs with DRS or HA settings of their own',
	parts: [
		part('vms', {
			clusterRules: {
				rvtools: {
					tab: 'vInfo',
					columns: ['Cluster rule name(s)', 'CPUs'],
					one: (row) => {
						const names = row.text('Cluster rule name(s)');
						// Blank is "none" in a row that was read.
						if (names === undefined) return row.number('CPUs') === undefined ? undefined : [];
						return names.split(/[,;]\s*/).filter((name) => name !== '');
					},
				},
				optional: true,
			},
			// No source tells it of the VM itself.
			clusterOverride: { optional: true },
		}),
		part('clusters', {
			rules: { vim: { paths: [RULES, GROUPS, READ], read: rules } },
			vmOverrides: { vim: { paths: [DRS_VMS, HA_VMS, READ], read: overrides } },
		}),
	],
} satisfies Collector;
