import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RulePack } from '../../src/engine/contract.js';
import { evaluate } from '../../src/engine/evaluate.js';
import { loadPack } from '../../src/engine/pack/load-pack.js';
import type { Fact } from '../../src/model/fact.js';
import type { VCenter } from '../../src/model/inventory/service.js';
import type { Profile } from '../../src/model/vocabulary.js';
import { loadDirectory } from '../../src/shared/load-directory.js';
import { plan, scope } from '../facts/support.js';

const RULES = ['encrypted-vm', 'encrypted-vm-version', 'key-provider-missing'];
let pack: RulePack;
let facts: ReadonlyMap<string, Fact>;

beforeAll(async () => {
	const all = await loadPack(fileURLToPath(new URL('../../rules', import.meta.url)));
	pack = { ...all, rules: all.rules.filter(({ document }) => RULES.includes(document.id)) };
	facts = await loadDirectory<Fact>(new URL('../../src/facts/', import.meta.url));
});

function judged(profile: Profile, vcenter: VCenter, providers: string[], encrypted: boolean | 'untold' = true) {
	const of = scope(
		{
			vcenter,
			vms: [{ id: 'vm-1', name: 'vault-01', ...(encrypted !== 'untold' && { encrypted }), keyProvider: 'kp-mi' }],
		},
		{
			vcenter: { version: '8.0.3' },
			hosts: [{ id: 'h-1', name: 'esx11' }],
			keyProviders: providers.map((id) => ({ id })),
		},
		{ policy: { ...plan().policy, profile } },
	);
	const input = {
		scope: of,
		pack,
		facts,
		profile,
		waivers: [],
		toolFindings: [],
		allFindings: false,
		canTell: () => false,
	};
	return evaluate(input).findings.map(({ rule, outcome, otherProfile }) => [rule, outcome, otherProfile?.outcome]);
}

describe('an encrypted VM in both profiles', () => {
	it('is blocked by the literal FAQ only, where both sides are 7.0 or later and hold the key provider', () => {
		expect(judged('faq', { version: '7.0.3' }, ['kp-mi'])).toEqual([['encrypted-vm', 'fail', 'pass']]);
		expect(judged('vendor', { version: '7.0.3' }, ['kp-mi'])).toEqual([]);
	});
	it('is blocked in both, where the destination lacks the key provider', () => {
		expect(judged('faq', { version: '7.0.3' }, [])).toEqual([['encrypted-vm', 'fail', undefined]]);
		expect(judged('vendor', { version: '7.0.3' }, [])).toEqual([['key-provider-missing', 'fail', undefined]]);
	});
	it('is blocked in both by an older vCenter', () => {
		expect(judged('faq', { version: '6.7.0' }, ['kp-mi'])).toEqual([['encrypted-vm', 'fail', undefined]]);
		expect(judged('vendor', { version: '6.7.0' }, ['kp-mi'])).toEqual([['encrypted-vm-version', 'fail', undefined]]);
	});
	it('stays a question in both while nobody tells', () => {
		expect(judged('faq', { version: '7.0.3' }, ['kp-mi'], 'untold')).toEqual([['encrypted-vm', 'unknown', undefined]]);
		expect(judged('vendor', { version: '7.0.3' }, ['kp-mi'], 'untold')).toEqual([
			['key-provider-missing', 'unknown', undefined],
		]);
	});
});
