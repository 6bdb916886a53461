import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockSite, type MockVCenter, serve } from '../../src/mock-vcenter/start-mock.js';
import { smallScenario } from '../support/vim-client.js';
import { folderWith, root, xvcheck } from './support.js';

const PASSWORD = 'n0t-for-l0gs';
let site: MockSite;
let vcenter: MockVCenter;
beforeAll(async () => {
	site = await serve(smallScenario(5, { password: PASSWORD }));
	vcenter = site.vcenters[0] as MockVCenter;
});
afterAll(() => site.close());

const source = () => `vcenter:${vcenter.url.replace('https://', 'https://ro@vsphere.local@').replace('/sdk', '')}`;
const collect = (args: readonly string[], password = PASSWORD) =>
	xvcheck(['collect', source(), ...args], { env: { XVCHECK_PASSWORD: password } });

describe('xvcheck collect from a live vCenter', () => {
	it('writes an inventory to a file, and the password nowhere', async () => {
		const folder = folderWith({});
		const file = join(folder, 'inventory.json');
		const ended = await collect(['--thumbprint', vcenter.thumbprintSha1, '--output', file]);
		expect(ended.code).toBe(0);
		const text = readFileSync(file, 'utf8');
		expect(JSON.parse(text).vms).toHaveLength(5);
		expect(text + ended.stdout + ended.stderr).not.toContain(PASSWORD);
	});

	it('of a server with another certificate exits 2 with both digests, before any request', async () => {
		const before = vcenter.running.received.length;
		const ended = await collect(['--thumbprint', '00'.repeat(32), '--output', '-']);
		expect(ended.code).toBe(2);
		expect(ended.stderr).toContain(vcenter.thumbprintSha256);
		expect(ended.stderr).not.toMatch(/\n\s+at /);
		expect(vcenter.running.received.length).toBe(before);
	});

	it('with a wrong password exits 2 after one try', async () => {
		const before = vcenter.running.received.filter((name) => name === 'Login').length;
		const ended = await collect(['--thumbprint', vcenter.thumbprintSha256, '--output', '-'], 'wr0ng');
		expect(ended.code).toBe(2);
		expect(ended.stderr).toContain('refused the login of ro@vsphere.local');
		expect(ended.stderr + ended.stdout).not.toContain('wr0ng');
		expect(vcenter.running.received.filter((name) => name === 'Login').length).toBe(before + 1);
	});

	it.each([
		['SIGINT', 130],
		['SIGTERM', 143],
	] as const)('interrupted by %s logs out, leaves no file and exits %d', async (signal, code) => {
		const file = join(folderWith({}), 'inventory.json');
		const child = spawn(
			process.execPath,
			[join(root, 'bin/run.js'), 'collect', source(), '--thumbprint', vcenter.thumbprintSha256, '--output', file],
			{ env: { PATH: process.env.PATH ?? '', XVCHECK_PASSWORD: PASSWORD, NO_COLOR: '1' }, stdio: 'ignore' },
		);
		vcenter.running.intercept = async (method) => {
			if (method !== 'RetrievePropertiesEx') return false;
			child.kill(signal);
			await new Promise((resolve) => setTimeout(resolve, 300));
			return false;
		};
		const ended = await new Promise((resolve) => child.on('close', (status, by) => resolve(status ?? by)));
		vcenter.running.intercept = undefined;
		expect(ended).toBe(code);
		expect(existsSync(file)).toBe(false);
		expect(vcenter.running.received.at(-1)).toBe('Logout');
		expect(vcenter.running.server.sessions.active).toBe(0);
	});
});
