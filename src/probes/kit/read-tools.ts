import type { DnsOutcome, HostRun } from '../../model/probes.js';
import { defined } from '../../shared/defined.js';
import { isAddress } from '../../shared/network-address.js';
import type { KitStep } from './manifest.js';

/** What a tool printed, and how it ended. */
export interface ToolOutput {
	readonly lines: readonly string[];
	readonly exit: number;
}

type Step<K extends KitStep['kind']> = Extract<KitStep, { kind: K }>;

/** vmkping: `3 packets transmitted, 3 packets received, 0% packet loss`, or why it could not send. */
export function readPing(step: Step<'ping'>, { lines, exit }: ToolOutput): HostRun['pings'][number] {
	const { to, peer, adapter, stack, size } = step;
	const about = { to, peer, adapter, stack, size };
	const text = lines.join('\n');
	const counts = /(\d+) packets transmitted, (\d+) (?:packets )?received/.exec(text);
	const [sent, received] = [Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 0)];
	const milliseconds = Number(/min\/avg\/max = [\d.]+\/([\d.]+)\//.exec(text)?.[1]);
	const found = defined({
		sent: counts ? sent : undefined,
		received: counts ? received : undefined,
		milliseconds: Number.isFinite(milliseconds) ? milliseconds : undefined,
	});
	if (counts && sent > 0 && received > 0) return { ...about, ...found, outcome: received >= sent ? 'passed' : 'lost' };
	if (/Message too long/i.test(text)) return { ...about, ...found, outcome: 'too-long' };
	if (counts && sent > 0 && exit < 126) return { ...about, ...found, outcome: 'lost' };
	return { ...about, ...found, outcome: 'error', detail: reason(lines, exit) };
}

/**
 * nc -z: exit 0 is open. Without a word and exit 1 nothing answered in time or it was refused. On another stack than the
 * default, which nc cannot choose, a failure proves nothing.
 */
export function readPort(step: Step<'port'>, { lines, exit }: ToolOutput): HostRun['ports'][number] {
	const { from, to, peer, port, purpose, stack } = step;
	const about = defined({ from, to, peer, port, purpose });
	const text = lines.join('\n');
	if (exit === 0) return { ...about, outcome: 'open' };
	const silent = text.trim() === '' || /refused|timed out|time-?out|failed: Operation now in progress/i.test(text);
	if (exit !== 1 || !silent) return { ...about, outcome: 'error', detail: reason(lines, exit) };
	if (stack !== 'defaultTcpipStack')
		return {
			...about,
			outcome: 'error',
			detail: `nc cannot use the stack ${stack}, so that its failure proves nothing`,
		};
	return { ...about, outcome: 'closed' };
}

/** nslookup of busybox, old and new, and of bind. */
export function readName(step: Step<'name'>, { lines, exit }: ToolOutput): HostRun['names'][number] {
	const { question, asked } = step;
	const about = { question, asked };
	const text = lines.join('\n');
	const answers = question === 'forward' ? addressesIn(lines) : namesIn(lines, asked);
	if (answers.length > 0) return { ...about, outcome: 'answered', answers };
	const outcome = failure(text, exit);
	return outcome === 'error' ? { ...about, outcome, detail: reason(lines, exit) } : { ...about, outcome };
}

function failure(text: string, exit: number): DnsOutcome {
	if (/timed out|no servers could be reached|try again|temporary failure/i.test(text)) return 'time-out';
	if (/REFUSED/i.test(text)) return 'refused';
	if (/SERVFAIL/i.test(text)) return 'server-failure';
	if (/NXDOMAIN|can't resolve|not known|can't find/i.test(text)) return 'no-such-name';
	if (/No answer|no address/i.test(text)) return 'no-data';
	// A tool that is not there, or ended by a signal, has asked nobody.
	return exit === 0 && text.includes('Name:') ? 'no-data' : 'error';
}

/** Addresses after the `Name:` line: those before it are the name server's own. */
function addressesIn(lines: readonly string[]): string[] {
	const start = lines.findIndex((line) => /^\s*Name:/.test(line));
	if (start < 0) return [];
	return lines.slice(start).flatMap((line) => {
		const address = /^\s*Address(?: \d+)?:\s*(\S+)/.exec(line)?.[1];
		return address !== undefined && isAddress(address) ? [address] : [];
	});
}

/** `11.1.1.10.in-addr.arpa name = esx01.example.com`, or of an old busybox `Address 1: 10.1.1.11 esx01.example.com`. */
function namesIn(lines: readonly string[], address: string): string[] {
	const start = lines.findIndex((line) => /^\s*Name:/.test(line));
	return lines.flatMap((line, at) => {
		const named = /\bname = (\S+?)\.?$/.exec(line)?.[1];
		if (named !== undefined) return [named];
		const [, own, name] = /^\s*Address(?: \d+)?:\s*(\S+)\s+(\S+)$/.exec(line) ?? [];
		return start >= 0 && at > start && own === address && name !== undefined && name !== own ? [name] : [];
	});
}

function reason(lines: readonly string[], exit: number): string {
	const said = lines
		.find((line) => line.trim() !== '')
		?.trim()
		.slice(0, 200);
	return said === undefined ? `it ended with ${exit}` : `${said} (exit ${exit})`;
}
