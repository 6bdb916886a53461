import { describe, expect, it } from 'vitest';
import nameResolution from '../../src/facts/name-resolution.js';
import type { DeclaredDns } from '../../src/model/plan.js';
import { derive, keyOf, lacks } from './fact-harness.js';
import { scope } from './support.js';

const entry = (name: string, more: Partial<DeclaredDns> = {}): DeclaredDns => ({
	name,
	evidence: `asked ${name}`,
	where: 'declared.dns[0]',
	...more,
});
function made(dns: DeclaredDns[], sourceHost = 'esx01.mi.example.com') {
	return scope(
		{
			vcenter: { name: 'vc-mi.example.com' },
			hosts: [{ id: 'h-1', name: sourceHost }],
			vms: [{ id: 'vm-1', name: 'app-01', host: 'h-1' }],
		},
		{
			vcenter: { name: 'vc-fr.example.com' },
			hosts: [{ id: 'h-11', name: 'esx11.fr.example.com' }],
		},
		{ declared: { objects: [], firewall: [], dns } },
	);
}
const pair = (dns: DeclaredDns[], sourceHost?: string) => {
	const s = made(dns, sourceHost);
	return derive(nameResolution, s, s);
};
const host = (dns: DeclaredDns[], sourceHost?: string) => {
	const s = made(dns, sourceHost);
	return derive(nameResolution, { host: s.source.inventory.hosts[0]!, side: 'source' }, s);
};

describe('forward resolution', () => {
	it('covers both vCenters and all hosts in scope', () => {
		const result = pair([entry('*.example.com')]);
		expect(result.value).toMatchObject({ forward: true, names: 4, openCount: 0 });
		expect(result.declared).toEqual(['asked *.example.com']);
	});
	it('is unknown while nobody vouches for one of them', () => {
		const result = pair([entry('*.mi.example.com'), entry('vc-*.example.com')]);
		expect(result.value).toMatchObject({ open: ['esx11.fr.example.com'], openCount: 1, needed: true });
		expect(lacks(result, 'forward')).toEqual(['dns not-declared']);
	});
	it('fails when one is said not to resolve', () => {
		const result = pair([entry('*.example.com'), entry('esx11.fr.example.com', { forward: false })]);
		expect(result.value).toMatchObject({ forward: false, failing: ['esx11.fr.example.com is said not to resolve'] });
	});
	it('is not proven by an entry about reverse records only', () => {
		expect(pair([entry('*.example.com', { reverse: true })]).value.forward).toBeUndefined();
		expect(pair([entry('*.example.com', { reverse: true, address: '192.0.2.1' })]).value.forward).toBe(true);
	});
	it('is needed less for a host that is known by address', () => {
		const result = pair([entry('*.example.com')], '192.0.2.11');
		expect(result.value).toMatchObject({ open: ['192.0.2.11'], needed: false });
		const covered = pair([entry('*.example.com'), entry('esx01', { address: '192.0.2.11' })], '192.0.2.11');
		expect(covered.value.forward).toBe(true);
	});
	it('takes an expired entry as absent', () => {
		expect(pair([entry('*.example.com', { expires: '2026-11-01' })]).value.forward).toBeUndefined();
	});
});

describe('reverse resolution', () => {
	it('must be said', () => {
		expect(host([entry('*')]).value.reverse).toBeUndefined();
		expect(host([entry('*', { reverse: true })]).value.reverse).toBe(true);
		expect(host([entry('*', { reverse: false })]).value.reverse).toBe(false);
	});
	it('tells hosts apart only by the entries that cover them', () => {
		const s = scope(
			{
				hosts: [
					{ id: 'h-1', name: 'a.mi' },
					{ id: 'h-2', name: 'b.mi' },
					{ id: 'h-3', name: 'c.fr' },
				],
			},
			{},
			{ declared: { objects: [], firewall: [], dns: [entry('*.mi', { reverse: true })] } },
		);
		expect(keyOf(nameResolution, 'source', 0, s)).toBe(keyOf(nameResolution, 'source', 1, s));
		expect(keyOf(nameResolution, 'source', 0, s)).not.toBe(keyOf(nameResolution, 'source', 2, s));
	});
});
