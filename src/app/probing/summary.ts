import type { ClockResult, ProbeResults, RelocateResult } from '../../model/probes.js';
import { breakCommands, escapeText } from '../../shared/escape.js';
import { counted } from '../../shared/units.js';

/** Lines of one kind that a summary lists before it counts the rest. */
const LISTED = 8;

/** What a run of probes saw, for a person: one line per name server, port, certificate and clock that matters. */
export function* probeSummary(results: ProbeResults): Iterable<string> {
	for (const line of lines(results)) yield `${breakCommands(escapeText(line))}\n`;
}

function* lines(results: ProbeResults): Iterable<string> {
	yield `Probed from ${results.vantage}, ${results.startedAt} to ${results.finishedAt}`;
	yield* section('DNS', dnsLines(results));
	yield* section('TCP, from this machine (context: no evidence for what hosts reach)', tcpLines(results));
	yield* section('Certificates', tlsLines(results));
	yield* section('Logins', loginLines(results));
	yield* section('Clocks, against this machine', clockLines(results.clocks));
	yield* section('CheckRelocate', relocateLines(results.checkRelocate));
	yield* section('Run on hosts', hostLines(results));
	yield* section('Problems', results.problems);
}

function* section(title: string, found: readonly string[]): Iterable<string> {
	if (found.length === 0) return;
	yield title;
	for (const line of found.slice(0, LISTED)) yield `  ${line}`;
	if (found.length > LISTED) yield `  and ${found.length - LISTED} more (in the results file)`;
}

function dnsLines({ dns }: ProbeResults): string[] {
	const resolvers = [...new Set(dns.map(({ resolver }) => resolver))];
	return resolvers.map((resolver) => {
		const own = dns.filter((result) => result.resolver === resolver);
		const name = resolver === 'system' ? "this machine's name servers" : resolver;
		return `${name}: forward ${outcomes(own.filter(({ question }) => question === 'forward'))}; reverse ${outcomes(own.filter(({ question }) => question === 'reverse'))}`;
	});
}

/** "30 answered, 2 time-out". */
function outcomes(results: readonly { readonly outcome: string }[]): string {
	const counts = new Map<string, number>();
	for (const { outcome } of results) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
	return counts.size === 0 ? 'not asked' : [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}

function tcpLines({ tcp }: ProbeResults): string[] {
	const groups = [...new Set(tcp.map(({ target, port }) => `${target.side} ${target.type} ${port}`))];
	return groups.map((group) => {
		const own = tcp.filter(({ target, port }) => `${target.side} ${target.type} ${port}` === group);
		const first = own[0];
		const what = `${first?.port}/tcp of ${first?.target.type === 'vcenter' ? first.target.name : `${first?.target.side} hosts`}`;
		return `${what}: ${outcomes(own)}`;
	});
}

function tlsLines({ tls }: ProbeResults): string[] {
	return tls.map(({ target, outcome, validTo, verified, pinned, sha256, detail }) =>
		outcome === 'shown'
			? `${target.name}: valid to ${validTo?.slice(0, 10) ?? 'unknown'}, ${verified ? 'verified' : 'not verified'} here${pinned === undefined ? '' : pinned ? ', as pinned' : ', NOT the pinned one'}, SHA-256 ${sha256}`
			: `${target.name}: ${outcome}${detail === undefined ? '' : ` (${detail})`}`,
	);
}

function loginLines({ logins }: ProbeResults): string[] {
	return logins.map(
		({ target, outcome, detail }) => `${target.name}: ${outcome}${detail === undefined ? '' : ` (${detail})`}`,
	);
}

function clockLines(clocks: readonly ClockResult[]): string[] {
	const read = clocks.filter(({ outcome }) => outcome === 'read');
	const worst = [...read].sort((a, b) => Math.abs(b.offsetSeconds ?? 0) - Math.abs(a.offsetSeconds ?? 0));
	const vcenters = worst.filter(({ target }) => target.type === 'vcenter');
	const hosts = worst.filter(({ target }) => target.type === 'host');
	const silent = clocks.length - read.length;
	return [
		...vcenters.map(clockLine),
		...hosts.slice(0, 3).map(clockLine),
		...(hosts.length > 3 ? [`${counted(hosts.length - 3, 'other host')}: closer than these`] : []),
		...(silent > 0 ? [`${counted(silent, 'clock')} could not be read`] : []),
	];
}

function clockLine({ target, offsetSeconds = 0, errorSeconds = 0 }: ClockResult): string {
	const sign = offsetSeconds < 0 ? '-' : '+';
	return `${target.name}: ${sign}${Math.abs(offsetSeconds).toFixed(1)} s ± ${errorSeconds.toFixed(1)} s`;
}

function relocateLines(results: readonly RelocateResult[]): string[] {
	return results.map(({ vm, outcome, errors, warnings, fault, detail }) => {
		const faults = [...new Set([...errors, ...warnings].map((one) => one.fault))];
		const what = outcome === 'checked' ? (faults.length === 0 ? 'no objection' : faults.join(', ')) : outcome;
		const why = fault?.fault ?? detail;
		return `${vm.name}: ${what}${why === undefined ? '' : ` (${why})`}`;
	});
}

function hostLines({ hosts }: ProbeResults): string[] {
	return hosts.map(
		({ host, complete, pings, ports, names }) =>
			`${host.name}${complete ? '' : ' (INCOMPLETE)'}: ping ${outcomes(pings)}; ports ${outcomes(ports)}; names ${outcomes(names)}`,
	);
}
