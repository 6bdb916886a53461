#!/usr/bin/env node
// For work on xvcheck itself: builds what changed, then runs it. Installed copies have no use for it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
if (built.status !== 0) process.exit(2);
await import('./run.js');
