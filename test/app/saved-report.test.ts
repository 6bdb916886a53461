import { describe, expect, it } from 'vitest';
import { vmCounts } from '../../src/app/build-report.js';
import { disagreement } from '../../src/app/saved-report.js';
import { clean, mixed, unknown } from '../support/reports.js';

describe('a saved report', () => {
	it('names what does not fit together', () => {
		const first = mixed.vms[0];
		if (!first) throw new Error('the mixed report has VMs');
		expect(disagreement({ ...mixed, vms: [{ ...first, findings: [9999] }] })).toContain(
			'points at a finding that is not there',
		);
		expect(disagreement({ ...mixed, rules: {} })).toContain('is not described');
		const counts = { ...mixed.summary, vms: { ...mixed.summary.vms, blocked: 0 } };
		expect(disagreement({ ...mixed, summary: counts })).toContain('summary.vms.');
		expect(disagreement({ ...unknown, exitCode: 0 })).toBeDefined();
		const vms = vmCounts(clean.vms.map(({ verdict }) => verdict));
		const whole = { ...clean, summary: { ...clean.summary, vms } };
		expect(disagreement(whole)).toBeUndefined();
		expect(disagreement({ ...whole, exitCode: 1 })).toContain('its exit code is 1, and its findings make it 0');
	});
});
