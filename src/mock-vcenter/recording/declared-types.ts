import { Estate } from '../estate/estate.js';
import type { ManagedObjectType } from '../managed-objects/contract.js';
import type { VCenterSpec } from '../scenario/schema.js';
import { resolvePath, UNKNOWN } from '../wire/resolve.js';
import { NOTHING_HIDDEN } from '../wire/since.js';
import type { Fields, Wire } from '../wire/value.js';

type Types = ReadonlyMap<string, ManagedObjectType>;
type Settle = (type: string, path: string, value: Wire) => Wire;

/**
 * Gives values at paths the types that the API declares there, as a client must see them: a recording shows the type of whole
 * properties only, and an array of one like a single value. The managed objects of the mock know them; a place that they do not
 * have is judged by what the text looks like.
 */
export function settler(types: Types): Settle {
	const known = new Map<string, Fields | undefined>();
	const declared = new Map<string, Wire | undefined>();
	return (type, path, value) => {
		const key = `${type} ${path}`;
		if (!known.has(type)) known.set(type, fieldsOf(types, type));
		if (!declared.has(key)) declared.set(key, at(known.get(type), path) ?? unsetList(key));
		return settle(value, declared.get(key), LISTS[key]);
	};
}

/** Lists that the objects of the mock do not have. */
const LISTS: Readonly<Record<string, string>> = {
	'ClusterComputeResource configurationEx.rule': 'ClusterRuleInfo',
	'ClusterComputeResource configurationEx.group': 'ClusterGroupInfo',
	'ClusterComputeResource configurationEx.drsVmConfig': 'ClusterDrsVmConfigInfo',
	'ClusterComputeResource configurationEx.dasVmConfig': 'ClusterDasVmConfigInfo',
};

/** Lists that no object of the mock has anything in, so that it leaves them unset: the types of their elements. */
const UNSET_LISTS: Readonly<Record<string, string>> = {
	'ClusterComputeResource configurationEx.dasVmConfig': 'ClusterDasVmConfigInfo',
	'ClusterComputeResource configurationEx.drsVmConfig': 'ClusterDrsVmConfigInfo',
	'ClusterComputeResource configurationEx.group': 'ClusterGroupInfo',
};

function unsetList(key: string): Wire | undefined {
	const type = UNSET_LISTS[key];
	return type === undefined ? undefined : { kind: 'list', type, items: [] };
}

function at(fields: Fields | undefined, path: string): Wire | undefined {
	const value = fields === undefined ? UNKNOWN : resolvePath(fields, path, NOTHING_HIDDEN);
	return value === UNKNOWN ? undefined : value;
}

function fieldsOf(types: Types, type: string): Fields | undefined {
	const estate = new Estate(EXAMPLE);
	const own = types.get(type);
	const entity =
		own?.singleton === undefined
			? [...estate.descendants(estate.root)].find((candidate) => candidate.type === type)
			: { type, id: own.singleton, name: own.singleton, parent: undefined };
	return entity === undefined ? undefined : own?.properties(entity, { estate, session: undefined, thumbprint: '' });
}

function settle(value: Wire, declared: Wire | undefined, listed: string | undefined): Wire {
	const element = declared?.kind === 'list' && declared.type !== '' ? declared.type : listed;
	if (element !== undefined) return listOf(element, value.kind === 'list' ? value.items : [value]);
	if (value.kind === 'list') return value.type === '' ? listOf('AnyType', value.items) : value;
	return typed(value, declared !== undefined && 'type' in declared ? declared.type : guess(value));
}

function listOf(type: string, items: readonly Wire[]): Wire {
	return { kind: 'list', type, items: items.map((item) => typed(item, type === 'AnyType' ? guess(item) : type)) };
}

function typed(value: Wire, type: string): Wire {
	return (value.kind === 'data' || value.kind === 'text') && value.type === '' ? { ...value, type } : value;
}

function guess(value: Wire): string {
	if (value.kind !== 'text') return '';
	if (value.text === 'true' || value.text === 'false') return 'xsd:boolean';
	if (/^-?\d{1,9}$/.test(value.text)) return 'xsd:int';
	if (/^-?\d{10,18}$/.test(value.text)) return 'xsd:long';
	return /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value.text) ? 'xsd:dateTime' : 'xsd:string';
}

/** One object of each type, with something in all of its lists. */
const EXAMPLE: VCenterSpec = {
	name: 'vc.example.com',
	side: 'source',
	version: '8.0.3',
	build: 1,
	keyProviders: [{ id: 'kms', kind: 'vCenter', keyId: 'key', hasBackup: true, tpmRequired: false }],
	datacenters: [
		{
			name: 'DC',
			folders: ['Folder'],
			switches: [{ name: 'dvs', version: '8.0.3' }],
			networks: [
				{ name: 'Network' },
				{ name: 'Distributed', switch: 'dvs', vlan: 1 },
				{ name: 'Opaque', opaque: true },
			],
			datastores: [{ name: 'ds', capacity: '1TiB', free: '1TiB' }],
			clusters: [
				{
					name: 'Cluster',
					drs: 'fullyAutomated',
					ha: true,
					evc: 'intel-skylake',
					pools: ['Pool'],
					hosts: [
						{
							names: 'esx.example.com',
							version: '8.0.3',
							build: 1,
							evcMax: 'intel-skylake',
							vmkernel: [
								{ device: 'vmk0', network: 'Network', ip: '10.0.0.1', gateway: '10.0.0.254', services: ['vmotion'] },
							],
							nics: [{ device: 'vmnic0', speedMbps: 10000, switch: 'dvs' }],
							dns: { servers: ['10.0.0.5'], domain: 'example.com', search: ['example.com'] },
							ntp: { servers: ['10.0.0.5'] },
							cryptoState: 'safe',
						},
					],
				},
			],
			vms: [
				{
					names: 'vm',
					datastore: 'ds',
					memoryReservation: '1GiB',
					minimumEvc: 'intel-skylake',
					disks: [{ size: '1GiB' }],
					nics: [{ network: 'Network' }],
					snapshots: [{ name: 'snapshot' }],
					encryption: { provider: 'kms', key: 'key' },
				},
			],
		},
	],
};
