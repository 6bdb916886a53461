import { createHash } from 'node:crypto';
import type { ProbeTarget } from '../../model/probes.js';
import type { KitStep } from './manifest.js';

/** First line of every output. */
export const OUTPUT_MARK = '#xvcheck-kit 1';

const SECONDS = 3;
const PINGS = 3;

/** Text as one word of a POSIX shell, whatever is in it. */
export function quote(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Names and addresses that may stand in a command: letters, digits, `.`, `_`, `-`, `:` and, for tools that read a leading dash
 * as an option, none of those first. Everything else is left out of a kit.
 */
export function isSafeWord(text: string): boolean {
	return /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,254}$/.test(text);
}

export interface ScriptInput {
	readonly kit: string;
	readonly host: ProbeTarget;
	readonly steps: readonly KitStep[];
}

export interface Script {
	readonly text: string;
	/** Names the list of steps in the output. */
	readonly sha256: string;
}

/**
 * The script for one host: plain POSIX shell for the busybox of ESXi. It only reads and asks: vmkping, nc, nslookup and listings
 * of esxcli. Output of tools is indented, so that nothing in it can pass for a mark of ours.
 */
export function scriptFor({ kit, host, steps }: ScriptInput): Script {
	const body = steps.map((step, at) => `step ${at + 1} ${commandOf(step)}`).join('\n');
	const sha256 = createHash('sha256').update(`${host.side} ${host.name}\n${body}`).digest('hex');
	const text = `#!/bin/sh
# Read-only probes of an ESXi host, made by xvcheck for review before anybody runs them.
# It pings, opens and closes TCP connections, looks names up and lists network settings. It changes nothing and sends nothing on.
# Run it on the host that is named below, and keep what it prints:   sh THIS-FILE > OUTPUT-FILE
set -u
PATH="$PATH:/bin:/sbin:/usr/bin:/usr/sbin"
LC_ALL=C
export PATH LC_ALL
TOTAL=${steps.length}

step() {
	number=$1
	shift
	printf 'step %s of %s\\r' "$number" "$TOTAL" >&2
	printf '#step %s\\n' "$number"
	output=$("$@" 2>&1 </dev/null)
	code=$?
	[ -z "$output" ] || printf '%s\\n' "$output" | sed 's/^/| /'
	printf '#exit %s\\n' "$code"
}

trap 'printf "#interrupted\\n"; exit 130' INT TERM HUP
printf '%s\\n' ${quote(OUTPUT_MARK)}
printf '#kit %s\\n' ${quote(kit)}
printf '#script %s\\n' ${quote(sha256)}
printf '#host %s\\n' ${quote(`${host.side} ${oneLine(host.name)}`)}
printf '#started %s\\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
${body}
printf '#finished %s\\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
printf '#end %s\\n' "$TOTAL"
printf '\\ndone: give the output to the person who runs xvcheck\\n' >&2
`;
	return { text, sha256 };
}

const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f]/g, '?');

function commandOf(step: KitStep): string {
	switch (step.kind) {
		case 'ping': {
			const stack = step.stack === 'defaultTcpipStack' ? '' : ` -S ${quote(step.stack)}`;
			return `vmkping${stack} -I ${quote(step.adapter)} -d -c ${PINGS} -W ${SECONDS} -s ${step.size} ${quote(step.to)}`;
		}
		case 'port': {
			const from = step.from === undefined ? '' : ` -s ${quote(step.from)}`;
			return `nc -z -w ${SECONDS}${from} ${quote(step.to)} ${step.port}`;
		}
		case 'name':
			return `nslookup ${quote(step.asked)}`;
		case 'listing':
			return LISTINGS[step.of];
	}
}

const LISTINGS: Readonly<Record<'addresses' | 'interfaces' | 'dns' | 'name', string>> = {
	addresses: 'esxcli network ip interface ipv4 get',
	interfaces: 'esxcli network ip interface list',
	dns: 'esxcli network ip dns server list',
	name: 'hostname',
};

/** Seconds that a run takes at most, for the person who waits: every step waits its time-out. */
export function longestSeconds(steps: readonly KitStep[]): number {
	return steps.reduce(
		(sum, step) => sum + (step.kind === 'ping' ? SECONDS * PINGS : step.kind === 'listing' ? 1 : SECONDS * 2),
		0,
	);
}
