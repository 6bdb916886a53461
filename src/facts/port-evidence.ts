import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import { provisioningAddresses, vmotionAddresses } from './shared/addresses.js';
import { result } from './shared/agreed.js';
import { type DeclaredPort, declaredPort, type PortAnswer } from './shared/declared-ports.js';
import { hostParty, type Party, vcenterParty } from './shared/parties.js';
import { portsOf, type TablePort } from './shared/port-table.js';
import { portsSeen, relocateReached, type SeenPort } from './shared/ports-seen.js';
import { askedFrom } from './shared/probed.js';

const o = Type.Optional;

interface PortEvidence {
	/** How a port is known to be closed. */
	closed: string;
	vcenter?: boolean;
	vmotion?: boolean;
	nfc?: boolean;
}

const ONE_WAY = 'The way from the destination vCenter back to the source is open as well: CheckRelocate goes one way.';

/**
 * Whether a port is known to be open in both directions (design 6.1.2): 443 between the vCenters, 8000 between the vMotion
 * addresses, 902 between the provisioning or management addresses of two hosts. What scripts saw on the hosts themselves, or a
 * CheckRelocate that reached the destination, counts before what somebody vouches for; a connection from the machine that runs
 * xvcheck never does. Names match where addresses are unknown. A declaration that says "closed" outweighs one that says "open".
 */
export default fact({
	subjects: ['pair', 'host-pair'],
	schema: Type.Object({
		vcenter: o(Type.Boolean()),
		vmotion: o(Type.Boolean()),
		nfc: o(Type.Boolean()),
		closed: Type.String({ description: 'how it is known to be closed, for messages' }),
	}),
	prepare: (context) => {
		const vmotion = portOf(context, 'vmotion');
		const nfc = portOf(context, 'nfc');
		const parties = new WeakMap<Host, { vmotion: Party; nfc: Party }>();
		const partiesOf = (host: Host): { vmotion: Party; nfc: Party } => {
			const made = parties.get(host) ?? {
				vmotion: hostParty(host, vmotionAddresses(host)),
				nfc: hostParty(host, provisioningAddresses(host)),
			};
			parties.set(host, made);
			return made;
		};
		return { vcenter: portOf(context, 'vcenter'), vmotion, nfc, partiesOf, seen: portsSeen(context.scope) };
	},
	hostKey: (host, side, _context, { vmotion, nfc, partiesOf, seen }) => {
		const parties = partiesOf(host);
		const addresses = [...new Set([...parties.vmotion.addresses, ...parties.nfc.addresses])];
		const own = seen === undefined ? '' : ` | ${seen.keyOf(side, host, addresses)}`;
		return `${vmotion.port.keyOf(parties.vmotion)} | ${nfc.port.keyOf(parties.nfc)}${own}`;
	},
	derive: (subject, context, { vcenter, vmotion, nfc, partiesOf, seen }) => {
		if ('sourceHost' in subject) {
			const { sourceHost, destinationHost } = subject;
			const [from, to] = [partiesOf(sourceHost), partiesOf(destinationHost)];
			const known = (port: number, addresses: (host: Host) => readonly string[] | undefined) =>
				seen?.between(sourceHost, destinationHost, port, {
					source: addresses(sourceHost),
					destination: addresses(destinationHost),
				});
			return combine({
				vmotion: [
					vmotion,
					answerOf(known(vmotion.number, vmotionAddresses), () => vmotion.port.between(from.vmotion, to.vmotion)),
				],
				nfc: [nfc, answerOf(known(nfc.number, provisioningAddresses), () => nfc.port.between(from.nfc, to.nfc))],
			});
		}
		const reached = relocateReached(context.scope);
		const seenPort = reached && {
			open: reached.result.reached === true,
			closed: `CheckRelocate of ${reached.result.vm.name} did not reach the destination (${reached.result.fault?.fault ?? 'see its faults'})`,
			probed: [`CheckRelocate of ${reached.result.vm.name}, sent ${askedFrom(reached.run)}`],
			assumptions: reached.result.reached === true ? [ONE_WAY] : [],
		};
		const declared = () =>
			vcenter.port.between(vcenterParty(subject.source, subject), vcenterParty(subject.destination, subject));
		return combine({ vcenter: [vcenter, answerOf(seenPort, declared)] });
	},
});

interface Answer extends PortAnswer {
	readonly closed?: string;
	readonly probed?: readonly string[];
	readonly assumptions?: readonly string[];
}

/** What was seen counts; where nothing was, what is vouched for. */
function answerOf(
	seen: (SeenPort & { readonly assumptions?: readonly string[] }) | undefined,
	declared: () => PortAnswer,
): Answer {
	if (seen?.open === undefined) {
		const answer = declared();
		return answer.open === false ? { ...answer, closed: 'said to be closed' } : answer;
	}
	const { open, closed, probed, assumptions = [] } = seen;
	return { open, evidence: [], probed, assumptions, ...(open || closed === undefined ? {} : { closed }) };
}

interface Port {
	readonly name: string;
	readonly number: number;
	readonly port: DeclaredPort;
}

function portOf(context: FactContext, key: string): Port {
	const [{ port, protocol }] = portsOf(context, [key]) as [TablePort];
	return { name: `firewall.${port}/${protocol}`, number: port, port: declaredPort(context.scope, port, protocol) };
}

function combine(answers: Partial<Record<'vcenter' | 'vmotion' | 'nfc', readonly [Port, Answer]>>) {
	const value: PortEvidence = { closed: '' };
	const missing: Record<string, MissingDatum[]> = {};
	const declared = new Set<string>();
	const probed = new Set<string>();
	const assumptions = new Set<string>();
	const closed: string[] = [];
	for (const field of ['vcenter', 'vmotion', 'nfc'] as const) {
		const found = answers[field];
		if (!found) continue;
		const [{ name }, answer] = found;
		if (answer.open !== undefined) value[field] = answer.open;
		else missing[field] = [{ datum: name, reason: 'not-declared' }];
		if (answer.closed !== undefined) closed.push(answer.closed);
		for (const text of answer.evidence) declared.add(text);
		for (const text of answer.probed ?? []) probed.add(text);
		for (const text of answer.assumptions ?? []) assumptions.add(text);
	}
	value.closed = [...new Set(closed)].join('; ');
	return result(value, { missing, declared: [...declared], probed: [...probed], assumptions: [...assumptions] });
}
