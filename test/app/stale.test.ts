import { describe, expect, it } from 'vitest';
import { loadCollectors } from '../../src/app/extensions.js';
import { volatileData, withoutVolatile } from '../../src/app/stale.js';
import { inventory } from '../facts/support.js';

describe('an input that is too old', () => {
	it('loses its volatile data as stale and keeps its configuration', async () => {
		const volatile = volatileData((await loadCollectors()).values());
		const old = inventory({
			vms: [{ id: 'v', name: 'app-01', powerState: 'poweredOn', snapshots: [], cpus: 4, encrypted: false }],
			datastores: [{ id: 'd', name: 'ds-01', freeBytes: 5, capacityBytes: 9 }],
			hosts: [{ id: 'h', name: 'esx-01', connectionState: 'connected', version: '8.0.3' }],
		});
		const stripped = withoutVolatile(old, volatile);
		expect(stripped.vms[0]).toEqual({
			id: 'v',
			name: 'app-01',
			cpus: 4,
			encrypted: false,
			gaps: { powerState: 'stale', snapshots: 'stale' },
		});
		expect(stripped.datastores[0]).toMatchObject({ capacityBytes: 9, gaps: { freeBytes: 'stale' } });
		expect(stripped.datastores[0]).not.toHaveProperty('freeBytes');
		expect(stripped.hosts[0]).toMatchObject({ version: '8.0.3', gaps: { connectionState: 'stale' } });
		expect(stripped.coverage).toContainEqual({
			collection: 'datastores',
			datum: 'freeBytes',
			reason: 'stale',
			count: 1,
			examples: ['ds-01'],
		});
		expect(old.vms[0]?.powerState).toBe('poweredOn');
	});
});
