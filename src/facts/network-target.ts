import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactResult, fact } from '../model/fact.js';
import type { Network, Switch } from '../model/inventory/network.js';
import type { Scope } from '../model/scope.js';
import type { Site } from '../model/site.js';
import { compareVersions } from '../shared/versions.js';
import { isNsx } from './network/nsx.js';
import { freePorts, hasUplink, takesNics } from './network/room.js';
import { any, destinations, gapsOf, isConnected, type Use, usesByNetwork } from './network/uses.js';
import { hostsOf } from './scope/networks.js';
import { result } from './shared/agreed.js';
import { pairWord } from './shared/declared.js';

const o = Type.Optional;

interface Value {
	mapped: boolean;
	hot?: boolean;
	connected?: boolean;
	nsx: boolean;
	nsxSupported?: boolean;
	nsxNames: string;
	uplinked?: boolean;
	withoutUplink: string;
	samePolicy?: boolean;
	policies: string;
	stricter?: boolean;
	mtuKept?: boolean;
	mtus: string;
	sameMode?: boolean;
	modes: string;
	sameRealTime?: boolean;
	realTimes: string;
	servicesKept?: boolean;
	servicesLost: string;
	room?: boolean;
	full: string;
}
type Judged = { readonly value?: boolean; readonly text: string; readonly missing: readonly MissingDatum[] };

/** First release whose distributed switch can run in enhanced datapath mode. */
const ENHANCED_FROM = '7.0';
/** First release with real-time switches (API 8.0.3.1). */
const REAL_TIME_FROM = '8.0.3';
/** First release that vMotions into NSX networks of all kinds (KB 336640): 6.7 U2, build 13006603 of ESXi. */
const NSX_FLOOR = '6.7';

/**
 * A source network beside its destinations, in what vCenter compares or nobody does (requirements A9): uplinks, security policy, frame
 * size, datapath mode, services of the switch, free ports, NSX. The worst destination decides.
 */
export default fact({
	subjects: ['network'],
	schema: Type.Object({
		mapped: Type.Boolean({ description: 'a NIC on it has a destination network' }),
		hot: o(Type.Boolean({ description: 'a VM on it moves hot' })),
		connected: o(Type.Boolean({ description: 'a NIC on it is connected' })),
		nsx: Type.Boolean({ description: 'an end is an NSX network' }),
		nsxSupported: o(Type.Boolean({ description: 'the releases of both vCenters are known to allow the move' })),
		nsxNames: Type.String(),
		uplinked: o(Type.Boolean({ description: 'the switch of every destination has a physical uplink' })),
		withoutUplink: Type.String(),
		samePolicy: o(Type.Boolean()),
		policies: Type.String({ description: 'what differs: "promiscuous allowed -> refused"' }),
		stricter: o(Type.Boolean({ description: 'the destination refuses what the source allows' })),
		mtuKept: o(Type.Boolean({ description: 'no destination switch carries smaller frames' })),
		mtus: Type.String(),
		sameMode: o(Type.Boolean({ description: 'enhanced datapath mode is equal on both ends' })),
		modes: Type.String(),
		sameRealTime: o(Type.Boolean()),
		realTimes: Type.String(),
		servicesKept: o(Type.Boolean()),
		servicesLost: Type.String(),
		room: o(Type.Boolean({ description: 'every destination has a free port for every NIC' })),
		full: Type.String(),
	}),
	prepare: ({ scope }) => usesByNetwork(scope),
	derive: ({ network }, { scope }, uses): FactResult<Value> => {
		const own = uses.get(network) ?? [];
		const targets = destinations(own);
		const facts: Readonly<Record<string, Judged>> = {
			uplinked: uplinks(targets, scope),
			samePolicy: policy(network, targets, scope),
			mtuKept: mtu(network, targets, scope),
			sameMode: mode(network, targets, scope),
			sameRealTime: realTime(network, targets, scope),
			servicesKept: services(network, targets, scope),
			room: room(own, targets, scope),
		};
		const value: Value = {
			mapped: targets.length > 0,
			nsx: [network, ...targets].some(isNsx),
			nsxNames: [network, ...targets]
				.filter(isNsx)
				.map(({ name }) => name)
				.join(', '),
			withoutUplink: textOf(facts, 'uplinked'),
			policies: textOf(facts, 'samePolicy'),
			mtus: textOf(facts, 'mtuKept'),
			modes: textOf(facts, 'sameMode'),
			realTimes: textOf(facts, 'sameRealTime'),
			servicesLost: textOf(facts, 'servicesKept'),
			full: textOf(facts, 'room'),
		};
		const missing: Record<string, readonly MissingDatum[]> = {};
		const note = (
			field: 'hot' | 'connected' | 'nsxSupported' | 'stricter',
			known: boolean | undefined,
			gaps: readonly MissingDatum[],
		) => {
			if (known === undefined) missing[field] = gaps;
			else value[field] = known;
		};
		for (const [field, judged] of Object.entries(facts)) {
			if (judged.value === undefined) missing[field] = [...gapsOf(own), ...judged.missing];
			else Object.assign(value, { [field]: judged.value });
		}
		note('hot', any(own.map(({ move }) => (move.mode === undefined ? undefined : move.mode === 'hot'))), [
			{ datum: 'vm.powerState', reason: 'not-reported' },
		]);
		note('connected', any(own.map(({ move, target }) => isConnected(move, target.nic))), [
			{ datum: 'nic.connected', reason: 'not-reported' },
		]);
		note('nsxSupported', nsxSupported(scope), [{ datum: 'source.vcenter.version', reason: 'not-reported' }]);
		note(
			'stricter',
			value.samePolicy === undefined ? undefined : value.policies.includes('-> refused'),
			missing['samePolicy'] ?? [],
		);
		return result(value, { missing });
	},
});

