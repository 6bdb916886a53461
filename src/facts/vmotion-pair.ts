import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, fact } from '../model/fact.js';
import type { Host, VmkernelAdapter } from '../model/inventory/host.js';
import type { Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import {
	commonFamily,
	managementAdapters,
	sameSubnet,
	subnetOf,
	tellsManagement,
	vmotionAdaptersOf,
} from './network/adapters.js';
import { agreed, result } from './shared/agreed.js';
import { pairWord } from './shared/declared.js';

const o = Type.Optional;

interface VmotionPair {
	mtuEqual?: boolean;
	/** The path is known to carry the frames of both ends. */
	pathCarries?: boolean;
	stackEqual?: boolean;
	routed?: boolean;
	/** Subnets differ, and an end was seen to have no gateway. */
	unrouted: boolean;
	familyCommon?: boolean;
	managementFamilyCommon?: boolean;
	nameEqual?: boolean;
	countEqual?: boolean;
	/** Both hosts can copy data of powered-off VMs over the unified data transport. */
	unified?: boolean;
	/** In words, source -> destination. */
	mtus: string;
	stacks: string;
	names: string;
	counts: string;
}
type Field = Exclude<keyof VmotionPair, 'unrouted' | 'mtus' | 'stacks' | 'names' | 'counts'>;

/** What a person may vouch for where no source tells. */
const DECLARED = [
	['stackEqual', 'sameVmotionStack'],
	['unified', 'provisioningAdapters'],
] as const;

/** Largest frame that any network carries. */
const STANDARD_MTU = 1500;

/**
 * The vMotion adapters of two hosts side by side: all adapters of one against all of the other (clarifications 6.10). Where no
 * source tells which adapters carry vMotion, an answer counts when all adapters give the same one.
 */
export default fact({
	subjects: ['host-pair'],
	schema: Type.Object({
		mtuEqual: o(Type.Boolean()),
		pathCarries: o(Type.Boolean({ description: 'no frame of either end is larger than the path carries' })),
		stackEqual: o(Type.Boolean()),
		routed: o(Type.Boolean({ description: 'one subnet, or both ends have a gateway' })),
		unrouted: Type.Boolean({ description: 'subnets differ, and an end was seen to have no gateway' }),
		familyCommon: o(Type.Boolean()),
		managementFamilyCommon: o(Type.Boolean()),
		nameEqual: o(Type.Boolean()),
		countEqual: o(Type.Boolean()),
		unified: o(Type.Boolean({ description: 'both ends are 8.0 or later and have vMotion and provisioning adapters' })),
		mtus: Type.String(),
		stacks: Type.String(),
		names: Type.String(),
		counts: Type.String(),
	}),
	hostKey: (host) =>
		JSON.stringify([
			host.version,
			host.vmotionAdapters,
			host.vmkernelAdapters?.map((adapter) => {
				const { mac: _, ip, ip6, ...rest } = adapter;
				return [rest, subnetOf(adapter), ip?.includes(':'), ip6 && ip6.length > 0];
			}),
			host.gaps?.['vmkernelAdapters'],
		]),
	derive: ({ sourceHost, destinationHost }, { scope }: FactContext) => {
		const ends: Ends = { source: endOf(sourceHost), destination: endOf(destinationHost) };
		const value: VmotionPair = {
			unrouted: false,
			mtus: words(ends, ({ mtu }) => mtu),
			stacks: words(ends, ({ stack }) => stack),
			names: words(ends, ({ portGroup }) => portGroup),
			counts: (['source', 'destination'] as const).map((side) => ends[side].sure?.length ?? '?').join(' -> '),
		};
		const answers = answersOf(ends, scope);
		const missing: Record<string, MissingDatum[]> = {};
		for (const [field, answer] of Object.entries(answers) as [Field, Answer][]) {
			if (typeof answer === 'boolean') value[field] = answer;
			else
				missing[field] = answer.map((datum) =>
					lack(datum, { source: sourceHost, destination: destinationHost }, scope),
				);
		}
		value.unrouted = value.routed === false;
		const declared: string[] = [];
		for (const [field, word] of DECLARED) {
			const said = value[field] === undefined ? pairWord(scope, word) : undefined;
			if (said === undefined) continue;
			value[field] = said.value;
			delete missing[field];
			declared.push(said.evidence);
		}
		return result(value, { missing, declared: [...new Set(declared)] });
	},
});

interface End {
	readonly host: Host;
	/** Adapters that carry vMotion, when a source tells. */
	readonly sure?: readonly VmkernelAdapter[];
	/** Adapters that may carry it. */
	readonly may: readonly VmkernelAdapter[];
}
type Ends = Readonly<Record<Side, End>>;
/** An answer, or the data that would tell it: `sourceHost.vmotionAdapters`. */
type Answer = boolean | readonly string[];

function endOf(host: Host): End {
	const sure = vmotionAdaptersOf(host);
	return { host, ...(sure && { sure }), may: sure ?? host.vmkernelAdapters ?? [] };
}

function words(ends: Ends, of: (adapter: VmkernelAdapter) => string | number | undefined): string {
	return (['source', 'destination'] as const)
		.map((side) => [...new Set(ends[side].may.map((adapter) => of(adapter) ?? '?'))].sort().join(', '))
		.join(' -> ');
}

function answersOf(ends: Ends, { plan, source, destination }: Scope): Record<Field, Answer> {
	const workbook = [source, destination].some((site) => site.inventory.source.kind === 'rvtools');
	return {
		mtuEqual: equal(ends, 'mtu', ({ mtu }) => mtu),
		pathCarries: pathCarries(ends, plan.link.mtu),
		stackEqual: equal(ends, 'stack', ({ stack }) => (stack === undefined ? undefined : stack === 'vmotion')),
		routed: routed(ends, workbook),
		familyCommon: family(
			ends.source.may,
			ends.destination.may,
			tellers(ends, 'ip'),
			ends.source.sure !== undefined && ends.destination.sure !== undefined,
		),
		managementFamilyCommon: family(
			managementAdapters(ends.source.host),
			managementAdapters(ends.destination.host),
			tellers(ends, 'services'),
			[ends.source.host, ends.destination.host].every(tellsManagement),
		),
		nameEqual: equal(ends, 'portGroup', ({ portGroup }) => portGroup),
		countEqual:
			ends.source.sure && ends.destination.sure
				? ends.source.sure.length === ends.destination.sure.length
				: tellers(ends, 'services'),
		unified: unified(ends),
	};
}

/** The data that nobody tells: which adapters carry vMotion, else the datum of an adapter. */
function tellers(ends: Ends, datum: keyof VmkernelAdapter): string[] {
	const blind = (['source', 'destination'] as const).filter((side) => ends[side].sure === undefined);
	if (blind.length > 0) return blind.map((side) => `${side}Host.vmotionAdapters`);
	return (['source', 'destination'] as const).map((side) => `${side}Host.vmkernelAdapters.${datum}`);
}

/** Whether both ends have the same set of values; certain without knowing the adapters when all of them have one value. */
function equal(ends: Ends, datum: keyof VmkernelAdapter, of: (adapter: VmkernelAdapter) => unknown): Answer {
	const [left, right] = (['source', 'destination'] as const).map((side) => ends[side].may.map(of)) as [
		unknown[],
		unknown[],
	];
	if (left.length === 0 || right.length === 0 || [...left, ...right].includes(undefined)) {
		const blind = (['source', 'destination'] as const).filter((_, index) => {
			const values = index === 0 ? left : right;
			return values.length === 0 || values.includes(undefined);
		});
		const known = blind.every((side) => ends[side].sure !== undefined);
		return known ? blind.map((side) => `${side}Host.vmkernelAdapters.${datum}`) : tellers(ends, datum);
	}
	const same = setText(left) === setText(right);
	if (ends.source.sure && ends.destination.sure) return same;
	return agreed([...left, ...right]) !== undefined ? true : tellers(ends, datum);
}

const setText = (values: readonly unknown[]): string => JSON.stringify([...new Set(values)].sort());

function pathCarries(ends: Ends, pathMtu: number | undefined): Answer {
	const frames = [...ends.source.may, ...ends.destination.may].map(({ mtu }) => mtu);
	const known = frames.filter((mtu) => mtu !== undefined);
	const limit = pathMtu ?? STANDARD_MTU;
	if (known.length === frames.length && frames.length > 0 && known.every((mtu) => mtu <= limit)) return true;
	// Ends that differ send what the smaller one takes, if path discovery works: that is a matter of the ends.
	const smallest = Math.min(...(['source', 'destination'] as const).map((side) => largest(ends[side])));
	if (Number.isFinite(smallest) && smallest <= limit) return true;
	if (!ends.source.sure || !ends.destination.sure) return tellers(ends, 'mtu');
	if (known.length < frames.length) return tellers(ends, 'mtu');
	return pathMtu === undefined ? ['plan.link.mtu'] : false;
}

function largest({ may }: End): number {
	const known = may.map(({ mtu }) => mtu ?? Number.POSITIVE_INFINITY);
	return known.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...known);
}

