import { describe, expect, it } from 'vitest';
import clockSkew from '../../src/facts/clock-skew.js';
import vcenterCertificate from '../../src/facts/vcenter-certificate.js';
import vcenterLogin from '../../src/facts/vcenter-login.js';
import type { ClockResult, ProbeResults, ProbeTarget, TlsResult } from '../../src/model/probes.js';
import type { Scope } from '../../src/model/scope.js';
import { derive, lacks } from './fact-harness.js';
import { PROBED_AT, run } from './probe-run.js';
import { EVALUATED_AT, scope } from './support.js';

const vcenter = (side: 'source' | 'destination'): ProbeTarget => ({ side, type: 'vcenter', name: side });
function made(probes: readonly ProbeResults[], kind = 'rvtools'): Scope {
	const source = { kind, location: 'x' };
	return { ...scope({ source }, { source }), probes };
}
const of = <V>(fact: { derive: unknown }, probes: readonly ProbeResults[], kind?: string) => {
	const s = made(probes, kind);
	return derive(fact as Parameters<typeof derive>[0], s as never, s) as { value: V };
};

describe('clocks', () => {
	const clock = (side: 'source' | 'destination', offsetSeconds: number): ClockResult => ({
		target: vcenter(side),
		outcome: 'read',
		method: 'CurrentTime',
		offsetSeconds,
		errorSeconds: 0.5,
		at: PROBED_AT,
	});
	it('are compared with the error of both readings', () => {
		const found = of(clockSkew, [run({ clocks: [clock('source', 40), clock('destination', -19.5)] })]);
		expect(found.value).toMatchObject({ vouched: false, seconds: 59.5, error: 1, least: 58.5, most: 60.5 });
		expect(found.value).toMatchObject({ text: 'source is 59.5 s ahead of destination, give or take 1 s' });
	});
	it('of two runs are not: each machine has its own clock', () => {
		const found = of(clockSkew, [run({ clocks: [clock('source', 0)] }), run({ clocks: [clock('destination', 0)] })]);
		expect(found.value).toEqual({ text: '', vouched: false });
		for (const key of ['most', 'beyondSso']) expect(lacks(found as never, key)).toEqual(['clocks not-probed']);
	});
});

describe('certificates of vCenters', () => {
	const shown = (side: 'source' | 'destination', parts: Partial<TlsResult> = {}): TlsResult => ({
		target: vcenter(side),
		address: side,
		port: 443,
		outcome: 'shown',
		validFrom: '2025-01-01T00:00:00.000Z',
		validTo: '2029-01-01T00:00:00.000Z',
		at: EVALUATED_AT,
		...parts,
	});
	const trusted = (parts: Partial<TlsResult>) =>
		of<{ trusted?: boolean; broken?: boolean }>(vcenterCertificate, [
			run({ tls: [shown('source'), shown('destination', parts)] }),
		]).value;
	it('that were made after the evaluation began and before they were read are valid', () => {
		const later = { validFrom: '2026-11-24T06:00:05.000Z', at: '2026-11-24T06:00:06.000Z' };
		expect(trusted(later).trusted).toBe(true);
		expect(trusted({ validFrom: '2026-11-24T06:00:05.000Z' })).toMatchObject({ trusted: false, broken: true });
	});
	it('are not known while one server showed none', () => {
		expect(trusted({ outcome: 'no-connection' })).toEqual({ problems: [] });
	});
});

describe('logins', () => {
	it('were taken where a live vCenter was read, and are not known of an export', () => {
		expect(of(vcenterLogin, [], 'vcenter').value).toMatchObject({ accepted: true });
		expect(of(vcenterLogin, []).value).toEqual({ problems: [] });
	});
});
