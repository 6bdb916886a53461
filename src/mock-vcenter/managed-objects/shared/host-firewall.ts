import type { HostGroup, RulesetSpec } from '../../scenario/host-schema.js';
import { boolean, data, enumeration, int, list, string, strings } from '../../wire/value.js';

type Rule = readonly [port: number, direction: 'inbound' | 'outbound', protocol: 'tcp' | 'udp'];

/** Rulesets as a fresh ESXi has them: key, enabled, required, rules. The keys are the same from 6.7 to 8.0. */
const RULESETS: readonly (readonly [key: string, label: string, enabled: boolean, rules: readonly Rule[]])[] = [
	['sshServer', 'SSH Server', true, [[22, 'inbound', 'tcp']]],
	['sshClient', 'SSH Client', false, [[22, 'outbound', 'tcp']]],
	['nfsClient', 'NFS Client', false, [[2049, 'outbound', 'tcp']]],
	[
		'dhcp',
		'DHCP Client',
		true,
		[
			[68, 'inbound', 'udp'],
			[67, 'outbound', 'udp'],
		],
	],
	[
		'dns',
		'DNS Client',
		true,
		[
			[53, 'inbound', 'udp'],
			[53, 'outbound', 'udp'],
			[53, 'outbound', 'tcp'],
		],
	],
	['snmp', 'SNMP Server', true, [[161, 'inbound', 'udp']]],
	['ntpClient', 'NTP Client', true, [[123, 'outbound', 'udp']]],
	['CIMHttpsServer', 'CIM Secure Server', true, [[5989, 'inbound', 'tcp']]],
	['iSCSI', 'Software iSCSI Client', false, [[3260, 'outbound', 'tcp']]],
	['vpxHeartbeats', 'VMware vCenter Agent', true, [[902, 'outbound', 'udp']]],
	[
		'faultTolerance',
		'Fault Tolerance',
		true,
		[
			[8300, 'inbound', 'tcp'],
			[8300, 'outbound', 'tcp'],
		],
	],
	['webAccess', 'vSphere Web Access', true, [[80, 'inbound', 'tcp']]],
	[
		'vMotion',
		'vMotion',
		true,
		[
			[8000, 'inbound', 'tcp'],
			[8000, 'outbound', 'tcp'],
		],
	],
	[
		'vSphereClient',
		'vSphere Web Client',
		true,
		[
			[902, 'inbound', 'tcp'],
			[443, 'inbound', 'tcp'],
		],
	],
	[
		'NFC',
		'NFC',
		true,
		[
			[902, 'inbound', 'tcp'],
			[902, 'outbound', 'tcp'],
		],
	],
	[
		'HBR',
		'HBR',
		true,
		[
			[31031, 'outbound', 'tcp'],
			[44046, 'outbound', 'tcp'],
		],
	],
	[
		'syslog',
		'syslog',
		false,
		[
			[514, 'outbound', 'udp'],
			[514, 'outbound', 'tcp'],
			[1514, 'outbound', 'tcp'],
		],
	],
	[
		'vsanvp',
		'vsanvp',
		true,
		[
			[8080, 'inbound', 'tcp'],
			[8080, 'outbound', 'tcp'],
		],
	],
	['remoteSerialPort', 'VM serial port connected over network', false, [[23, 'outbound', 'tcp']]],
];
const REQUIRED = new Set(['vSphereClient', 'dns', 'dhcp']);
const SERVICES: Readonly<Record<string, string>> = { ntpClient: 'ntpd', vpxHeartbeats: 'vpxa', sshServer: 'TSM-SSH' };

/** HostFirewallInfo of a host of the group. */
export function firewallInfo(group: HostGroup) {
	const blocked = boolean(group.firewallOff !== true);
	return data('HostFirewallInfo', {
		defaultPolicy: data('HostFirewallDefaultPolicy', { incomingBlocked: blocked, outgoingBlocked: blocked }),
		ruleset: () =>
			list(
				'HostFirewallRuleset',
				RULESETS.map((ruleset) => rulesetOf(ruleset, group.firewall?.[ruleset[0]])),
			),
	});
}

function rulesetOf([key, label, enabled, rules]: (typeof RULESETS)[number], spec: RulesetSpec | undefined) {
	return data('HostFirewallRuleset', {
		key: string(key),
		label: string(label),
		required: boolean(REQUIRED.has(key)),
		rule: list('HostFirewallRule', rules.map(ruleOf)),
		service: string(SERVICES[key]),
		enabled: boolean(spec?.enabled ?? enabled),
		allowedHosts: allowedHosts(spec?.allowed),
	});
}

function ruleOf([port, direction, protocol]: Rule) {
	return data('HostFirewallRule', {
		port: int(port),
		endPort: undefined,
		direction: enumeration('HostFirewallRuleDirection', direction),
		portType: enumeration('HostFirewallRulePortType', 'dst'),
		protocol: string(protocol),
	});
}

function allowedHosts(allowed: readonly string[] | undefined) {
	if (allowed === undefined) return data('HostFirewallRulesetIpList', { allIp: boolean(true) });
	const networks = allowed.filter((text) => text.includes('/')).map((text) => text.split('/'));
	return data('HostFirewallRulesetIpList', {
		ipAddress: strings(allowed.filter((text) => !text.includes('/'))),
		ipNetwork: list(
			'HostFirewallRulesetIpNetwork',
			networks.map(([network = '', prefix = '32']) =>
				data('HostFirewallRulesetIpNetwork', { network: string(network), prefixLength: int(Number(prefix)) }),
			),
		),
		allIp: boolean(false),
	});
}
