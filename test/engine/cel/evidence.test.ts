import { describe, expect, it } from 'vitest';
import { evidence } from '../support/expressions.js';

describe('what an expression read', () => {
	it('is recorded by its name as written, with its value', () => {
		expect(evidence('vm.cpus > 4 && vm.guestOs == "linux"', {}, { cpus: 8, guestOs: 'linux' }).observed).toEqual({
			'vm.cpus': 8,
			'vm.guestOs': 'linux',
		});
	});
	it('names a missing datum with the reason that the object gives', () => {
		expect(evidence('vm.encrypted', {}, { gaps: { encrypted: 'no-privilege' } }).missing).toEqual([
			{ datum: 'vm.encrypted', reason: 'no-privilege', question: false },
		]);
		expect(evidence('vm.encrypted', {}, {}).missing[0]?.reason).toBe('not-reported');
	});
	it('shows objects of a list by their names, values of loop variables once each, and cuts long lists', () => {
		const nics = [
			{ label: 'Network adapter 1', mac: 'a' },
			{ label: 'Network adapter 2', mac: 'b' },
		];
		expect(evidence('vm.nics.exists(n, n.mac == "c")', {}, { nics }).observed).toEqual({
			'vm.nics': ['Network adapter 1', 'Network adapter 2'],
			'n.mac': ['a', 'b'],
		});
		const names = Array.from({ length: 14 }, (_, i) => `n${i}`);
		expect((evidence('x.names.size() > 0', { names }).observed['x.names'] as unknown[]).slice(9)).toEqual([
			'n9',
			'and 4 more',
		]);
	});
	it('does not hold what a short circuit left unread', () => {
		expect(evidence('x.b && x.c', { b: false }).observed).toEqual({ 'x.b': false });
	});
	it('says that only the plan can tell what the plan does not say', () => {
		expect(evidence('plan.link.bandwidth > 0', {}).missing).toEqual([
			{ datum: 'plan.link.bandwidth', reason: 'not-declared', question: true },
		]);
	});
	it('carries the evidence of a declaration that it rests on', () => {
		const vm = { encrypted: false, declared: { encrypted: 'key server report' } };
		expect(evidence('!vm.encrypted', {}, vm).declared).toEqual(['key server report']);
		expect(evidence('vm.cpus > 0', {}, { ...vm, cpus: 1 }).declared).toEqual([]);
	});
	it('names a missing field of a fact by what the fact says it lacks', () => {
		expect(evidence('x.b', {}).missing).toEqual([{ datum: 'x.b', reason: 'not-reported', question: false }]);
	});
});
