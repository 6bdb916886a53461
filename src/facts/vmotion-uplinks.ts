import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host, PhysicalNic } from '../model/inventory/host.js';
import type { Site } from '../model/site.js';
import type { Side } from '../model/site-pair.js';
import { any } from './network/uses.js';
import { agreed, result } from './shared/agreed.js';

const o = Type.Optional;

/** Slowest uplink in Mbps that vMotion is asked to have. */
const FLOOR_MBPS = 1000;

interface VmotionUplinks {
	/** Every uplink that may carry vMotion is fast enough and full duplex. */
	fast?: boolean;
	/** An uplink that carries vMotion has a link. */
	linked?: boolean;
	/** Mbps of the slowest uplink that may carry vMotion. */
	slowest?: number;
	halfDuplex?: boolean;
}

/**
 * Speed of the uplinks behind the vMotion adapters. Where the source does not tell which uplinks these are, the answer holds
 * only when all uplinks of the host agree. Uplinks that are down count only when all are.
 */
export default fact({
	subjects: ['host', 'vm-host'],
	schema: Type.Object({
		fast: o(Type.Boolean()),
		linked: o(Type.Boolean()),
		slowest: o(Type.Number()),
		halfDuplex: o(Type.Boolean()),
	}),
	vmData: [],
	hostData: ['id', 'physicalNics', 'vmotionAdapters', 'vmkernelAdapters'],
	derive: (subject, { scope }) => {
		const { host } = subject;
		const side: Side = 'side' in subject ? subject.side : 'destination';
		const site: Site = side === 'source' ? scope.source : scope.destination;
		const lacks = (datum: string): MissingDatum[] => [
			{ datum: `host.${datum}`, reason: site.reason('hosts', host, datum) },
		];
		const { physicalNics } = host;
		if (physicalNics === undefined || physicalNics.length === 0) {
			const missing = lacks('physicalNics');
			return result<VmotionUplinks>(
				{},
				{ missing: { fast: missing, linked: missing, slowest: missing, halfDuplex: missing } },
			);
		}
		const certain = behindVmotion(host, site, physicalNics);
		const uplinks = upOf(certain ?? physicalNics);
		const value: VmotionUplinks = {};
		const missing: Record<string, MissingDatum[]> = {};
		const verdicts = uplinks.map(isFast);
		const fast = certain ? every(verdicts) : agreed(verdicts);
		if (fast !== undefined) value.fast = fast;
		else missing['fast'] = certain || verdicts.includes(undefined) ? lacks('physicalNics') : lacks('vmotionAdapters');
		const links = (certain ?? physicalNics).map((nic) => nic.linkUp);
		const linked = certain ? any(links) : agreed(links);
		if (linked !== undefined) value.linked = linked;
		else missing['linked'] = links.includes(undefined) ? lacks('physicalNics.linkUp') : lacks('vmotionAdapters');
		const speeds = uplinks.map((nic) => nic.speedMbps);
		if (speeds.includes(undefined)) missing['slowest'] = lacks('physicalNics');
		else value.slowest = Math.min(...(speeds as number[]));
		const half = uplinks.map((nic) => nic.fullDuplex === false);
		value.halfDuplex = half.includes(true);
		return result(value, { missing });
	},
});

/** The uplinks of the switches that carry the vMotion adapters, when all of them can be followed. */
function behindVmotion(host: Host, site: Site, nics: readonly PhysicalNic[]): readonly PhysicalNic[] | undefined {
	if (!host.vmotionAdapters?.length) return undefined;
	const switches = new Set<string>();
	for (const device of host.vmotionAdapters) {
		const portGroup = host.vmkernelAdapters?.find((adapter) => adapter.device === device)?.portGroup;
		const names = portGroup === undefined ? [] : switchNames(portGroup, host, site);
		if (names.length !== 1 || names[0] === undefined) return undefined;
		switches.add(names[0]);
	}
	const found = nics.filter((nic) => nic.switch !== undefined && switches.has(nic.switch));
	return found.length > 0 ? found : undefined;
}

function switchNames(portGroup: string, host: Host, site: Site): (string | undefined)[] {
	const networks = site.networksNamed(portGroup).filter((network) => network.hosts?.includes(host.id) !== false);
	return [
		...new Set(
			networks.map(
				(network) =>
					network.switchName ?? (network.switch === undefined ? undefined : site.switchById(network.switch)?.name),
			),
		),
	];
}

function upOf(nics: readonly PhysicalNic[]): readonly PhysicalNic[] {
	const up = nics.filter((nic) => nic.linkUp !== false && nic.speedMbps !== 0);
	return up.length > 0 ? up : nics;
}

function isFast(nic: PhysicalNic): boolean | undefined {
	if (nic.fullDuplex === false) return false;
	if (nic.speedMbps === undefined) return undefined;
	return nic.speedMbps >= FLOOR_MBPS;
}

function every(verdicts: readonly (boolean | undefined)[]): boolean | undefined {
	if (verdicts.includes(false)) return false;
	return verdicts.includes(undefined) ? undefined : true;
}
