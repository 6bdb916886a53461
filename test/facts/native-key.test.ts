import { describe, expect, it } from 'vitest';
import nativeKey from '../../src/facts/native-key.js';
import type { KeyProvider, VCenter } from '../../src/model/inventory/service.js';
import { derive, lacks } from './fact-harness.js';
import { scope } from './support.js';

describe('keys of native key providers', () => {
	const NATIVE = { id: 'nkp', kind: 'nativeProvider', keyId: 'key-1' };
	const key = (source: KeyProvider[], destination: KeyProvider[], vcenter: VCenter = { version: '8.0.3' }) => {
		const vm = { id: 'vm-1', name: 'vault-01', encrypted: true, keyProvider: 'nkp' };
		const s = scope({ vms: [vm], keyProviders: source, vcenter }, { keyProviders: destination, vcenter });
		return derive(nativeKey, { move: s.moves[0]! }, s);
	};

	it('are the same where the provider was restored', () => {
		expect(key([NATIVE], [NATIVE]).value).toEqual({ native: true, same: true, differing: [] });
	});
	it('differ where it was added', () => {
		const value = { native: true, same: false, differing: ['nkp'] };
		expect(key([NATIVE], [{ ...NATIVE, keyId: 'key-2' }]).value).toEqual(value);
	});
	it('are unknown while a vCenter does not tell its key', () => {
		expect(lacks(key([NATIVE], [{ id: 'nkp', kind: 'nativeProvider' }]), 'same')).toEqual([
			'destination.keyProviders.keyId not-reported',
		]);
	});
	it('are unknown while the source does not list its providers', () => {
		expect(lacks(key([], [NATIVE]), 'native')).toEqual(['source.keyProviders.kind not-reported']);
	});
	it('are no question with a key server, a provider that the destination lacks, or a vCenter before 7.0 U2', () => {
		const none = { native: false, same: true, differing: [] };
		expect(key([{ id: 'nkp', kind: 'vCenter' }], [NATIVE]).value).toEqual(none);
		expect(key([NATIVE], []).value).toEqual(none);
		expect(key([{ id: 'nkp' }], [{ id: 'nkp' }], { version: '6.7.0' }).value).toEqual(none);
	});
});
