import type { Finding } from '../../src/model/finding.js';
import type { Report, ReportRule } from '../../src/model/report.js';
import { FAQ_KEYS } from '../../src/model/vocabulary.js';

/** A report without findings on two RVTools inputs; `over` replaces whole keys. */
export function reportOf(over: Partial<Report> = {}): Report {
	return {
		schemaVersion: 1,
		tool: { name: 'xvcheck', version: '0.1.0' },
		rulePack: { rules: 75, documented: 241, hash: 'a1b2c3d4e5f60718' },
		generatedAt: '2026-11-24T06:12:09.000Z',
		evaluatedAt: '2026-11-24T06:12:00.000Z',
		profile: 'faq',
		plan: { name: 'Milan to Frankfurt, wave 1', move: 'hot', storage: 'move', failOn: 'blocker' },
		inputs: [
			input('source', 'vcenter', 'https://vc-mi.example.com', '2026-11-24T06:11:19.000Z', 'vc-mi', '7.0.3', 24026615),
			input('destination', 'rvtools', 'exports/frankfurt.xlsx', '2026-11-21T05:00:00.000Z', 'vc-fr', '8.0.3', 24853646),
		],
		verdict: 'ready',
		summary: {
			vms: { total: 12, ready: 12, readyWithWarnings: 0, clear: 0, inconclusive: 0, blocked: 0, moved: 0 },
			hosts: { source: 3, destination: 4 },
			bytes: 2_308_974_418_330,
			findings: { pass: 1893, fail: 0, unknown: 0, notApplicable: 120, error: 0 },
			faq: faqOf('pass'),
		},
		vms: [{ id: 'vm-1', name: 'app-01', path: '/MI/Prod', verdict: 'ready', findings: [] }],
		rules: {},
		findings: [],
		leftBehind: [],
		coverage: [],
		routes: [],
		exitCode: 0,
		...over,
	};
}

type FaqOutcome = 'pass' | 'fail' | 'unknown' | 'not-applicable';
export function faqOf(all: FaqOutcome, over: Record<string, FaqOutcome> = {}): Report['summary']['faq'] {
	return { ...Object.fromEntries(FAQ_KEYS.map((key) => [key, all])), ...over };
}

function input(
	side: 'source' | 'destination',
	kind: string,
	location: string,
	collectedAt: string,
	name: string,
	version: string,
	build: number,
): Report['inputs'][number] {
	return { side, kind, location, collectedAt, vcenter: { name, version, build } };
}

export function ruleOf(over: Partial<ReportRule> & Pick<ReportRule, 'title' | 'area'>): ReportRule {
	return {
		why: 'The move fails without it.',
		remediation: { text: 'Mend it.' },
		sources: [{ title: 'vCenter Server and Host Management', kind: 'vendor' }],
		faults: [],
		...over,
	};
}

let count = 0;
/** A failed blocker on one VM; `over` changes what matters. */
export function findingOf(over: Partial<Finding> & Pick<Finding, 'rule'>): Finding {
	return {
		outcome: 'fail',
		severity: 'blocker',
		fingerprint: `f${++count}`,
		message: 'app-01 cannot move.',
		subjects: [{ type: 'vm', side: 'source', id: 'vm-1', name: 'app-01' }],
		...over,
	};
}
