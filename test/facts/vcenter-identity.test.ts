import { describe, expect, it } from 'vitest';
import vcenterIdentity from '../../src/facts/vcenter-identity.js';
import type { Host } from '../../src/model/inventory/host.js';
import { derive, lacks } from './fact-harness.js';
import { scope } from './support.js';

const identity = (from: string | undefined, to: string | undefined, a: Host[], b: Host[]) => {
	const s = scope(
		{ vcenter: from === undefined ? {} : { instanceUuid: from }, hosts: a },
		{ vcenter: to === undefined ? {} : { instanceUuid: to }, hosts: b },
	);
	return derive(vcenterIdentity, s, s);
};
const host = (id: string, name: string, uuid?: string): Host => ({ id, name, ...(uuid && { uuid }) });

describe('the identity of the vCenters', () => {
	it('compares without case', () => {
		expect(identity('AB-1', 'ab-1', [host('h-1', 'a')], [host('h-1', 'a')]).value).toEqual({
			same: true,
			commonHosts: true,
		});
		expect(identity('ab-1', 'ab-2', [host('h-1', 'a')], [host('h-9', 'b')]).value).toEqual({
			same: false,
			commonHosts: false,
		});
	});
	it('knows a clone by its other hosts, although moRefs repeat', () => {
		expect(identity('ab-1', 'ab-1', [host('h-1', 'a')], [host('h-1', 'b')]).value.commonHosts).toBe(false);
	});
	it('knows a host again by its hardware UUID after it was registered anew', () => {
		expect(identity('ab-1', 'ab-1', [host('h-1', 'a', 'u')], [host('h-7', 'a', 'u')]).value.commonHosts).toBe(true);
	});
	it('names the side that does not tell', () => {
		const result = identity(undefined, 'ab-1', [], [host('h-1', 'a')]);
		expect(lacks(result, 'same')).toEqual(['source.vcenter.instanceUuid not-reported']);
		expect(lacks(result, 'commonHosts')).toEqual(['source.hosts not-reported']);
	});
});