/** No route is needed within one subnet; else both ends need a gateway. A workbook leaves a gateway blank that it does not know. */
function routed(ends: Ends, workbook: boolean): Answer {
	const { source, destination } = ends;
	if (source.may.length === 0 || destination.may.length === 0) return tellers(ends, 'ip');
	const pairs = source.may.flatMap((a) => destination.may.map((b) => sameSubnet(a, b)));
	const sure = source.sure !== undefined && destination.sure !== undefined;
	if (sure ? pairs.includes(true) : pairs.every((same) => same === true)) return true;
	if (sure && pairs.includes(undefined)) return tellers(ends, 'netmask');
	const gateways = [source, destination].map(({ may }) => may.map(({ gateway }) => gateway !== undefined));
	if (gateways.every((list) => (sure ? list.includes(true) : list.every(Boolean)))) return true;
	if (!sure) return tellers(ends, 'gateway');
	return workbook ? tellers(ends, 'gateway') : false;
}

/** Adapters that only may be the right ones decide where all of them agree. */
function family(
	left: readonly VmkernelAdapter[],
	right: readonly VmkernelAdapter[],
	blind: string[],
	sure: boolean,
): Answer {
	if (left.length === 0 || right.length === 0) return blind;
	const answers = left.flatMap((a) => right.map((b) => commonFamily(a, b)));
	return agreed(answers) ?? (answers.includes(undefined) || !sure ? blind : answers.includes(true));
}

