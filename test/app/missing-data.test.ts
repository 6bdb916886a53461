import { beforeAll, describe, expect, it } from 'vitest';
import { loadCollectors } from '../../src/app/extensions.js';
import { missingData } from '../../src/app/missing-data.js';
import type { Collector } from '../../src/collectors/contract.js';
import type { MissingReason } from '../../src/model/coverage.js';

let collectors: Collector[];
beforeAll(async () => {
	collectors = [...(await loadCollectors()).values()];
});

function wordsOf(datum: string, reason: MissingReason = 'not-reported', source = 'rvtools', destination = 'vcenter') {
	const inputs = [
		{ side: 'source' as const, kind: source },
		{ side: 'destination' as const, kind: destination },
	];
	return missingData([{ datum, reason }], inputs, collectors)[datum];
}

describe('a datum that a report misses', () => {
	it('is named by tab and column in a workbook', () => {
		expect(wordsOf('vm.powerState')).toEqual({
			name: 'VM power state',
			told: [{ side: 'source', by: 'vInfo tab, column "Powerstate"' }],
		});
		expect(wordsOf('nic.switchName')?.told).toEqual([{ side: 'source', by: 'vNetwork tab, column "Switch"' }]);
		expect(wordsOf('disk.rdmMode')?.told).toEqual([{ side: 'source', by: 'vDisk tab, column "Raw Comp. Mode"' }]);
	});

	it('is named by property and privilege in a vCenter, without privilege in a recording', () => {
		expect(wordsOf('destinationHost.firewall.nfc')?.told).toEqual([
			{ side: 'destination', by: 'HostSystem config.firewall (System.Read)' },
		]);
		expect(wordsOf('destinationHost.certificate.expires')?.told[0]?.by).toContain('(Certificate.Manage)');
		expect(wordsOf('destination.vcenter.version', 'not-reported', 'rvtools', 'govc')?.told).toEqual([
			{ side: 'destination', by: 'ServiceInstance content.about.version' },
		]);
	});

	it('of both sides has a place for each', () => {
		expect(wordsOf('host.version')?.told.map(({ side }) => side)).toEqual(['source', 'destination']);
	});

	it('that this kind of source never tells is looked up elsewhere', () => {
		expect(wordsOf('vm.encrypted', 'not-in-source')?.told).toEqual([
			{ side: 'source', by: 'a live vCenter, VirtualMachine config.keyId and config.hardware.device (System.Read)' },
		]);
	});

	it('that xvcheck makes itself has the name and place of what it is made of', () => {
		expect(wordsOf('vm.mode', 'stale')).toEqual(wordsOf('vm.powerState', 'stale'));
		expect(wordsOf('placement.datastores', 'not-in-source', 'rvtools', 'rvtools')).toEqual({
			name: 'destination datastores',
			told: [{ side: 'destination', by: 'vDatastore tab' }],
		});
	});

	it('is called the same whether its name or its id is missing', () => {
		expect(wordsOf('nic.networkName')?.name).toBe('NIC network');
		expect(wordsOf('nic.network')).toEqual(wordsOf('nic.networkName'));
		expect(wordsOf('pair.ssoDomain', 'not-declared')?.name).toBe('SSO domain');
		expect(wordsOf('plan.link.bandwidth', 'not-declared')?.name).toBe('link bandwidth');
	});

	it('that only the plan can say is a key of the plan', () => {
		const keys = (datum: string, reason: MissingReason = 'not-declared') =>
			wordsOf(datum, reason)?.told.map(({ by }) => by);
		expect(keys('plan.link.bandwidth')).toEqual(['the plan, link.bandwidth']);
		expect(keys('firewall.902/tcp')).toEqual(['the plan, declared.firewall, port 902/tcp']);
		expect(keys('pair.ssoDomain')).toEqual(['the plan, declared.pair.ssoDomain']);
		expect(keys('placement.cluster', 'ambiguous-placement')).toEqual(['the plan, placement.cluster']);
	});
});
