import { listAt, textAt, typeOf, type XmlValue } from '../../../shared/xml-value.js';
import { boolean, ref, string } from '../../wire/value.js';
import { isConnected, labelOf, type Move, older } from '../move.js';
import { type Attachment, type Backing, backingName, backingOf, isEthernetCard, networkFor } from '../networks.js';
import { badArgument, error, type Problem, warning } from '../problem.js';

/** From this release on vCenter lets a NIC go from a distributed switch to a standard one while powered on. */
const TO_STANDARD_SWITCH = '8.0';

/** Every NIC needs a network on the destination host that carries it. */
export function nicProblems(move: Move): Problem[] {
	return [...editProblems(move), ...move.devices.filter(isEthernetCard).flatMap((nic) => nicProblem(move, nic))];
}

/** Relocation accepts one kind of device change: the same NIC with another backing. */
function editProblems({ spec, devices }: Move): Problem[] {
	const problems: Problem[] = [];
	for (const [index, { operation, device }] of spec.deviceChanges.entries()) {
		const own = devices.find((one) => textAt(one, 'key') === textAt(device, 'key'));
		const path = `spec.deviceChange[${index}]`;
		if (operation !== 'edit') problems.push(badArgument(`${path}.operation`));
		else if (own === undefined || typeOf(own) !== typeOf(device)) problems.push(badArgument(`${path}.device`));
		else if (differs(own, device, 'macAddress')) problems.push(badArgument(`${path}.device.macAddress`));
		else if (backingOf(device).kind === 'unknown' && isEthernetCard(device))
			problems.push(badArgument(`${path}.device.backing`));
	}
	return problems;
}

function differs(own: XmlValue, changed: XmlValue, member: string): boolean {
	const value = textAt(changed, member);
	return value !== undefined && value.toLowerCase() !== textAt(own, member)?.toLowerCase();
}

function nicProblem(move: Move, nic: XmlValue): Problem[] {
	const edit = move.spec.deviceChanges.find(({ device }) => textAt(device, 'key') === textAt(nic, 'key'))?.device;
	const backing = backingOf(edit ?? nic);
	const found = edit === undefined ? withoutEdit(move, backing) : networkFor(backing, move.destination.networks);
	if (found === undefined) return [inaccessible(move, nic, backing)];
	const from = networkFor(backingOf(nic), move.source.networks);
	const problems = [
		...intranet(move, nic, backing, found),
		...unusable(move, nic, backing, from, found),
		...(edit === undefined && move.crossVCenter ? [mayDiffer(found)] : []),
	];
	return move.hot && isConnected(nic) ? problems : problems.map(({ fault }) => ({ level: 'warning', fault }));
}

/** Without an edit a NIC of a standard switch takes the network of the same label, one of a distributed switch has none. */
function withoutEdit({ crossVCenter, destination }: Move, backing: Backing): Attachment | undefined {
	if (!crossVCenter) return networkFor(backing, destination.networks);
	if (backing.kind !== 'standard') return undefined;
	return networkFor({ ...backing, network: undefined }, destination.networks);
}

function inaccessible(move: Move, nic: XmlValue, backing: Backing): Problem {
	const own = networkFor(backing, move.source.networks);
	const name = backingName(backing, own);
	const make = move.hot && isConnected(nic) ? error : warning;
	return make(
		'CannotAccessNetwork',
		`Currently connected network interface '${labelOf(nic)}' uses network '${name}', which is not accessible.`,
		{ device: string(labelOf(nic)), backing: string(name), connected: boolean(isConnected(nic)), network: undefined },
	);
}

function nicFields(nic: XmlValue, name: string): Record<string, ReturnType<typeof string>> {
	return { device: string(labelOf(nic)), backing: string(name), connected: boolean(isConnected(nic)) };
}

/** A switch without an uplink leads nowhere. Where the host does not tell of its switches, nothing is said. */
function intranet({ destination: { host } }: Move, nic: XmlValue, backing: Backing, found: Attachment): Problem[] {
	const network = host.properties.get('config.network');
	const uuid = textAt(found.switch?.properties.get('uuid'));
	const name = textAt(found.network.properties.get('name')) ?? '';
	const group = listAt(network, 'portgroup').find((one) => textAt(one, 'spec.name') === name);
	const owner =
		uuid === undefined
			? listAt(network, 'vswitch').find((one) => textAt(one, 'key') === textAt(group, 'vswitch'))
			: listAt(network, 'proxySwitch').find((one) => textAt(one, 'dvsUuid') === uuid);
	if (owner === undefined || listAt(owner, 'pnic').length > 0) return [];
	return [
		error('VMOnVirtualIntranet', `The network '${name}' of '${labelOf(nic)}' has no uplink.`, {
			...nicFields(nic, backingName(backing, found)),
			network: ref(found.network),
		}),
	];
}

/** A network that is there and does not go with the NIC's old one. Powered off, vCenter does not compare. */
function unusable(
	move: Move,
	nic: XmlValue,
	backing: Backing,
	from: Attachment | undefined,
	to: Attachment,
): Problem[] {
	if (from?.switch === undefined || !move.hot) return [];
	const refused = (reason: string, level = error) => [
		level(
			'CannotUseNetwork',
			`The network '${backingName(backing, to)}' cannot be used by '${labelOf(nic)}': ${reason}.`,
			{
				...nicFields(nic, backingName(backing, to)),
				reason: string(reason),
				network: ref(to.network),
			},
		),
	];
	if (to.switch === undefined) {
		const strict = older(move.source.vcenterVersion, TO_STANDARD_SWITCH);
		return refused('VMotionToUnsupportedNetworkType', strict ? error : warning);
	}
	const product = (attachment: Attachment, member: string) =>
		textAt(attachment.switch?.properties.get('summary.productInfo'), member);
	if (['version', 'vendor'].some((member) => product(from, member) !== product(to, member)))
		return refused('MismatchedDvsVersionOrVendor');
	return policy(from) === policy(to) ? [] : refused('MismatchedNetworkPolicies', warning);
}

function policy({ network }: Attachment): string {
	const settings = network.properties.get('config.defaultPortConfig');
	return ['allowPromiscuous', 'macChanges', 'forgedTransmits']
		.map((name) => textAt(settings, `securityPolicy.${name}.value`) ?? '')
		.join(' ');
}

function mayDiffer({ network }: Attachment): Problem {
	const name = textAt(network.properties.get('name')) ?? '';
	return warning('NetworksMayNotBeTheSame', `The network '${name}' of the destination may be another one.`, {
		name: string(name),
	});
}
