import { describe, expect, it } from 'vitest';
import { activeDeclarations, applyDeclared } from '../../src/app/declarations.js';
import type { Declarations, DeclaredObjects } from '../../src/model/plan.js';
import { EVALUATED_AT, inventory, plan } from '../facts/support.js';

const entry = (over: Partial<DeclaredObjects>): DeclaredObjects => ({
	where: 'declared.hosts[0]',
	evidence: 'host profile HP-7',
	side: 'destination',
	collection: 'hosts',
	names: ['esx-fr-*'],
	data: { vmotionAdapters: ['vmk1'] },
	...over,
});
const declared = (...objects: DeclaredObjects[]): Declarations => ({ objects, firewall: [], dns: [] });
const sites = {
	source: inventory({ vms: [{ id: 'vm-1', name: 'app-01' }] }),
	destination: inventory({
		hosts: [
			{ id: 'h1', name: 'esx-fr-01', gaps: { vmotionAdapters: 'not-reported' } },
			{ id: 'h2', name: 'esx-fr-02', vmotionAdapters: ['vmk2'] },
			{ id: 'h3', name: 'lab-01' },
		],
	}),
};

describe('declared data', () => {
	it('fill what no source told, carry their evidence and close the gap; the given inventory stays', () => {
		const before = structuredClone(sites);
		const { sites: filled } = applyDeclared(sites, declared(entry({})));
		expect(filled.destination.hosts[0]).toEqual({
			id: 'h1',
			name: 'esx-fr-01',
			vmotionAdapters: ['vmk1'],
			declared: { vmotionAdapters: 'host profile HP-7' },
			gaps: {},
		});
		expect(filled.destination.hosts[2]).toEqual({ id: 'h3', name: 'lab-01' });
		expect(sites).toEqual(before);
	});

	it('never override what was seen: the contradiction is a finding with both', () => {
		const { sites: filled, findings } = applyDeclared(sites, declared(entry({})));
		expect(filled.destination.hosts[1]?.vmotionAdapters).toEqual(['vmk2']);
		expect(findings).toEqual([
			{
				rule: 'declared-contradicted',
				outcome: 'fail',
				severity: 'warning',
				message:
					'declared.hosts[0] says that host.vmotionAdapters of esx-fr-02 is ["vmk1"] (host profile HP-7), and the source says ["vmk2"]: the source counts.',
				subjects: [{ type: 'host', side: 'destination', id: 'h2', name: 'esx-fr-02' }],
				observed: { 'host.vmotionAdapters': ['vmk2'] },
			},
		]);
	});

	it('contradict a firewall or a licence that was seen', () => {
		const seen = {
			source: sites.source,
			destination: inventory({
				hosts: [
					{
						id: 'h1',
						name: 'esx-fr-01',
						licenseKeyId: 'l1',
						firewall: { rulesets: [{ key: 'NFC', enabled: false, allIp: true, allowed: [] }] },
					},
				],
				licenses: [{ id: 'l1', editionKey: 'esx.standard.cpuPackage' }],
			}),
		};
		const data = { firewall: { vmotion: true, nfc: true }, licence: 'enterprise-plus' };
		const { findings } = applyDeclared(seen, declared(entry({ data })));
		expect(findings.map(({ observed }) => observed)).toEqual([
			{ 'host.firewall.nfc': false },
			{ 'host.licence': 'esx.standard.cpuPackage' },
		]);
	});

	it('contradict two SSO domain names that differ', () => {
		const two = {
			source: inventory({ vcenter: { name: 'a', ssoDomain: 'milan.local' } }),
			destination: inventory({ vcenter: { name: 'b', ssoDomain: 'frankfurt.local' } }),
		};
		const pair = { where: 'declared.pair', evidence: 'review', ssoDomain: 'same' as const };
		expect(applyDeclared(two, { ...declared(), pair }).findings[0]).toMatchObject({
			rule: 'declared-contradicted',
			subjects: [{ type: 'pair', id: 'pair', name: 'a -> b' }],
		});
	});

	it('count to the end of their last day in UTC, then are absent and reported', () => {
		const dns = [{ where: 'declared.dns[0]', evidence: 'CHG-1', name: '*', expires: '2026-11-24' }];
		const of = (at: string) => activeDeclarations(plan({ declared: { objects: [], firewall: [], dns } }), at);
		expect(of(EVALUATED_AT).plan.declared.dns).toHaveLength(1);
		expect(of('2026-11-24T23:59:00Z').listed).toEqual([{ where: 'declared.dns[0]', evidence: 'CHG-1' }]);
		expect(of('2026-11-25T00:00:00Z').plan.declared.dns).toEqual([]);
		expect(of('2026-11-25T00:00:00Z').listed).toEqual([{ where: 'declared.dns[0]', evidence: 'CHG-1', expired: true }]);
	});
});
