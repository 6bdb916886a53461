import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import { provisioningAddresses, vmotionAddresses } from './shared/addresses.js';
import { result } from './shared/agreed.js';
import { type DeclaredPort, declaredPort, type PortAnswer } from './shared/declared-ports.js';
import { hostParty, type Party, vcenterParty } from './shared/parties.js';
import { portsOf, type TablePort } from './shared/port-table.js';

const o = Type.Optional;

interface PortEvidence {
	vcenter?: boolean;
	vmotion?: boolean;
	nfc?: boolean;
}

/**
 * Whether somebody vouches that a port is open in both directions (design 6.1.2): 443 between the vCenters, 8000 between the
 * vMotion addresses, 902 between the provisioning or management addresses of two hosts. Names match where addresses are
 * unknown. A declaration that says "closed" outweighs one that says "open".
 */
export default fact({
	subjects: ['pair', 'host-pair'],
	schema: Type.Object({ vcenter: o(Type.Boolean()), vmotion: o(Type.Boolean()), nfc: o(Type.Boolean()) }),
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
		return { vcenter: portOf(context, 'vcenter'), vmotion, nfc, partiesOf };
	},
	hostKey: (host, _side, _context, { vmotion, nfc, partiesOf }) => {
		const parties = partiesOf(host);
		return `${vmotion.port.keyOf(parties.vmotion)} | ${nfc.port.keyOf(parties.nfc)}`;
	},
	derive: (subject, _context, { vcenter, vmotion, nfc, partiesOf }) => {
		if ('sourceHost' in subject) {
			const [from, to] = [partiesOf(subject.sourceHost), partiesOf(subject.destinationHost)];
			return combine({
				vmotion: [vmotion, vmotion.port.between(from.vmotion, to.vmotion)],
				nfc: [nfc, nfc.port.between(from.nfc, to.nfc)],
			});
		}
		const answer = vcenter.port.between(
			vcenterParty(subject.source, subject),
			vcenterParty(subject.destination, subject),
		);
		return combine({ vcenter: [vcenter, answer] });
	},
});

interface Port {
	readonly name: string;
	readonly port: DeclaredPort;
}

function portOf(context: FactContext, key: string): Port {
	const [{ port, protocol }] = portsOf(context, [key]) as [TablePort];
	return { name: `firewall.${port}/${protocol}`, port: declaredPort(context.scope, port, protocol) };
}

function combine(answers: Partial<Record<keyof PortEvidence, readonly [Port, PortAnswer]>>) {
	const value: PortEvidence = {};
	const missing: Record<string, MissingDatum[]> = {};
	const declared = new Set<string>();
	for (const field of ['vcenter', 'vmotion', 'nfc'] as const) {
		const found = answers[field];
		if (!found) continue;
		const [{ name }, { open, evidence }] = found;
		if (open !== undefined) value[field] = open;
		else missing[field] = [{ datum: name, reason: 'not-declared' }];
		for (const text of evidence) declared.add(text);
	}
	return result(value, { missing, declared: [...declared] });
}
