import { describe, expect, it } from 'vitest';
import { withoutDisconnectedHosts } from '../../src/app/disconnected-hosts.js';
import { host, inventory } from '../engine/support/scope.js';

describe('a host that is not connected', () => {
	it('keeps who and where it is, and loses as stale what it last reported', () => {
		const lost = host('h1', { connectionState: 'notResponding', version: '8.0.0', vmotionAdapters: ['vmk1'] });
		const well = host('h2', { version: '8.0.0' });
		const given = inventory({ hosts: [lost, well] });
		const { hosts, coverage } = withoutDisconnectedHosts(given);
		expect(hosts[0]).toEqual({
			id: 'h1',
			name: 'esx-h1',
			cluster: 'domain-c1',
			connectionState: 'notResponding',
			maintenanceMode: false,
			gaps: { version: 'stale', vmotionAdapters: 'stale' },
		});
		expect(coverage.map(({ datum, reason, examples }) => [datum, reason, examples])).toEqual([
			['version', 'stale', ['esx-h1']],
			['vmotionAdapters', 'stale', ['esx-h1']],
		]);
		expect(hosts[1]).toBe(given.hosts[1]);
		expect(given.hosts[0]).toEqual(lost);
	});

	it('changes nothing while all are connected or nobody tells', () => {
		const given = inventory({ hosts: [host('h1'), host('h2', { connectionState: undefined })] });
		expect(withoutDisconnectedHosts(given)).toBe(given);
	});
});
