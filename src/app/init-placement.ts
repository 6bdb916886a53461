import type { Network } from '../model/inventory/network.js';
import type { Datastore } from '../model/inventory/storage.js';
import type { Scope } from '../model/scope.js';
import { escapeText } from '../shared/escape.js';
import { formatBytes } from '../shared/units.js';
import { yaml } from './init-text.js';

/** Candidates listed before "and N more". */
const MAX_LISTED = 5;

/** The `placement` section: what names and VLANs tell is written, what a person must choose is a comment with the choices. */
export function placementLines(scope: Scope): string[] {
	return ['', 'placement:', ...clusterLines(scope), ...networkLines(scope), ...datastoreLines(scope)];
}

function clusterLines({ destination }: Scope): string[] {
	const { clusters } = destination.inventory;
	const names = clusters.map((cluster) => yaml(cluster.path ?? cluster.name));
	if (names.length === 1) return [`  cluster: ${names[0]}`];
	if (names.length === 0) return ['  # host: …              # the destination lists no cluster; name a host'];
	return [`  # cluster: ${listed(names)}    # choose one: until then every host is a candidate`];
}

function networkLines(scope: Scope): string[] {
	const lines = scope.networks.map((network) => networkLine(network, scope));
	return [
		'  networks:',
		'    match: name            # name | vlan | none',
		...(lines.length > 0 ? ['    map:', ...lines] : []),
	];
}

/** By name, else by VLAN when exactly one destination network carries it, else a choice. */
function networkLine(network: Network, { destination }: Scope): string {
	const key = yaml(network.name);
	if (destination.networksNamed(network.name).length > 0) return `      ${key}: ${key}    # same name`;
	const vlan = network.vlan?.id;
	const same = vlan === undefined ? [] : destination.networksWithVlan(vlan);
	if (same.length === 1 && same[0] && vlan !== 0) return `      ${key}: ${yaml(same[0].name)}    # same VLAN ${vlan}`;
	const choices = same.length > 0 ? same : destination.inventory.networks.filter(({ uplink }) => uplink !== true);
	const names = listed([...new Set(choices.map(({ name }) => yaml(name)))]);
	return `      # ${key}: …    # no network of that name${vlan === undefined ? '' : ` (VLAN ${vlan})`}; there are: ${names}`;
}

function datastoreLines({ destination }: Scope): string[] {
	const usable = destination.inventory.datastores.filter(({ accessible }) => accessible !== false);
	const sorted = [...usable].sort((a, b) => (b.freeBytes ?? 0) - (a.freeBytes ?? 0));
	const [only] = sorted;
	if (only === undefined) return ['  # datastores: { default: … }    # the destination lists no datastore'];
	if (sorted.length === 1) return ['  datastores:', `    default: ${yaml(only.name)}    # ${space(only)}`];
	return [
		'  # datastores:',
		...sorted
			.slice(0, MAX_LISTED)
			.map((store) => `  #   default: ${escapeText(yaml(store.name))}    # ${space(store)}`),
	];
}

function space({ freeBytes, capacityBytes }: Datastore): string {
	if (freeBytes === undefined) return 'free space not told';
	return `${formatBytes(freeBytes)} free${capacityBytes === undefined ? '' : ` of ${formatBytes(capacityBytes)}`}`;
}

function listed(names: readonly string[]): string {
	const rest = names.length - MAX_LISTED;
	return escapeText(`${names.slice(0, MAX_LISTED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`);
}
