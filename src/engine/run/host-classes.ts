import type { Host } from '../../model/inventory/host.js';
import type { Side } from '../../model/site-pair.js';
import type { FactVariable } from '../cel/environment.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import type { FactRunner } from './fact-runner.js';
import { ValueNumbers } from './value-numbers.js';

/** Hosts that a rule cannot tell apart. `members` are positions in the list that was divided. */
export interface HostClass {
	readonly host: Host;
	readonly members: readonly number[];
}

type Hosts = readonly Host[];

/** Divides lists of hosts into classes of equal data, once per rule and list. */
export class HostClasses {
	readonly #runner: FactRunner;
	readonly #facts: ReadonlyMap<string, FactVariable>;
	readonly #values = new ValueNumbers();
	readonly #divided = new Map<CompiledRule, Map<Hosts, readonly HostClass[]>>();

	constructor(runner: FactRunner, facts: readonly FactVariable[]) {
		this.#runner = runner;
		this.#facts = new Map(facts.map((fact) => [fact.file, fact]));
	}

	/** @param variable the host variable of the rule: `host`, `sourceHost`, `destinationHost` */
	of(
		rule: CompiledRule,
		variable: string,
		hosts: Hosts,
		side: Side,
		extra?: (host: Host) => string,
	): readonly HostClass[] {
		let lists = this.#divided.get(rule);
		if (lists === undefined) {
			lists = new Map();
			this.#divided.set(rule, lists);
		}
		const known = lists.get(hosts);
		if (known) return known;
		const made = this.#divide(rule, variable, hosts, side, extra);
		lists.set(hosts, made);
		return made;
	}

	#divide(rule: CompiledRule, variable: string, hosts: Hosts, side: Side, extra?: (host: Host) => string): HostClass[] {
		const keys = this.#keyParts(rule, variable, side);
		const classes = new Map<string, { host: Host; members: number[] }>();
		for (const [position, host] of hosts.entries()) {
			const parts = keys.map((key) => key(host));
			const key = JSON.stringify([...parts, extra?.(host), noted(host)]);
			const known = classes.get(key);
			if (known) known.members.push(position);
			else classes.set(key, { host, members: [position] });
		}
		return [...classes.values()];
	}

	#keyParts(rule: CompiledRule, variable: string, side: Side): ((host: Host) => string)[] {
		const data = [...(rule.reads.data.get(variable) ?? [])];
		const parts: ((host: Host) => string)[] = [];
		for (const file of rule.reads.facts) {
			const fact = this.#facts.get(file);
			if (fact === undefined || !readsHosts(fact)) continue;
			const { hostKey, hostData } = fact.fact;
			if (hostKey) parts.push((host) => hostKey(host, side, this.#runner, this.#runner.prepared(fact) as never));
			else data.push(...(hostData ?? ['id']));
		}
		const unique = [...new Set(data)];
		// Counts of moves are no data of the inventory: `extra` tells them apart where they differ.
		const own = unique.filter((path) => path !== 'side' && path !== 'hotMoves' && path !== 'coldMoves');
		const names = own.map((path) => path.split('.'));
		return [(host) => names.map((steps) => this.#values.at(host, steps, 'of')).join(), ...parts];
	}
}

function readsHosts({ fact }: FactVariable): boolean {
	return fact.subjects.some((type) => type === 'host' || type === 'host-pair' || type === 'vm-host');
}

/** Two hosts are not equal when what they rest on differs: the evidence would be another. */
function noted(host: Host): unknown {
	return host.gaps || host.declared || host.filledBy ? [host.gaps, host.declared, host.filledBy] : undefined;
}
