import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../src/model/inventory/containers.js';
import type { Plan } from '../../src/model/plan.js';
import { deriver } from './derive.js';
import { scope } from './support.js';

describe('drs-target', () => {
	const ask = (cluster: Partial<Cluster>, parts: Partial<Plan> = {}) => {
		const hosts = ['h-1', 'h-2'].map((id) => ({ id, name: id, cluster: 'c' }));
		const asked = scope(
			{ vms: [{ id: 'v', name: 'v' }] },
			{ clusters: [{ id: 'c', name: 'Prod', ...cluster }], hosts },
			parts,
		);
		const { value, missing } = deriver(asked)<object>('drs-target', 'pair', asked);
		return { ...value, ...(missing && { missing }) };
	};

	it('sees clusters where DRS is off or manual', () => {
		expect(ask({ drsEnabled: false })).toEqual({ open: true, automatic: false, clusters: ['Prod'] });
		expect(ask({ drsEnabled: true, drsBehavior: 'manual' })).toMatchObject({ automatic: false });
		expect(ask({ drsEnabled: true, drsBehavior: 'partiallyAutomated' })).toMatchObject({
			automatic: true,
			clusters: [],
		});
	});

	it('has nothing to choose when the plan names the host', () => {
		expect(ask({ drsEnabled: false }, { overrides: [{ names: ['*'], host: 'h-1' }] })).toMatchObject({ open: false });
	});

	it('is unknown when nobody tells', () => {
		expect(ask({})).toMatchObject({ missing: { automatic: [{ datum: 'destination.cluster.drsEnabled' }] } });
	});
});