const textOf = (facts: Readonly<Record<string, Judged>>, field: string): string => facts[field]?.text ?? '';

/** Joins the verdicts of all destinations: one that is false decides. */
function judge(
	verdicts: readonly (boolean | undefined)[],
	texts: readonly (string | undefined)[],
	missing: MissingDatum[],
): Judged {
	const text = [...new Set(texts.filter((one) => one !== undefined))].join(', ');
	if (verdicts.includes(false)) return { value: false, text, missing };
	return verdicts.includes(undefined) ? { text, missing } : { value: true, text, missing };
}

const gap = (
	site: Site,
	collection: 'networks' | 'switches' | 'hosts',
	item: object | undefined,
	datum: string,
): MissingDatum => ({
	datum: `${site.side}.${collection}.${datum}`,
	reason: site.reason(collection, item, datum),
});

function uplinks(targets: readonly Network[], { destination }: Scope): Judged {
	const verdicts = targets.map((target) => hasUplink(target, destination));
	const lost = targets.map(({ name }, index) => (verdicts[index] === false ? name : undefined));
	return judge(verdicts, lost, [gap(destination, 'hosts', destination.inventory.hosts[0], 'physicalNics')]);
}

const POLICIES = [
	['promiscuous', 'promiscuous mode'],
	['macChanges', 'MAC changes'],
	['forgedTransmits', 'forged transmits'],
] as const;

function policy(network: Network, targets: readonly Network[], { source, destination }: Scope): Judged {
	const word = (allowed: boolean): string => (allowed ? 'allowed' : 'refused');
	const verdicts: (boolean | undefined)[] = [];
	const texts: string[] = [];
	for (const target of targets)
		for (const [key, name] of POLICIES) {
			const [from, to] = [network.security?.[key], target.security?.[key]];
			verdicts.push(from === undefined || to === undefined ? undefined : from === to);
			if (from !== undefined && to !== undefined && from !== to) texts.push(`${name} ${word(from)} -> ${word(to)}`);
		}
	const blind = targets.find((target) => target.security === undefined);
	return judge(verdicts, texts, [
		network.security === undefined || !blind
			? gap(source, 'networks', network, 'security')
			: gap(destination, 'networks', blind, 'security'),
	]);
}

/** The switch of a network: a distributed one by id or name, standard ones of the hosts that carry it. */
function switchesOf(network: Network, site: Site): readonly Switch[] {
	const byId = network.switch === undefined ? undefined : site.switchById(network.switch);
	if (byId) return [byId];
	const hosts = hostsOf(network, site);
	return site.inventory.switches.filter(
		({ name, kind, host }) =>
			name === network.switchName &&
			(network.kind !== 'standard' || kind === 'standard') &&
			(host === undefined || hosts === undefined || hosts.includes(host)),
	);
}

function mtu(network: Network, targets: readonly Network[], { source, destination }: Scope): Judged {
	const sizes = (item: Network, site: Site): (number | undefined)[] => switchesOf(item, site).map((one) => one.mtu);
	const from = sizes(network, source);
	const largest = from.length > 0 && !from.includes(undefined) ? Math.max(...(from as number[])) : undefined;
	const pairs = targets.map((target) => {
		const to = sizes(target, destination);
		return to.length > 0 && !to.includes(undefined) ? Math.min(...(to as number[])) : undefined;
	});
	// Guests without jumbo frames at the source need none.
	if (largest !== undefined && largest <= 1500) return { value: true, text: '', missing: [] };
	const verdicts = pairs.map((smallest) =>
		largest === undefined || smallest === undefined ? undefined : smallest >= largest,
	);
	const texts = pairs.map((smallest, index) => (verdicts[index] === false ? `${largest} -> ${smallest}` : undefined));
	return judge(verdicts, texts, [
		largest === undefined ? gap(source, 'switches', undefined, 'mtu') : gap(destination, 'switches', undefined, 'mtu'),
	]);
}

