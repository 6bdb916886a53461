import { listAt, numberAt, textAt, type XmlValue } from '../../../shared/xml-value.js';
import { string } from '../../wire/value.js';
import { isTrue, type Move, type Place } from '../move.js';
import { error, interfaceFields, nameOf, type Problem, warning } from '../problem.js';
import type { Read } from '../reader.js';

/** What vCenter recommends for vMotion, Mbit/s. */
const RECOMMENDED_MBPS = 1000;

/** The vMotion interface of one host, and that its product can do vMotion. Matters only while the VM is powered on. */
export function vmotionProblems(move: Move, { host }: Place): Problem[] {
	if (!move.hot) return [];
	const atSource = host === move.source.host;
	if (host.properties.has('capability.vmotionSupported') && !isTrue(host, 'capability.vmotionSupported'))
		return [
			error(
				'VMotionNotSupported',
				`The host ${nameOf(host)} does not support vMotion.`,
				interfaceFields(atSource, host),
			),
		];
	const adapters = adaptersOf(host);
	if (adapters === undefined) return [];
	if (adapters.length === 0)
		return [
			error(
				'VMotionNotConfigured',
				`No VMkernel adapter of ${nameOf(host)} is enabled for vMotion.`,
				interfaceFields(atSource, host),
			),
		];
	return linkProblems(host, atSource, adapters);
}

/** The networks of vMotion on both sides: names that differ may be different networks. */
export function vmotionNameProblems({ hot, source, destination }: Move): Problem[] {
	const [here, there] = [source, destination].map((place) => networkNames(place)[0]);
	if (!hot || here === undefined || there === undefined || here === there) return [];
	return [
		warning('MismatchedVMotionNetworkNames', `The vMotion networks have different names: ${here} and ${there}.`, {
			sourceNetwork: string(here),
			destNetwork: string(there),
		}),
	];
}

function networkNames({ host, networks }: Place): string[] {
	return (adaptersOf(host) ?? []).flatMap((adapter) => {
		const key = textAt(adapter, 'spec.distributedVirtualPort.portgroupKey');
		const group = networks.find(({ network }) => key !== undefined && textAt(network.properties.get('key')) === key);
		return textAt(group?.network.properties.get('name')) ?? textAt(adapter, 'spec.portgroup') ?? [];
	});
}

/** VMkernel adapters that carry vMotion; undefined when the host does not say. */
function adaptersOf(host: Read): XmlValue[] | undefined {
	const services = host.properties.get('config.virtualNicManagerInfo');
	if (services === undefined) return undefined;
	const own = listAt(services, 'netConfig').find((entry) => textAt(entry, 'nicType') === 'vmotion');
	const keys = listAt(own, 'selectedVnic').map((key) => (textAt(key) ?? '').replace(/^vmotion\./, ''));
	return listAt(host.properties.get('config.network'), 'vnic').filter((vnic) =>
		keys.includes(textAt(vnic, 'key') ?? ''),
	);
}

function linkProblems(host: Read, atSource: boolean, adapters: readonly XmlValue[]): Problem[] {
	const speeds = adapters.map((adapter) => speedOf(host, adapter)).filter((speed) => speed !== undefined);
	if (speeds.length === 0) return [];
	const best = Math.max(...speeds);
	const network = textAt(adapters[0], 'spec.portgroup') ?? textAt(adapters[0], 'device') ?? '';
	const fields = { ...interfaceFields(atSource, host), network: string(network) };
	if (best === 0) return [error('VMotionLinkDown', `The vMotion network of ${nameOf(host)} has no link.`, fields)];
	return best >= RECOMMENDED_MBPS
		? []
		: [warning('VMotionLinkCapacityLow', `The vMotion network of ${nameOf(host)} is slower than recommended.`, fields)];
}

/** Mbit/s of the fastest uplink, 0 when none has a link; undefined for a switch that has no uplinks to tell of. */
function speedOf(host: Read, adapter: XmlValue): number | undefined {
	const network = host.properties.get('config.network');
	const uuid = textAt(adapter, 'spec.distributedVirtualPort.switchUuid');
	const group = listAt(network, 'portgroup').find(
		(one) => textAt(one, 'spec.name') === textAt(adapter, 'spec.portgroup'),
	);
	const owner =
		uuid === undefined
			? listAt(network, 'vswitch').find((one) => textAt(one, 'key') === textAt(group, 'vswitch'))
			: listAt(network, 'proxySwitch').find((one) => textAt(one, 'dvsUuid') === uuid);
	const keys = listAt(owner, 'pnic').map((key) => textAt(key));
	const uplinks = listAt(network, 'pnic').filter((nic) => keys.includes(textAt(nic, 'key')));
	if (uplinks.length === 0) return undefined;
	return Math.max(...uplinks.map((nic) => numberAt(nic, 'linkSpeed.speedMb') ?? 0));
}
