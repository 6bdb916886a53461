import type { ProbeResults } from '../../src/model/probes.js';

export const PROBED_AT = '2026-11-24T05:00:00Z';

/** A run of probes with nothing in it but what a test names. */
export function run(parts: Partial<ProbeResults> = {}): ProbeResults {
	return {
		schemaVersion: 1,
		kind: 'xvcheck.probes',
		tool: { name: 'xvcheck', version: '0.0.0' },
		vantage: 'jump01',
		startedAt: PROBED_AT,
		finishedAt: PROBED_AT,
		dns: [],
		tcp: [],
		tls: [],
		clocks: [],
		logins: [],
		checkRelocate: [],
		hosts: [],
		problems: [],
		...parts,
	};
}
