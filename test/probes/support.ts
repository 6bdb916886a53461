import { DEFAULT_PROBE_LIMITS, type ProbeTargets, type ProbeTools } from '../../src/probes/contract.js';
import { silent } from '../../src/shared/progress.js';

/** Targets of nothing but what a test names. */
export function targets(parts: Partial<ProbeTargets>): ProbeTargets {
	return { names: [], resolvers: [], ports: [], certificates: [], live: {}, relocates: [], ...parts };
}

export function tools(parts: Partial<ProbeTools> = {}): ProbeTools {
	return {
		limits: { ...DEFAULT_PROBE_LIMITS, dnsMs: 100, connectMs: 300 },
		deadline: new AbortController().signal,
		progress: silent,
		clock: () => '2026-11-24T06:00:00.000Z',
		...parts,
	};
}
