import { describe, expect, it } from 'vitest';
import hostState from '../../src/facts/host-state.js';
import type { Host } from '../../src/model/inventory/host.js';
import { derive } from './fact-harness.js';
import { scope } from './support.js';

const host: Host = { id: 'h', name: 'esx01', connectionState: 'connected', maintenanceMode: false };
const of = (kind: string, more: Partial<Host> = {}) => {
	const site = { source: { kind, location: 'x' }, hosts: [{ ...host, ...more }] };
	return derive(hostState, { host: { ...host, ...more }, side: 'source' }, scope(site, {}));
};

describe('the state of a host', () => {
	it('is an assumption where RVTools cannot tell it and a VM shows it', () => {
		expect(of('rvtools').value.state).toBe('ready');
		expect(of('rvtools').assumptions).toEqual([expect.stringContaining('a connected, powered-on VM')]);
	});

	it('is none where a vCenter told it or somebody declared it', () => {
		expect(of('vcenter').assumptions ?? []).toEqual([]);
		expect(of('rvtools', { declared: { connectionState: 'seen in the client' } }).assumptions ?? []).toEqual([]);
	});
});
