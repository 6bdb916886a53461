import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What stand-ins answer, by tool: a shell script that sees its arguments. */
export type StandIns = Readonly<Record<string, string>>;

const PING_OK = `for last; do :; done
printf 'PING %s (%s): 1472 data bytes\\n1480 bytes from %s: icmp_seq=0 ttl=64 time=0.420 ms\\n\\n' "$last" "$last" "$last"
printf -- '--- %s ping statistics ---\\n3 packets transmitted, 3 packets received, 0%% packet loss\\nround-trip min/avg/max = 0.385/0.410/0.452 ms\\n' "$last"`;

/** Tools as they answer on a host where everything is in order. */
export const GOOD: StandIns = {
	hostname: "printf 'esx01.mi.example.com\\n'",
	esxcli: `case "$*" in
*"ipv4 get"*) printf 'Name  IPv4 Address  IPv4 Netmask   IPv4 Broadcast  Address Type  Gateway   DHCP DNS\\n----  ------------  -------------  --------------  ------------  --------  --------\\nvmk0  10.1.0.11     255.255.255.0  10.1.0.255      STATIC        10.1.0.1     false\\nvmk1  10.1.2.11     255.255.255.0  10.1.2.255      STATIC        0.0.0.0      false\\n' ;;
*dns*) printf '   DNSServers: 10.1.0.53, 10.1.0.54\\n' ;;
*) printf 'vmk0\\n   Name: vmk0\\n   MTU: 1500\\n' ;;
esac`,
	vmkping: PING_OK,
	nc: 'for last; do :; done; printf "Connection to %s port [tcp/*] succeeded!\\n" "$last" >&2',
	nslookup: `case "$1" in
*[a-z]*) printf 'Server:\\t\\t10.1.0.53\\nAddress:\\t10.1.0.53:53\\n\\nName:\\t%s\\nAddress: 10.1.0.11\\n\\n' "$1" ;;
*) printf 'Server:\\t\\t10.1.0.53\\nAddress:\\t10.1.0.53:53\\n\\n11.0.1.10.in-addr.arpa\\tname = esx01.mi.example.com\\n\\n' ;;
esac`,
};

export interface Run {
	readonly output: string;
	readonly code: number | null;
}

/** Runs a script under a shell with stand-ins before everything else on its path. */
export async function runScript(
	shell: string,
	text: string,
	standIns: StandIns = GOOD,
	interruptAfterMs?: number,
): Promise<Run> {
	const folder = mkdtempSync(join(tmpdir(), 'xvcheck-kit-'));
	const bin = join(folder, 'bin');
	mkdirSync(bin);
	for (const [name, body] of Object.entries(standIns)) {
		writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
		chmodSync(join(bin, name), 0o755);
	}
	const script = join(folder, 'probe.sh');
	writeFileSync(script, text);
	const child = spawn(shell, shell.endsWith('busybox') ? ['sh', script] : [script], {
		cwd: folder,
		env: { PATH: `${bin}:/bin:/usr/bin` },
		stdio: ['ignore', 'pipe', 'ignore'],
		detached: true,
	});
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (piece: string) => {
		output += piece;
	});
	// As Ctrl-C does: the signal goes to the shell and to the tool that it waits for.
	if (interruptAfterMs !== undefined) setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGINT'), interruptAfterMs);
	const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
	return { output, code };
}
