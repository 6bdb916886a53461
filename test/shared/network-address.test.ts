import { describe, expect, it } from 'vitest';
import { inCidr, isAddress, parseNetwork } from '../../src/shared/network-address.js';

describe('network addresses', () => {
	it('finds an address in its network, also when the network is written with host bits', () => {
		expect(inCidr('10.1.0.11', '10.1.0.0/24')).toBe(true);
		expect(inCidr('10.1.0.11', '10.1.0.77/24')).toBe(true);
		expect(inCidr('10.1.1.11', '10.1.0.0/24')).toBe(false);
		expect(inCidr('2001:db8::5', '2001:db8::/64')).toBe(true);
	});
	it('never mixes families', () => {
		expect(inCidr('10.1.0.1', '2001:db8::/64')).toBe(false);
	});
	it('takes a single address as a network of one', () => {
		expect(inCidr('10.1.0.1', '10.1.0.1')).toBe(true);
		expect(inCidr('10.1.0.2', '10.1.0.1')).toBe(false);
	});
	it('cannot tell about what is no address', () => {
		expect(inCidr('esx01', '10.0.0.0/8')).toBeUndefined();
		expect(parseNetwork('10.0.0.0/33')).toBeUndefined();
		expect(parseNetwork('10.0/8')).toBeUndefined();
		expect(isAddress('10')).toBe(false);
	});
});
