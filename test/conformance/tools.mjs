import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const cache = join(here, '../../.cache/conformance');

/** Runs a program, with `input` on its standard input, and returns what it printed; its errors name the command. */
export async function output(command, args, env = {}, input = '') {
	const running = run(command, args, {
		env: { ...process.env, ...env },
		maxBuffer: 64 * 1024 * 1024,
		timeout: 120_000,
	});
	running.child.stdin.end(input);
	return (await running).stdout;
}

/** Builds govc and vcsim once per version of their module; undefined with the reason when that is not possible. */
export async function goTools() {
	const folder = join(here, 'go');
	const hash = createHash('sha256');
	for (const file of ['go.sum', 'govc/main.go', 'vcsim/main.go']) hash.update(readFileSync(join(folder, file)));
	const version = hash.digest('hex').slice(0, 12);
	const bin = join(cache, `go-${version}`);
	try {
		for (const name of ['govc', 'vcsim']) {
			if (existsSync(join(bin, name))) continue;
			mkdirSync(bin, { recursive: true });
			await run('go', ['build', '-o', join(bin, name), `./${name}`], { cwd: folder, timeout: 600_000 });
		}
		return { govc: join(bin, 'govc'), vcsim: join(bin, 'vcsim') };
	} catch (error) {
		return { missing: `govc and vcsim cannot be built: ${String(error.stderr ?? error.message).split('\n')[0]}` };
	}
}

/** A Python with pyVmomi, or the reason why there is none. */
export async function python() {
	const venv = join(cache, 'venv');
	const program = join(venv, 'bin/python');
	try {
		if (!existsSync(program)) await run('python3', ['-m', 'venv', venv], { timeout: 120_000 });
		await run(program, ['-c', 'import pyVmomi']).catch(() =>
			run(program, ['-m', 'pip', 'install', '--quiet', 'pyvmomi==9.1.1.0'], { timeout: 300_000 }),
		);
		return { program };
	} catch (error) {
		return {
			missing: `pyVmomi cannot be installed: ${String(error.stderr ?? error.message)
				.trim()
				.split('\n')
				.at(-1)}`,
		};
	}
}

/** libvirt's virsh: the installed one, else Debian's package unpacked beside the other tools; or the reason why there is none. */
export async function virsh() {
	const installed = await run('virsh', ['--version']).then(
		() => ({ program: 'virsh', env: {} }),
		() => undefined,
	);
	if (installed !== undefined) return installed;
	const root = join(cache, 'libvirt');
	const program = join(root, 'usr/bin/virsh');
	try {
		if (!existsSync(program)) await unpack('libvirt-clients', root);
		const libraries = ['usr/lib', 'lib'].flatMap((folder) => LIBRARY_FOLDERS.map((name) => join(root, folder, name)));
		const env = { LD_LIBRARY_PATH: libraries.join(':') };
		const { stdout } = await run(program, ['-V'], { env: { ...process.env, ...env } });
		return /\bESX\b/.test(stdout) ? { program, env } : { missing: 'this virsh was built without its ESX driver' };
	} catch (error) {
		return {
			missing: `libvirt-clients cannot be had: ${String(error.stderr || error.message)
				.trim()
				.split('\n')
				.at(-1)}`,
		};
	}
}

const LIBRARY_FOLDERS = ['x86_64-linux-gnu', 'aarch64-linux-gnu'];

/** Unpacks a Debian package with what it needs and the machine lacks, without installing anything. */
async function unpack(name, root) {
	const archives = join(cache, 'archives');
	mkdirSync(join(archives, 'partial'), { recursive: true });
	const download = [
		'install',
		'--download-only',
		'--yes',
		'--no-install-recommends',
		'-o',
		`Dir::Cache::archives=${archives}`,
	];
	await run('apt-get', [...download, name], { timeout: 300_000 });
	for (const file of readdirSync(archives).filter((one) => one.endsWith('.deb')))
		await run('dpkg', ['-x', join(archives, file), root]);
}

/** Starts vcsim and waits until it serves; `stop` ends it. */
export function startVcsim(program, args) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
		let text = '';
		let errors = '';
		child.stderr.on('data', (chunk) => {
			errors += chunk;
		});
		child.once('exit', (code) => reject(new Error(`vcsim ended with ${code}: ${errors.slice(0, 300)}`)));
		child.stdout.on('data', (chunk) => {
			text += chunk;
			const host = /^ready (\S+)$/m.exec(text)?.[1];
			if (host !== undefined) resolve({ host, pid: child.pid, stop: () => child.kill('SIGTERM') });
		});
	});
}

/** SHA-256 thumbprint of the certificate that a server on loopback shows. */
export function fingerprint(host) {
	const [name, port] = host.split(':');
	return new Promise((resolve, reject) => {
		const socket = connect({ host: name, port: Number(port), rejectUnauthorized: false }, () => {
			resolve(socket.getPeerCertificate().fingerprint256);
			socket.end();
		});
		socket.once('error', reject);
	});
}
