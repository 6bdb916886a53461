import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { withDemo } from './mock.mjs';
import { output } from './tools.mjs';

const script = (name) => fileURLToPath(new URL(`./pyvmomi/${name}`, import.meta.url));

/** pyVmomi converts every member of an answer to its declared type, and stops at the first that is wrong. */
export function pyvmomiOnMock(check, program) {
	return withDemo(async (vcenter, url, destination) => {
		await reading(check, program, vcenter, url);
		await relocating(check, program, vcenter, url, destination);
	});
}

async function reading(check, program, vcenter, url) {
	let found;
	await check('pyVmomi connects, walks views, pages, reads whole objects', async () => {
		const args = [script('client.py'), url.hostname, url.port, vcenter.username];
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
}

async function relocating(check, program, vcenter, url, destination) {
	let found;
	const there = new URL(destination.url);
	await check('pyVmomi asks CheckRelocate with a ServiceLocator and waits for its task', async () => {
		const from = [url.hostname, url.port, vcenter.username];
		const to = [there.hostname, there.port, destination.username, destination.thumbprintSha1];
		const args = [script('relocate.py'), ...from, ...to];
		const secrets = { XVCHECK_PASSWORD: vcenter.password, XVCHECK_DESTINATION_PASSWORD: destination.password };
		found = JSON.parse(await output(program, args, secrets));
		assert.deepEqual([found.good.state, found.good.errors], ['success', []]);
		assert.match(found.good.host, /^host-\d+$/);
	});
	if (found === undefined) return;
	await check('pyVmomi gets the faults of CheckRelocate in their types', () => {
		assert.deepEqual(found.withoutNics.errors, ['CannotAccessNetwork', 'CannotAccessNetwork']);
		assert.deepEqual(found.withoutNics.devices, ['Network adapter 1', 'Network adapter 2']);
		assert.deepEqual(found.datastoreOnly.errors, []);
		assert.deepEqual(found.wrongPassword.errors, ['InvalidLogin']);
		assert.deepEqual(found.wrongThumbprint.errors, ['SSLVerifyFault']);
	});
	await check('pyVmomi follows a task through a filter', () => {
		assert.deepEqual(found.updates[0], ['enter', 'info.state']);
		assert.ok(found.updates.slice(1).every(([kind]) => kind === 'modify'));
		assert.equal(found.recent, 6);
	});
	await check('pyVmomi reads privileges, roles, key providers and the search index', () => {
		assert.deepEqual(found.privileges, { 'Resource.HotMigrate': true, 'System.Read': true });
		assert.ok(found.roles.includes('ReadOnly'));
		assert.deepEqual([found.keyProviders, found.hosts], [0, ['esx-mi-01.example.com']]);
	});
}
