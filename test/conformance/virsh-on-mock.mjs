import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDemo } from './mock.mjs';
import { output } from './tools.mjs';

/** libvirt walks the inventory with traversals of its own, and rejects what does not show its type. */
export function virshOnMock(check, { program, env }) {
	return withDemo(async (vcenter, url) => {
		const folder = mkdtempSync(join(tmpdir(), 'xvcheck-virsh-'));
		const credentials = join(folder, 'auth.conf');
		writeFileSync(
			credentials,
			`[credentials-mock]\nusername=${vcenter.username}\npassword=${vcenter.password}\n[auth-esx-${url.hostname}]\ncredentials=mock\n`,
			{ mode: 0o600 },
		);
		const address = `vpx://${url.host}/Milan/Milan-A/esx-mi-01.example.com?no_verify=1`;
		const virsh = (...args) =>
			output(program, ['-c', address, ...args], {
				...env,
				LIBVIRT_AUTH_FILE: credentials,
				// It warns of every member that is younger than itself.
				LIBVIRT_LOG_OUTPUTS: '4:stderr',
			});
		try {
			await check('virsh -c vpx:// connects', async () => {
				assert.equal((await virsh('hostname')).trim(), 'esx-mi-01.example.com');
				assert.match(await virsh('version'), /ESX 7\.0\.3/);
			});
			await check('virsh sees host, VMs, datastores and networks', async () => {
				assert.match(await virsh('nodeinfo'), /CPU\(s\): +32\n[\s\S]*Memory size: +536870912 KiB/);
				const running = (await virsh('list', '--all')).match(/ running$/gm) ?? [];
				assert.equal(running.length, 8);
				assert.match(await virsh('dominfo', 'app-01'), /CPU\(s\): +4\nMax memory: +16777216 KiB/);
				assert.match(await virsh('pool-info', 'ds-mi-01'), /Capacity: +10\.00 TiB\nAllocation: +4\.00 TiB/);
				assert.match(await virsh('net-list'), /vSwitch0 +active/);
			});
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
}
