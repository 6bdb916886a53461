/** What happened when a rule met a subject. `error` is a defect of the rule, never a verdict about the subject. */
export const OUTCOMES = ['pass', 'fail', 'unknown', 'not-applicable', 'error'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How bad a failure would be, worst first. */
export const SEVERITIES = ['blocker', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `faq` applies the prerequisites literally; `vendor` applies the vendor's version-aware rules (design 1.1). */
export const PROFILES = ['faq', 'vendor'] as const;
export type Profile = (typeof PROFILES)[number];

/** What a rule is about. `vm-host` is a VM on a host where it may land; the engine alone quantifies over it. */
export const SUBJECTS = [
	'pair',
	'host',
	'host-pair',
	'vm-host',
	'datastore',
	'network',
	'vm',
	'vm-nic',
	'vm-disk',
	'placement',
] as const;
export type SubjectType = (typeof SUBJECTS)[number];

/** Areas of the catalogue, in the order of the documents (clarifications 8.3). */
export const AREAS = [
	'version',
	'topology',
	'dns',
	'time',
	'licensing',
	'firewall',
	'vmotion-network',
	'network',
	'storage',
	'vm-state',
	'cpu',
	'placement',
	'encryption',
	'device',
	'ownership',
	'identity',
	'privilege',
	'limit',
	'dry-run',
] as const;
export type Area = (typeof AREAS)[number];

/** Keys of the FAQ statements, in the order in which reports list them (design 1.1). */
export const FAQ_KEYS = [
	'encryption',
	'versions',
	'bandwidth',
	'port-groups',
	'firewall',
	'datastore',
	'dns',
	'licences',
	'trust',
] as const;
export type FaqKey = (typeof FAQ_KEYS)[number];

/** Verdict of one VM. `clear`: only open questions remain. `moved`: already at the destination. */
export const VM_VERDICTS = ['blocked', 'inconclusive', 'clear', 'ready-with-warnings', 'ready', 'moved'] as const;
export type VmVerdict = (typeof VM_VERDICTS)[number];

/** Verdict of the whole question, worst first. */
export const VERDICTS = ['blocked', 'inconclusive', 'ready-with-warnings', 'ready'] as const;
export type Verdict = (typeof VERDICTS)[number];
