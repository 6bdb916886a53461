import type { ToolFinding } from '../../engine/contract.js';
import { provisioningAddresses, vmotionAddresses } from '../../facts/shared/addresses.js';
import { declaredPort } from '../../facts/shared/declared-ports.js';
import { hostParty } from '../../facts/shared/parties.js';
import { portsSeen } from '../../facts/shared/ports-seen.js';
import { hostRuns } from '../../facts/shared/probed.js';
import type { Host } from '../../model/inventory/host.js';
import type { Scope } from '../../model/scope.js';

const PORTS = [
	{ port: 8000, addresses: vmotionAddresses },
	{ port: 902, addresses: provisioningAddresses },
];

/** Declarations that a port between hosts is open, where a script on one of them met it closed. One finding per port. */
export function contradictedPorts(scope: Scope): readonly ToolFinding[] {
	const seen = portsSeen(scope);
	if (seen === undefined) return [];
	const onHost = hostRuns(scope);
	const ran = (side: 'source' | 'destination') => (host: Host) => onHost(side, host) !== undefined;
	const sources = scope.sourceHosts.filter(ran('source'));
	const destinations = scope.destinationHosts.filter(ran('destination'));
	const pairs = [
		...sources.flatMap((source) => scope.destinationHosts.map((destination) => [source, destination] as const)),
		...destinations.flatMap((destination) => scope.sourceHosts.map((source) => [source, destination] as const)),
	];
	return PORTS.flatMap(({ port, addresses }): ToolFinding[] => {
		const declared = declaredPort(scope, port, 'tcp');
		for (const [source, destination] of pairs) {
			const own = { source: addresses(source), destination: addresses(destination) };
			const { open, closed } = seen.between(source, destination, port, own);
			if (open !== false) continue;
			const said = declared.between(hostParty(source, own.source), hostParty(destination, own.destination));
			if (said.open !== true) continue;
			return [
				{
					rule: 'declared-contradicted',
					outcome: 'fail',
					severity: 'warning',
					message: `The plan declares that ${port}/tcp is open between hosts (${said.evidence.join('; ')}), and a script saw otherwise: ${closed}. What was seen counts.`,
					subjects: [{ type: 'host', side: 'source', id: source.id, name: source.name }],
					observed: { port },
				},
			];
		}
		return [];
	});
}
