import { describe, expect, it } from 'vitest';
import floppyAccess from '../../src/facts/floppy-access.js';
import keyProvider from '../../src/facts/key-provider.js';
import mediaAccess from '../../src/facts/media-access.js';
import vmKind from '../../src/facts/vm-kind.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Vm, VmMedia } from '../../src/model/inventory/vm.js';
import { derive, lacks } from './fact-harness.js';
import { scope } from './support.js';

function moved(vm: Partial<Vm>, destination: Partial<Inventory> = {}, source: Partial<Inventory> = {}) {
	const s = scope({ vms: [{ id: 'vm-1', name: 'app-01', ...vm }], ...source }, destination);
	return { s, subject: { move: s.moves[0]! } };
}

describe('kinds of VMs', () => {
	const kind = (vm: Partial<Vm>) => {
		const { s, subject } = moved(vm);
		return derive(vmKind, subject, s);
	};
	it.each<[Partial<Vm>, string]>([
		[{ name: 'vCLS (4)' }, 'vcls'],
		[{ name: 'vCLS-4230a3b1-5d4d-4b3a-9a57-6ddd2d5c8a11' }, 'vcls'],
		[{ name: 'vCLS-x', managedBy: { extensionKey: 'com.vmware.vim.eam' } }, 'vcls'],
		[{ name: 'vCLS-x', path: '/DC1/vCLS' }, 'vcls'],
		[{ name: 'vCLS-testing', path: '/DC1/Lab', template: false }, 'ordinary'],
		[{ srmPlaceholder: true }, 'placeholder'],
		[{ managedBy: { extensionKey: 'com.vmware.vcDr', type: 'placeholderVm' } }, 'placeholder'],
		[{ managedBy: { extensionKey: 'com.vmware.vim.eam' } }, 'agent'],
		[{ template: true }, 'template'],
		[{ template: false }, 'ordinary'],
	])('%j is %s', (vm, expected) => {
		expect(kind(vm).value.kind).toBe(expected);
	});
	it('are unknown while the source does not tell templates apart', () => {
		expect(lacks(kind({}), 'kind')).toEqual(['vm.template not-reported']);
		expect(kind({}).value.vcls).toBe(false);
	});
	it('are unknown for a name that only begins like one of vSphere while nothing else tells', () => {
		expect(lacks(kind({ name: 'vCLS-like' }), 'vcls')).toEqual(['vm.managedBy not-reported']);
	});
});

