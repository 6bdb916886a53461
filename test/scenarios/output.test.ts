import { spawn } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, root, xvcheck } from './support.js';

const demo = join(root, 'fixtures/plans/demo.yaml');
const scenario = join(root, 'fixtures/scenarios/demo.yaml');
const program = join(root, 'bin/run.js');

/** Runs a shell line with the program as `$X` and tells its exit code. */
function shell(line: string, cwd = root): Promise<{ code: number | null; stderr: string }> {
	const child = spawn('bash', ['-c', `set -o pipefail; ${line}`], {
		cwd,
		env: { ...process.env, X: `${process.execPath} ${program}`, NO_COLOR: '1' },
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let stderr = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
	});
	return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

describe('output', () => {
	it('ends quietly when the reader goes away, with the code of the verdict', async () => {
		const { code, stderr } = await shell(
			`$X check ${demo} --all-findings --json 2>&1 >/dev/full | cat; exit \${PIPESTATUS[0]}`,
		);
		expect(code, stderr).toBe(2);
		const piped = await shell(`$X check ${demo} --all-findings --json | head -c 10`);
		expect(piped.stderr).toMatch(/^((reading|asking what the account may do in) .*\n)+evaluating\nexit 0: ready\n$/);
		expect(piped.code).toBe(0);
	});

	it('follows a link, replaces its target and leaves no temporary file', async () => {
		const folder = folderWith({ 'real.json': 'old' });
		symlinkSync('real.json', join(folder, 'link.json'));
		expect((await xvcheck(['check', demo, '--format', 'json=link.json'], { cwd: folder })).code).toBe(0);
		expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
		expect(JSON.parse(readFileSync(join(folder, 'real.json'), 'utf8'))).toMatchObject({ exitCode: 0 });
		expect(readdirSync(folder).sort()).toEqual(['link.json', 'real.json']);
	});

	it('refuses a folder in the way, and a full disk', async () => {
		const folder = folderWith({});
		const inTheWay = await xvcheck(['check', demo, '--format', `json=${folder}`]);
		expect(inTheWay).toMatchObject({ code: 2, stderr: expect.stringContaining('a folder is in the way') });
		const full = await xvcheck(['check', demo, '--format', 'json=/dev/full']);
		expect(full).toMatchObject({ code: 2, stderr: expect.stringContaining('the disk is full') });
	});

	it('never writes a password that it was given, and asks nobody without a terminal', async () => {
		const { code, stderr } = await xvcheck(['collect', 'vcenter:https://ro@127.0.0.1:9', '--output', 'x.json'], {
			env: { XVCHECK_PASSWORD: 'hunter2' },
		});
		expect(code).toBe(2);
		expect(stderr).not.toContain('hunter2');
		expect(stderr).toContain('127.0.0.1:9');
	});
});

describe('the mock', () => {
	const serve = (...args: string[]) =>
		spawn(process.execPath, [program, 'mock', scenario, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
	const firstOutput = (child: ReturnType<typeof serve>, until: (text: string) => boolean) =>
		new Promise<string>((resolve, reject) => {
			let text = '';
			child.stdout.setEncoding('utf8').on('data', (piece: string) => {
				text += piece;
				if (until(text)) resolve(text);
			});
			child.on('close', () => reject(new Error(`ended early: ${text}`)));
		});

	it('tells how to reach each vCenter, serves until SIGTERM and exits 0', async () => {
		const child = serve();
		let hints = '';
		child.stderr.setEncoding('utf8').on('data', (piece: string) => {
			hints += piece;
		});
		const text = await firstOutput(child, (seen) => seen.includes('ready\n'));
		const closed = new Promise((resolve) => child.on('close', resolve));
		const [source, destination, ready] = text.split('\n');
		expect(source).toMatch(/^source https:\/\/127\.0\.0\.1:\d+ ro@milan\.local \S+ sha256 [0-9A-F:]{95}$/i);
		expect(destination).toMatch(/^destination https:\/\/127\.0\.0\.1:\d+ /);
		expect(ready).toBe('ready');
		child.kill('SIGTERM');
		expect(await closed).toBe(0);
		expect(hints).toContain(`govc:    GOVC_INSECURE=1 GOVC_URL=https://ro%40milan.local:`);
		expect(hints).toContain(`xvcheck: XVCHECK_PASSWORD=`);
	});

	it('listens on loopback only, and says what it cannot serve', async () => {
		const open = await xvcheck(['mock', scenario, '--listen', '0.0.0.0']);
		expect(open).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('loopback only') });
		const nothing = await xvcheck(['mock', 'govc:no/such/folder']);
		expect(nothing).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('no/such/folder') });
	});

	it('is collected from like a real vCenter: thumbprint, user, password from the surroundings', async () => {
		const child = serve('--json');
		const { vcenters, ready } = JSON.parse(await firstOutput(child, (seen) => seen.includes('\n')));
		const closed = new Promise((resolve) => child.on('close', resolve));
		expect(ready).toBe(true);
		const [{ url, username, password, thumbprintSha256 }] = vcenters;
		const args = ['collect', url, '--username', username, '--output', '-'];
		const trusted = await xvcheck([...args, '--thumbprint', thumbprintSha256], { env: { XVCHECK_PASSWORD: password } });
		expect(trusted.code, trusted.stderr).toBe(0);
		expect(JSON.parse(trusted.stdout).vms).toHaveLength(16);
		const piped = await xvcheck([...args, '--thumbprint', thumbprintSha256, '--password-stdin'], {
			input: `${password}\n`,
		});
		expect(piped.code, piped.stderr).toBe(0);
		const untrusted = await xvcheck(args, { env: { XVCHECK_PASSWORD: password } });
		expect(untrusted).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--thumbprint') });
		const wrong = await xvcheck([...args, '--thumbprint', thumbprintSha256], {
			env: { XVCHECK_PASSWORD: 'wrong-one' },
		});
		expect(wrong).toMatchObject({ code: 2, stdout: '' });
		expect(wrong.stderr).not.toContain('wrong-one');
		child.kill('SIGINT');
		expect(await closed).toBe(0);
	});

	it('ends a check by a signal with 128 + its number and nothing written', async () => {
		const folder = folderWith({});
		// A server that accepts and never answers keeps the check waiting.
		const sockets: Socket[] = [];
		const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
		await new Promise((resolve) => silent.once('listening', resolve));
		const { port } = silent.address() as { port: number };
		writeFileSync(
			join(folder, 'plan.yaml'),
			`version: 1\nsource: { vcenter: 'https://127.0.0.1:${port}', username: ro }\ndestination: mock:${scenario}#destination\n`,
		);
		const child = spawn(process.execPath, [program, 'check', 'plan.yaml', '--format', 'json=out.json'], {
			cwd: folder,
			env: { ...process.env, XVCHECK_SOURCE_PASSWORD: 'x' },
			stdio: 'ignore',
		});
		const closed = new Promise((resolve) => child.on('close', resolve));
		await new Promise((resolve) => silent.once('connection', resolve));
		child.kill('SIGINT');
		expect(await closed).toBe(130);
		expect(readdirSync(folder)).toEqual(['plan.yaml']);
		for (const socket of sockets) socket.destroy();
		silent.close();
	});
});
