import type { TSchema } from 'typebox';
import type { MissingDatum } from './coverage.js';
import type { Host } from './inventory/host.js';
import type { Network } from './inventory/network.js';
import type { Datastore } from './inventory/storage.js';
import type { VmDisk, VmNic } from './inventory/vm.js';
import type { Move, Scope } from './scope.js';
import type { Side } from './site-pair.js';
import type { SubjectType } from './vocabulary.js';

/** What a rule is asked about, as facts receive it. */
export interface SubjectValues {
	pair: Scope;
	host: { readonly host: Host; readonly side: Side };
	'host-pair': { readonly sourceHost: Host; readonly destinationHost: Host };
	'vm-host': { readonly move: Move; readonly host: Host };
	datastore: { readonly datastore: Datastore };
	network: { readonly network: Network };
	vm: { readonly move: Move };
	'vm-nic': { readonly move: Move; readonly nic: VmNic };
	'vm-disk': { readonly move: Move; readonly disk: VmDisk };
	placement: { readonly move: Move };
}

/** A derived fact: a value whose absent fields are unknown, and what they rest on. */
export interface FactResult<V> {
	/** Fields that cannot be told are absent. Numbers are finite. */
	readonly value: V;
	/** For each absent field, the data that would tell it. Named as rules read them: `host.evc.max`. */
	readonly missing?: Readonly<Record<string, readonly MissingDatum[]>>;
	/** Sentences that hold only under an assumption; shown with every finding that reads the fact. */
	readonly assumptions?: readonly string[];
	/** Evidence of declared data that the value rests on. */
	readonly declared?: readonly string[];
	/** Results of probes that the value rests on, each with vantage and time. */
	readonly probed?: readonly string[];
}

/**
 * A fact file's default export. The file name in camelCase is the variable that rules read (`evc-baseline.ts` ->
 * `evcBaseline`), for the subjects listed. Facts are pure: no I/O, clock or random; a fact receives the facts that it names
 * in `needs` through the context and imports none.
 */
export interface Fact<S extends SubjectType = SubjectType, V = unknown, P = unknown> {
	readonly subjects: readonly S[];
	/** JSON Schema (typebox object) of the value; the typed environment of rules is made from it. */
	readonly schema: TSchema;
	readonly needs?: readonly string[];
	/**
	 * Host data that a `vm-host` or `host-pair` fact depends on, by dotted name (`evc`, `cpu.vendor`, `version`, `id` when it
	 * needs the very host). Hosts equal in them are evaluated once.
	 */
	readonly hostData?: readonly string[];
	/**
	 * Instead of `hostData`, where single data would tell every host apart (names, addresses): the key of all that the fact
	 * reads of a host. Hosts of a side that are equal in it are evaluated once.
	 */
	readonly hostKey?: (host: Host, side: Side, context: FactContext, prepared: P) => string;
	/**
	 * Data of the VM that a fact about VMs (`vm`, `vm-host`, `placement`) depends on, by dotted name: of the VM itself
	 * (`encrypted`, `disks.mode` for that of every disk), `mode`, and below `placement` and `sourceHost`
	 * (`placement.datastores`, `sourceHost.evc`), with why they are missing and who declared them. `[]` when it depends on none.
	 * VMs equal in them, and in `vmKey`, are asked once; where a fact has neither, every VM is.
	 */
	readonly vmData?: readonly string[];
	/**
	 * Key of what else the fact reads of a VM, where single data would tell every VM apart (names, addresses): VMs with the
	 * same text, number or object are equal in it.
	 */
	readonly vmKey?: (move: Move, context: FactContext, prepared: P) => unknown;
	/** Computed once per run, for look-ups over the whole scope. */
	readonly prepare?: (context: FactContext) => P;
	readonly derive: (subject: SubjectValues[S], context: FactContext, prepared: P) => FactResult<V>;
}

/** What a fact may see. */
export interface FactContext {
	readonly scope: Scope;
	/** Content of `rules/tables/NAME.yaml`. @throws BugError for a table that the pack does not have. */
	table<T = unknown>(name: string): T;
	/** Value of another fact that `needs` names. */
	fact<V>(name: string, type: SubjectType, subject: unknown): FactResult<V>;
}

/** Keeps the types of a fact file together. */
export function fact<S extends SubjectType, V, P = undefined>(definition: Fact<S, V, P>): Fact<S, V, P> {
	return definition;
}
