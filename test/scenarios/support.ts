import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Ended {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs the built program, without a terminal and without a password in its surroundings. */
export function xvcheck(
	args: readonly string[],
	options: { readonly cwd?: string; readonly env?: Record<string, string>; readonly input?: string } = {},
): Promise<Ended> {
	const { PATH = '', HOME = '' } = process.env;
	const child = spawn(process.execPath, [join(root, 'bin/run.js'), ...args], {
		cwd: options.cwd ?? root,
		env: { PATH, HOME, NO_COLOR: '1', ...options.env },
	});
	child.stdin.end(options.input ?? '');
	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
	});
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code) => resolve({ code, stdout, stderr }));
	});
}

/** A new folder with these files. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
	const folder = mkdtempSync(join(tmpdir(), 'xvcheck-scenario-'));
	for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
	return folder;
}
