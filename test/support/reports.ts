import type { Report } from '../../src/model/report.js';
import type { Timeline } from '../../src/model/timeline.js';
import { FAQ_KEYS } from '../../src/model/vocabulary.js';
import { faqOf, findingOf, reportOf, ruleOf } from './report-builder.js';

/** A dry run of three VMs, as `measured` would show it. */
export function timelineOf(over: Partial<Timeline> = {}): Timeline {
	const move = (id: string, start: number, connect: number, disks: number, end: number): Timeline['moves'][number] => ({
		vm: { id, name: id },
		start,
		end,
		phases: [
			...(start > 0 ? [{ name: 'wait' as const, start: 0, end: start }] : []),
			{ name: 'connect', start, end: connect },
			{ name: 'disks', start: connect, end: disks, bytes: 80_000_000_000 },
			{ name: 'memory', start: disks, end: end - 1, bytes: 8_000_000_000 },
			{ name: 'cutover', start: end - 1, end },
		],
		rounds: 3,
		sdps: { used: false, slowdown: 0 },
		stun: { p50: 0.4, p95: 0.62 },
		waits: start > 0 ? [{ resource: 'host esx-mi-02', seconds: start }] : [],
		outcome: 'moved',
	});
	return {
		seed: 1,
		replications: 1000,
		mode: 'measured',
		assumptions: ['disk reads 450 MB/s (unmeasured)', '20 % zero pages'],
		notValidated: ['SDPS', 'cutover over WAN'],
		unknown: [],
		windowStart: '2026-11-28T22:00:00.000Z',
		makespan: { p5: 4000, p50: 4500, p95: 6100 },
		probability: { sdps: 0.02, stunOver1s: 0.004, fail: 0, outsideWindow: 0.01 },
		bytes: 264_000_000_000,
		bottleneck: { resource: '2 moves at a time on host esx-mi-02', share: 0.71 },
		moves: [
			move('app-01', 0, 5, 1200, 1500),
			move('app-02', 0, 6, 1300, 1620),
			move('app-db-02', 1500, 1506, 4000, 4500),
		],
		datastores: [
			{
				id: 'ds-1',
				name: 'nfs-fr-01',
				freeBefore: 1_539_316_278_886,
				freeAfter: 1_300_000_000_000,
				lowest: 990_000_000_000,
				lowestAt: 4200,
			},
		],
		links: [{ name: 'link', utilisation: [0.9, 0.8] }],
		...over,
	};
}

/** Everything passed and the dry run follows. */
export const clean: Report = reportOf({
	plan: {
		name: 'Milan to Frankfurt, wave 1',
		move: 'hot',
		storage: 'move',
		failOn: 'blocker',
		bandwidth: 10e9,
		rtt: 0.012,
		windowStart: '2026-11-28T22:00:00.000Z',
		windowEnd: '2026-11-29T02:00:00.000Z',
	},
	declared: [
		{ where: 'declared.firewall[0]', evidence: 'CHG-1234' },
		{ where: 'declared.dns[0]', evidence: 'CHG-1235', expired: true },
	],
	timeline: timelineOf(),
});