function unified({ source, destination }: Ends): Answer {
	const old = [source, destination].some(
		({ host }) => host.version !== undefined && Number(host.version.split('.')[0]) < 8,
	);
	if (old) return false;
	const versions = (['source', 'destination'] as const).filter(
		(_, i) => [source, destination][i]?.host.version === undefined,
	);
	if (versions.length > 0) return versions.map((side) => `${side}Host.version`);
	const ends = [source, destination].map(({ host, sure }) => [
		sure === undefined ? undefined : sure.length > 0,
		host.vmkernelAdapters?.some(
			({ services, stack }) => stack === 'vSphereProvisioning' || services?.includes('vSphereProvisioning') === true,
		),
	]);
	if (ends.flat().includes(false)) {
		const untagged = [source, destination].some(({ host }) => host.vmkernelAdapters?.some(({ services }) => !services));
		return untagged ? ['sourceHost.vmkernelAdapters.services', 'destinationHost.vmkernelAdapters.services'] : false;
	}
	return ends.flat().includes(undefined) ? tellers({ source, destination }, 'services') : true;
}

function lack(datum: string, hosts: Readonly<Record<Side, Host>>, scope: Scope): MissingDatum {
	const side = datum.startsWith('sourceHost.')
		? 'source'
		: datum.startsWith('destinationHost.')
			? 'destination'
			: undefined;
	if (side === undefined) return { datum, reason: 'not-declared' };
	const name = datum.slice(datum.indexOf('.') + 1);
	return { datum, reason: scope[side].reason('hosts', hosts[side], name) };
}
