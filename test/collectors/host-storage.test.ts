import { describe, expect, it } from 'vitest';
import { fromTabs, tab, vimHost } from '../support/collected.js';

describe('LUNs of a host', () => {
	it('are read by UUID and name from the API, and from the paths that RVTools lists', async () => {
		const lun = '<ScsiLun><canonicalName>naa.600a</canonicalName><uuid>0200ab</uuid></ScsiLun>';
		expect(await vimHost({ 'config.storageDevice.scsiLun': ['ArrayOfScsiLun', lun] })).toMatchObject({
			luns: ['0200ab', 'naa.600a'],
		});
		const sheet = await fromTabs([
			tab('vInfo', [{ VM: 'a', Host: 'esx01' }]),
			tab('vHost', [{ Host: 'esx01' }]),
			tab('vMultiPath', [
				{ Host: 'esx01', Disk: 'naa.600a', UUID: '0200ab' },
				{ Host: 'esx01', Disk: 'naa.600a', UUID: '0200ab' },
			]),
		]);
		expect(sheet.hosts[0]?.luns).toEqual(['0200ab', 'naa.600a']);
	});
	it('are unknown when the API does not report them, while no I/O filter means none', async () => {
		expect(await vimHost({ 'runtime.connectionState': 'connected' })).not.toHaveProperty('luns');
		const devices = ['ArrayOfScsiLun', ''] as const;
		expect(await vimHost({ 'config.storageDevice.scsiLun': devices })).toMatchObject({ luns: [], ioFilters: [] });
	});
});
