import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import govc from '../../src/inputs/govc.js';
import { silent } from '../../src/shared/progress.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const notes: string[] = [];
const options = {
	now: '2026-11-24T12:00:00Z',
	toolVersion: '0.0.0',
	progress: { ...silent, note: (text: string) => notes.push(text) },
};

const object = (type: string, id: string, properties: Record<string, string> = {}): string =>
	`<ObjectContent><obj type="${type}">${id}</obj>${Object.entries(properties)
		.map(([name, xml]) => `<propSet><name>${name}</name><val>${xml}</val></propSet>`)
		.join('')}</ObjectContent>`;

function recording(files: Readonly<Record<string, string>>): string {
	const folder = mkdtempSync(join(root, 'recording-'));
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(join(folder, name, '..'), { recursive: true });
		writeFileSync(join(folder, name), content);
	}
	return folder;
}

const ABOUT = '<about><version>8.0.3</version><build>24322831</build><instanceUuid>u-1</instanceUuid></about>';
const VM = object('VirtualMachine', 'vm-1', {
	name: 'app-01',
	config: '<template>false</template><version>vmx-19</version>',
});

describe('reading a govc recording', () => {
	it('reads objects, and results of methods beside them', async () => {
		const key = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';
		const folder = recording({
			'0000-ServiceInstance-ServiceInstance.xml': object('ServiceInstance', 'ServiceInstance', { content: ABOUT }),
			'0001-VirtualMachine-vm-1.xml': VM,
			'0002-HostSystem-host-1.xml': object('HostSystem', 'host-1', { name: 'esx01' }),
			'LicenseAssignmentManager-LicenseAssignmentManager/QueryAssignedLicenses.xml': `<QueryAssignedLicensesResponse><returnval><entityId>host-1</entityId><assignedLicense><licenseKey>${key}</licenseKey><editionKey>esx.enterprisePlus</editionKey><name>Enterprise Plus</name></assignedLicense></returnval></QueryAssignedLicensesResponse>`,
		});
		expect(await govc.accepts(folder)).toBe(true);
		const inventory = await govc.read(folder, options);
		expect(inventory.vcenter).toMatchObject({ version: '8.0.3', build: 24322831, instanceUuid: 'u-1' });
		expect(inventory.vms).toMatchObject([{ id: 'vm-1', name: 'app-01', hardwareVersion: 19 }]);
		expect(inventory.licenses).toMatchObject([{ name: 'Enterprise Plus', assignedTo: ['host-1'] }]);
		expect(inventory.hosts[0]?.licenseKeyId).toBe(inventory.licenses[0]?.id);
		expect(JSON.stringify(inventory)).not.toContain('AAAAA');
	});

	it('reads one without root folder and ServiceInstance: paths are read errors, the identity is not in the source', async () => {
		const inventory = await govc.read(
			recording({
				'0001-VirtualMachine-vm-1.xml': object('VirtualMachine', 'vm-1', { name: 'app-01', parent: 'group-v9' }),
			}),
			options,
		);
		expect(inventory.coverage).toContainEqual(expect.objectContaining({ datum: 'path', reason: 'read-error' }));
		expect(inventory.coverage).toContainEqual(
			expect.objectContaining({ collection: 'vcenter', datum: 'version', reason: 'not-in-source' }),
		);
	});

	it('notes a broken file and a broken link as unread, and reads the rest', async () => {
		const folder = recording({
			'0001-VirtualMachine-vm-1.xml': VM,
			'0002-HostSystem-host-1.xml': '<ObjectContent><obj',
		});
		symlinkSync(join(folder, 'nowhere'), join(folder, '0003-Datastore-datastore-1.xml'));
		const inventory = await govc.read(folder, options);
		expect(inventory.vms).toHaveLength(1);
		for (const [collection, file] of [
			['hosts', '0002-HostSystem-host-1.xml'],
			['datastores', '0003-Datastore-datastore-1.xml'],
		])
			expect(inventory.coverage).toContainEqual({
				collection,
				datum: '*',
				reason: 'read-error',
				count: 1,
				examples: [expect.stringContaining(file ?? '')],
			});
	});

	it('does not follow links that leave the folder, and names them', async () => {
		const secret = join(root, 'secret.xml');
		writeFileSync(secret, object('VirtualMachine', 'vm-secret'));
		const folder = recording({ '0001-VirtualMachine-vm-1.xml': VM });
		symlinkSync(secret, join(folder, '0002-VirtualMachine-vm-secret.xml'));
		const inventory = await govc.read(folder, options);
		expect(inventory.vms.map(({ id }) => id)).toEqual(['vm-1']);
		expect(notes.join()).toContain('0002-VirtualMachine-vm-secret.xml: is a link that leaves the folder');
	});

	it('never keeps the properties where passwords are found', async () => {
		const config = '<template>false</template><extraConfig><key>guestinfo.pw</key><value>hunter2</value></extraConfig>';
		const folder = recording({
			'0001-VirtualMachine-vm-1.xml': object('VirtualMachine', 'vm-1', { name: 'a', config }),
		});
		expect(JSON.stringify(await govc.read(folder, options))).not.toContain('hunter2');
	});

	it('refuses a document type declaration', async () => {
		const folder = recording({ '0001-VirtualMachine-vm-1.xml': `<!DOCTYPE x [<!ENTITY e "x">]>${VM}` });
		await expect(govc.read(folder, options)).rejects.toMatchObject({ code: 'recording-refused' });
	});

	it('refuses a folder without any object', async () => {
		await expect(govc.read(recording({ 'notes.txt': '' }), options)).rejects.toThrow('no file named NNNN-Type-id.xml');
		expect(await govc.accepts(recording({ 'notes.txt': '' }))).toBe(false);
	});
});
