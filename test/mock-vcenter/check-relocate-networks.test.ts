import { describe, expect, it } from 'vitest';
import { at } from '../../src/shared/xml-value.js';
import {
	asked,
	both,
	type Change,
	center,
	hosts,
	nicEdits,
	none,
	off,
	type Parts,
	type Stage,
	set,
	vm,
} from './relocation.js';

describe('networks', () => {
	it('a NIC without an edit is out of reach: an error when connected, a warning when not', async () => {
		const found = await asked(none, (spec) => {
			spec.deviceChange = spec.deviceChange?.replace(/<deviceChange>.*?<\/deviceChange>/, '') ?? '';
		});
		expect(found.errors).toEqual(['CannotAccessNetwork']);
		expect(at(found.fault('error'), 'device')).toBe('Network adapter 1');
		expect(at(found.fault('error'), 'backing')).toBe('VLAN10-App');
		const cold = await asked(off, (spec) => {
			spec.deviceChange = '';
		});
		expect([cold.errors, cold.warnings]).toEqual([[], ['CannotAccessNetwork', 'CannotAccessNetwork']]);
	});

	it('an unknown network is out of reach', async () => {
		const found = await asked(none, (spec) => {
			spec.deviceChange = spec.deviceChange?.replace(/dvportgroup-\d+/, 'dvportgroup-999') ?? '';
		});
		expect(found.errors).toEqual(['CannotAccessNetwork']);
		expect(at(found.fault('error'), 'backing')).toBe('dvportgroup-999');
	});

	it('an edit of anything but the backing is refused', async () => {
		const found = await asked(none, (spec) => {
			spec.deviceChange =
				spec.deviceChange?.replace('</backing>', '</backing><macAddress>00:50:56:00:00:01</macAddress>') ?? '';
		});
		expect(at(found.fault('error'), 'invalidProperty')).toBe('spec.deviceChange[0].device.macAddress');
		const added = await asked(none, (spec) => {
			spec.deviceChange = spec.deviceChange?.replace('>edit<', '>add<') ?? '';
		});
		expect(at(added.fault('error'), 'invalidProperty')).toBe('spec.deviceChange[0].operation');
	});

	it('a distributed switch of another version cannot be used while powered on', async () => {
		const newer: Change = (_, destination) => {
			set(center(destination).switches?.[0] ?? {}, { version: '8.0.3' });
		};
		const found = await asked(newer);
		expect(found.errors).toEqual(['CannotUseNetwork', 'CannotUseNetwork']);
		expect(at(found.fault('error'), 'reason')).toBe('MismatchedDvsVersionOrVendor');
		expect((await asked(both(newer, off))).errors).toEqual([]);
	});

	it('a standard network is refused to a NIC of a distributed switch up to 7.0', async () => {
		const toStandard = async (spec: Parts, { there }: Stage) => {
			const id = await there.find('Frankfurt/network/Management Network');
			spec.deviceChange =
				spec.deviceChange?.replace(
					/<backing .*?<\/backing>/,
					`<backing xsi:type="VirtualEthernetCardNetworkBackingInfo"><deviceName>Management Network</deviceName><network type="Network">${id}</network></backing>`,
				) ?? '';
		};
		const found = await asked(none, toStandard);
		expect(found.errors).toEqual(['CannotUseNetwork']);
		expect(at(found.fault('error'), 'reason')).toBe('VMotionToUnsupportedNetworkType');
		const newer = await asked((source) => set(source, { version: '8.0.3' }), toStandard);
		expect([newer.errors, newer.warnings]).toEqual([[], ['CannotUseNetwork']]);
	});

	it('policies that differ are a warning, a switch without uplinks is an error', async () => {
		const policy = await asked((_, destination) => {
			for (const network of center(destination).networks ?? [])
				if (network.name === 'VLAN20-Db') set(network, { promiscuous: true });
		});
		expect([policy.errors, policy.warnings]).toEqual([[], ['CannotUseNetwork']]);
		expect(at(policy.fault('warning', 1), 'reason') ?? at(policy.fault('warning'), 'reason')).toBe(
			'MismatchedNetworkPolicies',
		);
		const alone = await asked((_, destination) => {
			hosts(destination).nics = hosts(destination).nics?.filter((nic) => nic.switch !== 'dvs-fr') ?? [];
		});
		expect(alone.errors).toEqual(['VMOnVirtualIntranet', 'VMOnVirtualIntranet']);
	});

	it('a network that the host does not see is out of reach', async () => {
		const found = await asked((_, destination) => {
			for (const network of center(destination).networks ?? [])
				if (network.name === 'VLAN10-App') set(network, { hosts: ['esx-fr-01*'] });
		});
		expect(found.errors).toEqual(['CannotAccessNetwork']);
	});

	it('of a standard switch the network of the same label is taken, with a warning', async () => {
		const standard: Change = (source) => {
			center(source).networks?.push({ name: 'Management Network' });
			vm(source).nics = [{ network: 'Management Network' }];
		};
		const found = await asked(standard, (spec) => {
			spec.deviceChange = '';
		});
		expect([found.errors, found.warnings]).toEqual([[], ['NetworksMayNotBeTheSame']]);
	});

	it('maps to another network as it is told to', async () => {
		const found = await asked(none, async (spec, stage, id) => {
			spec.deviceChange = await nicEdits(stage, id, { 'VLAN10-App': 'VLAN30-Web' });
		});
		expect(found.errors).toEqual([]);
	});
});