describe('drives', () => {
	const STORES = { datastores: [{ id: 'd-1', name: 'iso-fr', backingId: 'nas:a:/iso' }] };
	const drive = (item: Partial<VmMedia>): VmMedia => ({ id: '3000', label: 'CD 1', kind: 'cdrom', ...item });
	const media = (
		items: VmMedia[] | undefined,
		vm: Partial<Vm> = { powerState: 'poweredOn' },
		destination: Partial<Inventory> = STORES,
	) => {
		const { s, subject } = moved({ ...vm, ...(items && { media: items }) }, destination, {
			datastores: [
				{ id: 's-1', name: 'iso', backingId: 'nas:a:/iso' },
				{ id: 's-2', name: 'local', backingId: 'vmfs:1' },
			],
		});
		return derive(mediaAccess, subject, s);
	};
	it('without media are no problem', () => {
		expect(media([]).value).toMatchObject({ iso: 'none', host: 'none', client: 'none' });
		expect(media([drive({ backing: 'none', connected: false })]).value.iso).toBe('none');
	});
	it('with an ISO on a datastore that the destination lacks are a problem', () => {
		const result = media([
			drive({ backing: 'iso', connected: true, isoDatastoreName: 'local', isoPath: '[local] a.iso' }),
		]);
		expect(result.value).toMatchObject({ iso: 'connected', isoDrives: ['CD 1'], isoPaths: ['[local] a.iso'] });
		expect(media([drive({ backing: 'iso', connected: false, isoDatastoreName: 'local' })]).value).toMatchObject({
			iso: 'disconnected',
			isoMayBeConnected: false,
		});
	});
	it('with an ISO on a datastore that both sides see, or on every host, are none', () => {
		expect(media([drive({ backing: 'iso', connected: true, isoDatastoreName: 'iso' })]).value.iso).toBe('none');
		expect(media([drive({ backing: 'iso', connected: true, isoDatastoreName: '' })]).value.iso).toBe('none');
	});
	it('are unknown while the destination lists no datastores, or one of the same name without identity', () => {
		const iso = drive({ backing: 'iso', connected: true, isoDatastoreName: 'other' });
		expect(lacks(media([iso], { powerState: 'poweredOn' }, {}), 'iso')).toEqual([
			'destination.datastores not-reported',
		]);
		const named = { datastores: [{ id: 'd-1', name: 'other' }] };
		expect(lacks(media([iso], { powerState: 'poweredOn' }, named), 'iso')).toEqual([
			'destination.datastores.backingId not-reported',
		]);
	});
	it('of the host or of a client are told apart', () => {
		const items = [
			drive({ backing: 'host', connected: false }),
			drive({ id: '3001', label: 'CD 2', backing: 'client', connected: true }),
		];
		expect(media(items).value).toMatchObject({ host: 'disconnected', client: 'connected', clientDrives: ['CD 2'] });
	});
	it('for floppies are one kind, and the worst counts', () => {
		const floppy = (floppies?: VmMedia[]) => {
			const { s, subject } = moved({ powerState: 'poweredOn', ...(floppies && { floppies }) }, STORES);
			return derive(floppyAccess, subject, s);
		};
		const off = drive({ id: '8000', label: 'Floppy 1', kind: 'floppy', backing: 'host', connected: false });
		expect(floppy([]).value).toEqual({ state: 'none', mayBeConnected: false, drives: [] });
		expect(floppy([off]).value).toEqual({ state: 'disconnected', mayBeConnected: false, drives: ['Floppy 1'] });
		expect(floppy([off, { ...off, backing: 'client', connected: true }]).value.state).toBe('connected');
		expect(lacks(floppy(), 'state')).toEqual(['vm.floppies not-reported']);
		expect(lacks(floppy([drive({ kind: 'floppy', connected: true })]), 'state')).toContain(
			'vm.floppies.backing not-reported',
		);
	});
	it('count as connected at power-on for a VM that moves cold', () => {
		const item = drive({ backing: 'host', connected: false, startConnected: true });
		expect(media([item], { powerState: 'poweredOff' }).value.host).toBe('connected');
		expect(media([item], { powerState: 'poweredOn' }).value.host).toBe('disconnected');
	});
	it('that the source cannot name are unknown, and harmless when disconnected', () => {
		const connected = media([drive({ connected: true })]);
		expect(lacks(connected, 'host')).toEqual(['vm.media.backing not-reported']);
		expect(connected.value.hostMayBeConnected).toBe(true);
		expect(media([drive({ connected: false })]).value.hostMayBeConnected).toBe(false);
	});
	it('are certain once one of them is a connected problem', () => {
		expect(
			media([drive({ connected: true }), drive({ id: '3001', backing: 'host', connected: true })]).value.host,
		).toBe('connected');
	});
	it('are unknown when the source lists none at all', () => {
		expect(lacks(media(undefined), 'client')).toEqual(['vm.media not-reported']);
	});
});

describe('key providers', () => {
	const keys = (vm: Partial<Vm>, destination: Partial<Inventory>) => {
		const { s, subject } = moved(vm, destination);
		return derive(keyProvider, subject, s);
	};
	it('must be at the destination by the same name', () => {
		const vm = { encrypted: true, keyProvider: 'kp-mi', disks: [{ id: '2000', keyProvider: 'kp-disks' }] };
		expect(keys(vm, { keyProviders: [{ id: 'kp-mi' }, { id: 'kp-disks' }] }).value.present).toBe(true);
		expect(keys(vm, { keyProviders: [{ id: 'kp-mi' }] }).value).toEqual({
			needed: ['kp-mi', 'kp-disks'],
			absent: ['kp-disks'],
			present: false,
		});
	});
	it('are unknown where the destination could not be asked', () => {
		const coverage = [
			{ collection: 'keyProviders', datum: '*', reason: 'no-privilege' as const, count: 1, examples: [] },
		];
		const result = keys({ encrypted: true, keyProvider: 'kp-mi' }, { coverage });
		expect(lacks(result, 'present')).toEqual(['destination.keyProviders no-privilege']);
	});
	it('are none for a VM that is not encrypted, and unknown for one that nobody told about', () => {
		expect(keys({ encrypted: false }, {}).value.present).toBe(true);
		expect(lacks(keys({}, {}), 'present')).toEqual(['vm.encrypted not-reported']);
	});
});
