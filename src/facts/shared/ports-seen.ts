import type { Host } from '../../model/inventory/host.js';
import type { HostRun, RelocateResult } from '../../model/probes.js';
import type { Scope } from '../../model/scope.js';
import type { Side } from '../../model/site-pair.js';
import { hostRuns, minute, newest, type Seen } from './probed.js';

/** What scripts on two hosts saw of a port between them. */
export interface SeenPort {
	/** True when every pair of addresses is open in both directions, false when one is closed, else undefined. */
	readonly open?: boolean;
	/** `esx01 to 10.2.0.11: closed`. */
	readonly closed?: string;
	/** Which scripts, and when they ran. */
	readonly probed: readonly string[];
}

export interface PortsSeen {
	between(source: Host, destination: Host, port: number, addresses: Addresses): SeenPort;
	/** Equal for hosts of a side that have the same results with everybody, seen from both ends. */
	keyOf(side: Side, host: Host, addresses: readonly string[]): string;
}

/** Addresses that a port is about, of the source and of the destination host; undefined while no source tells. */
export interface Addresses {
	readonly source: readonly string[] | undefined;
	readonly destination: readonly string[] | undefined;
}

/** Results of scripts that ran on hosts: the only probe that counts for ports between hosts (design 6.1.2). */
export function portsSeen(scope: Scope): PortsSeen | undefined {
	if (!scope.probes?.some(({ hosts }) => hosts.length > 0)) return undefined;
	const onHost = hostRuns(scope);
	const groups = groupsOf(scope, onHost);
	return {
		between: (source, destination, port, addresses) => {
			const there = way(onHost('source', source), addresses.source, addresses.destination, port);
			const back = way(onHost('destination', destination), addresses.destination, addresses.source, port);
			const closed = there.closed ?? back.closed;
			const probed = [...there.probed, ...back.probed];
			if (closed !== undefined) return { open: false, closed, probed };
			return there.open && back.open ? { open: true, probed } : { probed: [] };
		},
		keyOf: (side, host, addresses) => {
			const run = onHost(side, host);
			const own = run === undefined ? '' : (groups.own.get(run.result) ?? '');
			const others = addresses.flatMap((address) => [...(groups.towards.get(address) ?? [])]);
			return `${own} ${others.sort().join(' ')}`;
		},
	};
}

/** Runs in groups with equal results, and which groups saw what of an address: hosts that all reach all are of one kind. */
function groupsOf(scope: Scope, onHost: ReturnType<typeof hostRuns>) {
	const numbers = new Map<string, string>();
	const own = new Map<HostRun, string>();
	const towards = new Map<string, Set<string>>();
	const add = (side: Side, host: Host): void => {
		const run = onHost(side, host)?.result;
		if (run === undefined) return;
		const text = signature(run);
		const group = numbers.get(text) ?? `g${numbers.size}`;
		numbers.set(text, group);
		own.set(run, group);
		for (const { to, port, outcome } of run.ports) {
			const seen = towards.get(to) ?? new Set();
			towards.set(to, seen.add(`${group}/${port}/${outcome}`));
		}
	};
	for (const host of scope.sourceHosts) add('source', host);
	for (const host of scope.destinationHosts) add('destination', host);
	return { own, towards };
}

/** One direction: from every own address to every address of the other host. */
function way(
	seen: Seen<HostRun> | undefined,
	own: readonly string[] | undefined,
	others: readonly string[] | undefined,
	port: number,
): { readonly open: boolean; readonly closed?: string; readonly probed: readonly string[] } {
	if (seen === undefined || others === undefined || others.length === 0) return { open: false, probed: [] };
	const { run, result } = seen;
	const from = own === undefined || own.length === 0 ? undefined : own;
	const probed = [`a script run on ${result.host.name} at ${minute(result.startedAt)} (${run.vantage})`];
	let open = from !== undefined;
	for (const to of others) {
		const results = result.ports.filter((one) => one.port === port && one.to === to);
		const closed = results.find(({ outcome }) => outcome === 'closed');
		if (closed) return { open: false, closed: `${result.host.name} to ${to}: closed`, probed };
		for (const address of from ?? [])
			if (sameFamily(address, to) && !results.some((one) => one.from === address && one.outcome === 'open'))
				open = false;
	}
	return { open, probed };
}

const sameFamily = (a: string, b: string): boolean => a.includes(':') === b.includes(':');

/** All results of a host but where they came from: hosts that all reach everybody are alike. */
function signature({ host, startedAt, ports, pings }: HostRun): string {
	const ok =
		ports.every(({ outcome }) => outcome === 'open') &&
		pings.every(({ outcome }) => outcome === 'passed' || outcome === 'too-long');
	const sizes = pings.map(({ to, size, outcome }) => `${to}/${size}/${outcome}`);
	const reached = ports.map(({ to, port }) => `${to}:${port}`);
	return ok ? JSON.stringify([minute(startedAt), reached.sort(), sizes.sort()]) : `${host.side} ${host.name}`;
}

/** The newest `CheckRelocate` that says whether the source vCenter reached the destination. */
export function relocateReached(scope: Scope): Seen<RelocateResult> | undefined {
	const results = newest(
		scope,
		({ checkRelocate }) => checkRelocate.filter(({ reached }) => reached !== undefined),
		({ reached }) => String(reached),
	);
	const [yes, no] = [results.get('true'), results.get('false')];
	if (yes === undefined || no === undefined) return yes ?? no;
	// One VM that reached it shows that the way was open when it was asked; the newer answer counts.
	return Date.parse(no.result.at) > Date.parse(yes.result.at) ? no : yes;
}
