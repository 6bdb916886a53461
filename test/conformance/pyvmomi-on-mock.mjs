import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { withDemo } from './mock.mjs';
import { output } from './tools.mjs';

/** pyVmomi converts every member of an answer to its declared type, and stops at the first that is wrong. */
export function pyvmomiOnMock(check, program) {
	return withDemo(async (vcenter, url) => {
		let found;
		await check('pyVmomi connects, walks views, pages, reads whole objects', async () => {
			const script = fileURLToPath(new URL('./pyvmomi/client.py', import.meta.url));
			const args = [script, url.hostname, url.port, vcenter.username];
			found = JSON.parse(await output(program, args, { XVCHECK_PASSWORD: vcenter.password }));
			assert.equal(found.version, '7.0.3');
			assert.ok(found.members > 10_000, `${found.members} members read`);
		});
		if (found === undefined) return;
		await check('pyVmomi sees what the scenario says', () => {
			assert.equal(found.types.VirtualMachine.length, 16);
			assert.deepEqual(found.types.VmwareDistributedVirtualSwitch, ['dvs-mi']);
			assert.ok(found.types.Network.includes('VLAN20-Db') && found.types.Network.includes('Management Network'));
			assert.deepEqual([found.pages, found.disks], [6, 25]);
			assert.deepEqual(found.vmotion, ['vmotion.key-vim.host.VirtualNic-vmk1']);
			assert.equal(found.licenses.length, 4);
		});
		await check('pyVmomi gets the faults it knows', () => {
			assert.deepEqual([found.unknown, found.wrongPassword], ['config.nonsense', 'InvalidLogin']);
		});
	});
}
