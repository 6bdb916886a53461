import { describe, expect, it } from 'vitest';
import exclusiveHost from '../../src/facts/exclusive-host.js';
import licenceRoom from '../../src/facts/licence-room.js';
import vcenterEdition from '../../src/facts/vcenter-edition.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { License } from '../../src/model/inventory/service.js';
import type { Vm } from '../../src/model/inventory/vm.js';
import { derive, lacks } from './fact-harness.js';
import { GIB, scope } from './support.js';

describe('a host for a VM alone', () => {
	const fits = (vm: Partial<Vm>, ...hosts: readonly Partial<Host>[]) => {
		const esx = hosts.map((host, i) => ({ id: `h-${i}`, name: `esx0${i}`, cluster: 'c-1', ...host }));
		const clusters = [{ id: 'c-1', name: 'Prod' }];
		const s = scope({ vms: [{ id: 'vm-1', name: 'app-01', ...vm }] }, { hosts: esx, clusters });
		return derive(exclusiveHost, { move: s.moves[0]! }, s);
	};
	const VM = { cpus: 16, memoryBytes: 64 * GIB };

	it('has its cores and its memory; one is enough', () => {
		const small = { cpu: { cores: 8, threads: 16 }, memoryBytes: 512 * GIB };
		expect(fits(VM, small, { cpu: { cores: 16 }, memoryBytes: 64 * GIB }).value.fits).toBe(true);
		expect(fits(VM, small).value.fits).toBe(false);
		expect(fits(VM, { cpu: { cores: 16 }, memoryBytes: 32 * GIB }).value.fits).toBe(false);
	});
	it('is unknown while a size is not told that decides', () => {
		expect(lacks(fits({ cpus: 16 }, { cpu: { cores: 16 }, memoryBytes: GIB }), 'fits')).toEqual([
			'vm.memoryBytes not-reported',
		]);
		expect(lacks(fits(VM, { memoryBytes: 128 * GIB }), 'fits')).toEqual(['destination.host.cpu.cores not-reported']);
		expect(fits(VM, { memoryBytes: GIB }).value.fits).toBe(false);
		expect(lacks(fits(VM), 'fits')).toEqual(['placement.cluster ambiguous-placement']);
	});
});

describe('the edition of the vCenters', () => {
	const STANDARD = { id: 'l-1', name: 'vCenter Server 8 Standard', editionKey: 'vc.standard.instance' };
	const edition = (source: readonly License[], destination: readonly License[] = [STANDARD]) => {
		const vcenter = { instanceUuid: 'uuid-1' };
		const s = scope({ vcenter, licenses: [...source] }, { licenses: [...destination] });
		return derive(vcenterEdition, s, s);
	};

	it.each([
		[{ editionKey: 'vc.standard.instance' }, true],
		[{ editionKey: 'vc.vcf.entitlement.cpuCoreMin' }, true],
		[{ editionKey: 'vc.foundation.instance' }, false],
		[{ name: 'VMware vCenter Server 7 Essentials' }, false],
		[{ name: 'vCenter Server 8 for vSphere Foundation' }, true],
		[{ name: 'vCenter Server 6 Foundation' }, false],
		[{ name: 'vSphere 8 Standard' }, undefined],
	])('by key or name: %j is %s', (licence, expected) => {
		expect(edition([{ id: 'l-2', ...licence }]).value.standard).toBe(expected);
	});
	it('is that of the assigned licence; another one in the list says nothing', () => {
		const foundation = { id: 'l-2', name: 'vCenter Server 7 Foundation', assignedTo: ['uuid-1'] };
		expect(edition([STANDARD, foundation]).value).toEqual({
			standard: false,
			lesser: ['source vCenter: vCenter Server 7 Foundation'],
		});
		expect(
			edition([
				{ ...STANDARD, assignedTo: ['uuid-1'] },
				{ ...foundation, assignedTo: [] },
			]).value.standard,
		).toBe(true);
	});
	it('is unknown where licences in use disagree, or an evaluation shows no end', () => {
		const foundation = { id: 'l-2', name: 'vCenter Server 7 Foundation' };
		expect(lacks(edition([STANDARD, foundation]), 'standard')).toEqual(['source.licenses.name not-reported']);
		expect(edition([STANDARD, { ...foundation, used: 0 }]).value.standard).toBe(true);
		const evaluation = { id: 'l-3', editionKey: 'eval', assignedTo: ['uuid-1'] };
		expect(lacks(edition([evaluation]), 'standard')).toEqual(['source.licenses.expires not-reported']);
		expect(edition([{ ...evaluation, expires: '2027-01-01T00:00:00Z' }]).value.standard).toBe(true);
	});
});

describe('units left of licences', () => {
	const room = (licence: Partial<License>, host: Partial<Host> = { licenseKeyId: 'l-1' }) => {
		const hosts = [{ id: 'h-1', name: 'esx11', ...host }];
		const licenses = [{ id: 'l-1', name: 'vSphere 8 Enterprise Plus', ...licence }];
		const s = scope({ vms: [{ id: 'vm-1', name: 'app-01' }] }, { hosts, licenses });
		return derive(licenceRoom, s, s);
	};

	it('are counted for the licences of the destination hosts', () => {
		expect(room({ total: 16, used: 8 }).value).toEqual({ hosts: 1, left: true, over: false, full: [] });
		expect(room({ total: 16, used: 16 }).value).toMatchObject({ left: false, over: false });
		expect(room({ total: 16, used: 18 }).value).toMatchObject({
			left: false,
			over: true,
			full: ['vSphere 8 Enterprise Plus (18 of 16)'],
		});
	});
	it('do not run out where there is no limit', () => {
		expect(room({ total: 0, used: 18 }).value.left).toBe(true);
		expect(room({ editionKey: 'eval', total: 4, used: 4 }).value.left).toBe(true);
	});
	it('are unknown without the figures, or the licence of a host', () => {
		expect(lacks(room({ total: 16 }), 'left')).toEqual(['destination.licenses.used not-reported']);
		expect(lacks(room({ total: 16, used: 8 }, {}), 'left')).toEqual(['host.licenseKeyId not-reported']);
	});
});
