import type { Host } from '../model/inventory/host.js';
import type { Scope } from '../model/scope.js';
import { yaml } from './init-text.js';

/**
 * Fills what a scope knows into lines that a person is to paste: names of the vCenters, and the cluster where all hosts of a
 * side stand in one. What it does not know stays a word in capitals, and a rule's own placeholders become an ellipsis: they
 * differ by finding, and the texts stand once.
 */
export function fillIn({ source, destination, sourceHosts, destinationHosts, plan }: Scope): (text: string) => string {
	const driven = plan.driver.side === 'destination' ? 'source' : 'destination';
	const vcenters = { source: source.inventory.vcenter.name, destination: destination.inventory.vcenter.name };
	const hosts = { source: onlyCluster(sourceHosts), destination: onlyCluster(destinationHosts) };
	const words: Readonly<Record<string, string | undefined>> = {
		'SOURCE-VCENTER': vcenters.source,
		'DESTINATION-VCENTER': vcenters.destination,
		'DRIVING-VCENTER': driven === 'source' ? vcenters.destination : vcenters.source,
		'OTHER-VCENTER': vcenters[driven],
		'SOURCE-HOSTS': hosts.source,
		'DESTINATION-HOSTS': hosts.destination,
		'OTHER-HOSTS': hosts[driven],
	};
	return (text) =>
		text
			.replace(/\{\{[^}]*\}\}/g, '…')
			.replace(/\b[A-Z]+-[A-Z]+\b/g, (word) => (words[word] === undefined ? word : yaml(words[word])));
}

/** The path of the cluster that all hosts belong to, as declarations name it. */
function onlyCluster(hosts: readonly Host[]): string | undefined {
	const paths = new Set(
		hosts.map(({ clusterName, datacenterName }) =>
			clusterName === undefined || datacenterName === undefined ? clusterName : `${datacenterName}/${clusterName}`,
		),
	);
	return paths.size === 1 ? [...paths][0] : undefined;
}