/** Blockers of several kinds, a gap, questions, warnings, a waiver and things that never travel. */
export const mixed: Report = reportOf({
	verdict: 'blocked',
	exitCode: 1,
	summary: {
		vms: { total: 12, ready: 0, readyWithWarnings: 0, clear: 8, inconclusive: 0, blocked: 4, moved: 0 },
		hosts: { source: 3, destination: 4 },
		bytes: 2_308_974_418_330,
		findings: { pass: 1893, fail: 19, unknown: 3, notApplicable: 40, error: 0 },
		faq: faqOf('pass', { encryption: 'fail', datastore: 'fail', firewall: 'unknown', dns: 'unknown' }),
	},
	decidedBy: { rule: 'datastore-capacity', subject: 'nfs-fr-01', outcome: 'fail' },
	rules: {
		'datastore-capacity': ruleOf({
			title: 'The destination datastore is too small',
			area: 'storage',
			faq: 'datastore',
			remediation: { text: 'Free 0.22 TB, or map app-db-* to another datastore.' },
		}),
		'encrypted-vm': ruleOf({ title: 'Encrypted VMs cannot move natively', area: 'encryption', faq: 'encryption' }),
		'mac-conflict-destination': ruleOf({ title: 'A MAC address is in use at the destination', area: 'identity' }),
		'vm-connection-state': ruleOf({ title: 'The VM is not connected', area: 'vm-state' }),
		'port-vmotion-8000': ruleOf({
			title: 'TCP 8000 is not open between the hosts',
			area: 'firewall',
			faq: 'firewall',
			askWho: 'network team, or xvcheck probe PLAN --kit esxi run on 7 hosts',
			declare:
				"declared:\n  firewall:\n    - { from: 10.1.0.0/24, to: 10.2.0.0/24, port: 8000/tcp, open: true, both: true, evidence: 'who and when' }\n",
			question: 'Is TCP 8000 open between the hosts?',
		}),
		'dns-resolution-forward': ruleOf({ title: 'Names of hosts are not resolved', area: 'dns', faq: 'dns' }),
		'cdrom-host': ruleOf({ title: 'A host CD drive is connected', area: 'device' }),
		'hardware-version-old': ruleOf({ title: 'Old hardware version', area: 'version' }),
		tags: ruleOf({ title: 'Tags', area: 'ownership' }),
	},
	findings: [
		findingOf({
			rule: 'datastore-capacity',
			fingerprint: '01aa',
			message:
				'nfs-fr-01: 1.62 TB needed by 3 VMs, 1.40 TB free, 0.22 TB short; space ends at app-db-02, third in plan order',
			subjects: [{ type: 'datastore', side: 'destination', id: 'ds-1', name: 'nfs-fr-01' }],
			observed: { 'datastore.freeBytes': 1_539_316_278_886 },
			expected: 'datastore.demand.bytes <= datastore.freeBytes',
		}),
		findingOf({
			rule: 'encrypted-vm',
			fingerprint: '02aa',
			message: 'vault-01: key provider kp-mi, key 5f3c',
			subjects: [{ type: 'vm', side: 'source', id: 'vm-9', name: 'vault-01' }],
			otherProfile: { profile: 'vendor', outcome: 'pass' },
		}),
		...['web-01', 'web-02', 'web-03', 'web-04', 'web-05'].map((name, i) =>
			findingOf({
				rule: 'mac-conflict-destination',
				fingerprint: `03a${i}`,
				message: `${name} has a MAC address that old-${name} uses at the destination`,
				subjects: [{ type: 'vm', side: 'source', id: `vm-2${i}`, name }],
			}),
		),
		findingOf({
			rule: 'vm-connection-state',
			fingerprint: '04aa',
			outcome: 'unknown',
			message: 'cannot tell',
			subjects: ['app-03', 'app-04', 'app-05', 'app-06'].map((name, i) => ({
				type: 'vm',
				side: 'source',
				id: `vm-3${i}`,
				name,
			})),
			missing: [{ datum: 'vm.connectionState', reason: 'read-error' }],
		}),
		findingOf({
			rule: 'port-vmotion-8000',
			fingerprint: '05aa',
			outcome: 'unknown',
			question: true,
			message: 'cannot tell',
			subjects: [{ type: 'host-pair', id: 'h1:h2', name: 'esx01 -> esx11' }],
			missing: [{ datum: 'ports.vmotion', reason: 'not-probed' }],
		}),
		findingOf({
			rule: 'dns-resolution-forward',
			fingerprint: '06aa',
			outcome: 'unknown',
			question: true,
			message: 'cannot tell',
			subjects: [{ type: 'pair', id: 'pair', name: 'vc-mi -> vc-fr' }],
			missing: [{ datum: 'names.forward', reason: 'not-declared' }],
		}),
		findingOf({
			rule: 'cdrom-host',
			fingerprint: '07aa',
			severity: 'warning',
			message: 'CD/DVD drive 1 uses the drive of the host',
			subjects: [{ type: 'vm', side: 'source', id: 'vm-5', name: 'app-05' }],
		}),
		findingOf({
			rule: 'hardware-version-old',
			fingerprint: '08aa',
			severity: 'warning',
			message: 'legacy-01 has hardware version 4',
			subjects: [{ type: 'vm', side: 'source', id: 'vm-6', name: 'legacy-01' }],
			waiver: { reason: 'retired in March', approvedBy: 'ops lead', expires: '2026-12-31T23:59:59.000Z' },
		}),
		findingOf({ rule: 'tags', fingerprint: '09aa', severity: 'info', message: '3 tags on app-01' }),
	],
	leftBehind: [{ rule: 'tags', count: 3 }],
	coverage: [
		{
			side: 'destination',
			collection: 'hosts',
			datum: 'firewall',
			reason: 'not-in-source',
			count: 4,
			examples: ['esx11'],
		},
	],
	staleInputs: [1],
});

/** Nothing could be decided. */
export const unknown: Report = reportOf({
	verdict: 'inconclusive',
	exitCode: 3,
	decidedBy: { rule: 'faq-encryption', subject: 'app-01', outcome: 'unknown' },
	summary: {
		vms: { total: 2, ready: 0, readyWithWarnings: 0, clear: 0, inconclusive: 2, blocked: 0, moved: 0 },
		hosts: { source: 1, destination: 0 },
		findings: { pass: 0, fail: 0, unknown: 18, notApplicable: 0, error: 0 },
		faq: faqOf('unknown'),
	},
	rules: Object.fromEntries(
		FAQ_KEYS.map((key) => [`faq-${key}`, ruleOf({ title: `Prerequisite ${key}`, area: 'version', faq: key })]),
	),
	findings: FAQ_KEYS.map((key, i) =>
		findingOf({
			rule: `faq-${key}`,
			fingerprint: `1${i}`,
			outcome: 'unknown',
			message: 'cannot tell',
			subjects: ['app-01', 'app-02'].map((name) => ({ type: 'vm', side: 'source', id: name, name })),
			missing: [{ datum: `vm.${key}`, reason: 'not-reported' }],
		}),
	),
	data: Object.fromEntries(
		FAQ_KEYS.map((key, i) => {
			const by = i % 2 === 0 ? `vInfo tab, column "${key}"` : `HostSystem config.${key} (System.Read)`;
			return [`vm.${key}`, { name: `VM ${key}`, told: [{ side: 'source' as const, by }] }];
		}),
	),
	inputs: [],
});