function mode(network: Network, targets: readonly Network[], scope: Scope): Judged {
	const { source, destination } = scope;
	// Of other hosts the details may not have been read.
	const involved = new Set([...scope.sourceHosts, ...scope.destinationHosts]);
	const enhanced = (item: Network, site: Site): boolean | undefined => {
		if (item.kind === 'standard') return false;
		const { version } = site.inventory.vcenter;
		if (version !== undefined && (compareVersions(version, ENHANCED_FROM) ?? 0) < 0) return false;
		const hosts = (hostsOf(item, site) ?? []).flatMap((id) => site.host(id) ?? []).filter((host) => involved.has(host));
		return any(
			hosts.map((host) =>
				item.switchName === undefined ? undefined : host.enhancedSwitches?.includes(item.switchName),
			),
		);
	};
	const from = enhanced(network, source);
	const ends = targets.map((target) => enhanced(target, destination));
	const verdicts = ends.map((to) => (from === undefined || to === undefined ? undefined : from === to));
	const word = (on: boolean | undefined): string => (on === true ? 'enhanced' : 'standard');
	const texts = ends.map((to, index) => (verdicts[index] === false ? `${word(from)} -> ${word(to)}` : undefined));
	const [side, site] = from === undefined ? (['source', source] as const) : (['destination', destination] as const);
	return judge(verdicts, texts, [
		{
			datum: `${side}.hosts.enhancedSwitches`,
			reason: site.reason('hosts', site.inventory.hosts[0], 'enhancedSwitches'),
		},
	]);
}

/** A vCenter below 8.0 Update 3 has no real-time switches. */
function realTime(network: Network, targets: readonly Network[], scope: Scope): Judged {
	const { source, destination } = scope;
	const declared = pairWord(scope, 'realTimeSwitches')?.value === false;
	const isOn = (item: Network, site: Site): boolean | undefined => {
		const { version } = site.inventory.vcenter;
		const old = version !== undefined && (compareVersions(version, REAL_TIME_FROM) ?? 0) < 0;
		if (old || item.kind === 'standard') return false;
		return switchesOf(item, site)[0]?.realTime ?? (declared ? false : undefined);
	};
	const from = isOn(network, source);
	const ends = targets.map((target) => isOn(target, destination));
	const verdicts = ends.map((to) => (from === undefined || to === undefined ? undefined : from === to));
	const word = (on: boolean | undefined): string => (on === true ? 'on' : 'off');
	const texts = ends.map((to, index) => (verdicts[index] === false ? `${word(from)} -> ${word(to)}` : undefined));
	return judge(verdicts, texts, [
		from === undefined
			? gap(source, 'switches', undefined, 'realTime')
			: gap(destination, 'switches', undefined, 'realTime'),
	]);
}

function services(network: Network, targets: readonly Network[], scope: Scope): Judged {
	const { source, destination } = scope;
	if (network.kind === 'standard') return { value: true, text: '', missing: [] };
	const of = (item: Network, site: Site): readonly string[] | undefined =>
		item.kind === 'standard' ? [] : switchesOf(item, site)[0]?.services;
	const from = of(network, source);
	if (from?.length === 0) return { value: true, text: '', missing: [] };
	const said = from === undefined ? pairWord(scope, 'switchServices') : undefined;
	if (said) return { value: said.value, text: '', missing: [] };
	const verdicts = targets.map((target) => {
		const to = of(target, destination);
		return from === undefined || to === undefined ? undefined : from.every((service) => to.includes(service));
	});
	const texts = targets.map((target, index) =>
		verdicts[index] === false
			? from?.filter((service) => !of(target, destination)?.includes(service)).join(', ')
			: undefined,
	);
	return judge(verdicts, texts, [
		from === undefined
			? gap(source, 'switches', undefined, 'services')
			: gap(destination, 'switches', undefined, 'services'),
	]);
}

function room(uses: readonly Use[], targets: readonly Network[], { destination }: Scope): Judged {
	const verdicts = targets.map((target) => {
		const needed = uses.filter(({ target: { candidates } }) => candidates.includes(target)).length;
		return takesNics(target, destination, needed);
	});
	const texts = targets.map((target, index) =>
		verdicts[index] === false ? `${target.name} (${freePorts(target, destination)} free)` : undefined,
	);
	const blind = targets.find((_, index) => verdicts[index] === undefined);
	return judge(verdicts, texts, [
		gap(destination, 'networks', blind, blind?.ports === undefined ? 'ports' : 'autoExpand'),
	]);
}

function nsxSupported({ source, destination }: Scope): boolean | undefined {
	const versions = [source, destination].map((site) => site.inventory.vcenter.version);
	const old = versions.map((version) =>
		version === undefined ? undefined : (compareVersions(version, NSX_FLOOR) ?? 0) < 0,
	);
	if (old.includes(true)) return false;
	return old.includes(undefined) ? undefined : true;
}
