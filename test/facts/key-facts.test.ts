import { describe, expect, it } from 'vitest';
import keyBackup from '../../src/facts/key-backup.js';
import keyClash from '../../src/facts/key-clash.js';
import keyTpm from '../../src/facts/key-tpm.js';
import nativeKey from '../../src/facts/native-key.js';
import trustedKey from '../../src/facts/trusted-key.js';
import type { Fact } from '../../src/model/fact.js';
import type { KeyProvider } from '../../src/model/inventory/service.js';
import { derive, lacks } from './fact-harness.js';
import { scope } from './support.js';

type Providers = readonly Omit<KeyProvider, 'id'>[];

function of<V>(fact: Fact<'vm', V, undefined>, source: Providers, destination: Providers = []) {
	const named = (providers: Providers) => providers.map((provider) => ({ id: 'kp', ...provider }));
	const vm = { id: 'vm-1', name: 'vault-01', encrypted: true, keyProvider: 'kp' };
	const s = scope({ vms: [vm], keyProviders: named(source) }, { keyProviders: named(destination) });
	return derive(fact, { move: s.moves[0]! }, s);
}
const NATIVE = { kind: 'nativeProvider' };
const server = (...addresses: string[]) => ({ kind: 'vCenter', servers: addresses.map((address) => ({ address })) });

describe('backups of native key providers', () => {
	it('are there, or are not', () => {
		expect(of(keyBackup, [{ ...NATIVE, hasBackup: true }]).value).toEqual({ complete: true, unsaved: [] });
		expect(of(keyBackup, [{ ...NATIVE, hasBackup: false }]).value).toEqual({ complete: false, unsaved: ['kp'] });
	});
	it('are no question of key servers, and unknown where nobody tells', () => {
		expect(of(keyBackup, [server('a')]).value.complete).toBe(true);
		expect(lacks(of(keyBackup, [NATIVE]), 'complete')).toEqual(['source.keyProviders.hasBackup not-reported']);
		expect(lacks(of(keyBackup, []), 'complete')).toEqual(['source.keyProviders.hasBackup not-reported']);
	});
});

describe('trusted key providers', () => {
	it('are told by their kind', () => {
		expect(of(trustedKey, [{ kind: 'trustAuthority' }]).value).toEqual({ none: false, providers: ['kp'] });
		expect(of(trustedKey, [NATIVE]).value).toEqual({ none: true, providers: [] });
		expect(lacks(of(trustedKey, [{}]), 'none')).toEqual(['source.keyProviders.kind not-reported']);
	});
});

describe('key providers of one name', () => {
	it('clash when their kinds differ', () => {
		expect(of(keyClash, [server('a')], [NATIVE]).value).toEqual({
			none: false,
			names: ['kp'],
			details: ['kp is a key server at the source and a native provider at the destination'],
		});
	});
	it('clash when no key server is the same', () => {
		expect(of(keyClash, [server('a')], [server('b')]).value.details).toEqual([
			'kp is served by a at the source and by b at the destination',
		]);
		expect(of(keyClash, [server('A', 'b')], [server('a')]).value.none).toBe(true);
	});
	it('do not clash where the destination has none, or both are native', () => {
		expect(of(keyClash, [server('a')], []).value.none).toBe(true);
		expect(of(keyClash, [NATIVE], [NATIVE]).value.none).toBe(true);
	});
	it('are unknown where kind or key servers are not told', () => {
		expect(lacks(of(keyClash, [{}], [NATIVE]), 'none')).toEqual(['source.keyProviders.kind not-reported']);
		expect(lacks(of(keyClash, [server('a')], [{ kind: 'vCenter' }]), 'none')).toEqual([
			'destination.keyProviders.servers not-reported',
		]);
	});
});

describe('a key provider restricted to hosts with a TPM', () => {
	it('is one of the destination', () => {
		const required = (provider: Omit<KeyProvider, 'id'>) =>
			of(keyTpm as unknown as Fact<'vm', { required: boolean }, undefined>, [NATIVE], [provider]).value.required;
		expect(required({ ...NATIVE, tpmRequired: true })).toBe(true);
		expect(required(NATIVE)).toBe(false);
	});
});

describe('VMs and vCenters that do not tell their key providers', () => {
	const FACTS = [
		[keyBackup, 'complete'],
		[keyClash, 'none'],
		[keyTpm as unknown as Fact<'vm', unknown, undefined>, 'required'],
		[nativeKey, 'native'],
		[trustedKey, 'none'],
	] as const;
	const about = (vm: object, destination: object = {}) => {
		const s = scope(
			{ vms: [{ id: 'vm-1', name: 'vault-01', ...vm }], keyProviders: [{ id: 'kp', ...NATIVE, hasBackup: true }] },
			destination,
		);
		return FACTS.map(([fact, field]) =>
			lacks(derive(fact as Fact<'vm', unknown, undefined>, { move: s.moves[0]! }, s), field),
		);
	};
	const whole = (reason: 'no-privilege') => ({
		coverage: [{ collection: 'keyProviders', datum: '*', reason, count: 1, examples: [] }],
	});

	it('leave all about them unknown when the VM names none', () => {
		expect(about({ encrypted: true })).toEqual(FACTS.map(() => ['vm.keyProvider not-reported']));
		expect(about({})).toEqual(FACTS.map(() => ['vm.encrypted not-reported']));
		expect(about({ encrypted: false })).toEqual(FACTS.map(() => []));
	});
	it('leave what is compared unknown when the destination does not list its own', () => {
		const unlisted = ['destination.keyProviders no-privilege'];
		expect(about({ encrypted: true, keyProvider: 'kp' }, whole('no-privilege'))).toEqual([
			[],
			unlisted,
			unlisted,
			unlisted,
			[],
		]);
	});
});
