import type { Inventory } from '../../model/inventory/inventory.js';
import type { License } from '../../model/inventory/service.js';
import { uuidOf } from '../estate/identity.js';
import { ref, type Wire } from '../wire/value.js';
import type { SavedObject } from './contract.js';
import { fieldsOf, type PlainObject } from './plain.js';

const ASSIGNMENTS = 'LicenseAssignmentManager';

/** ServiceContent: the service objects that every vCenter has, and what this one says of itself. */
export function savedContent({ vcenter }: Inventory, usual: Wire): Wire {
	if (usual.kind !== 'data') return usual;
	const { version, build, apiVersion, apiType = 'VirtualCenter', instanceUuid } = vcenter;
	const name = apiType === 'VirtualCenter' ? 'VMware vCenter Server' : 'VMware ESXi';
	const about = fieldsOf({
		name,
		fullName: [name, version, build === undefined ? undefined : `build-${build}`].filter(Boolean).join(' '),
		vendor: 'VMware, Inc.',
		version,
		build,
		productLineId: apiType === 'VirtualCenter' ? 'vpx' : 'embeddedEsx',
		apiType,
		apiVersion,
		instanceUuid,
	});
	return {
		...usual,
		fields: { ...usual.fields, about: { kind: 'data', type: 'AboutInfo', fields: about, typed: false } },
	};
}

/** Service objects that hold data: settings, licences, key providers. */
export function savedServices(inventory: Inventory): SavedObject[] {
	const { keyProviders, licenses } = inventory;
	const assigned = savedAssignments(inventory).length > 0;
	const one = (type: string, id: string, properties: PlainObject): SavedObject => ({
		type,
		id,
		parent: undefined,
		properties,
		unknown: [],
	});
	return [
		one('OptionManager', 'VpxSettings', { setting: settings(inventory) }),
		one('LicenseManager', 'LicenseManager', {
			licenses: licenses.map(licenseInfo),
			licenseAssignmentManager: assigned ? ref({ type: ASSIGNMENTS, id: ASSIGNMENTS }) : undefined,
		}),
		one('CryptoManagerKmip', 'CryptoManager', {
			kmipServers: keyProviders.map(({ id, kind, default: useAsDefault, ...rest }) => ({
				clusterId: { id },
				servers: rest.servers?.map(({ name, address, port }) => ({ name, address, port })),
				useAsDefault,
				managementType: kind,
				keyId: rest.keyId,
				hasBackup: rest.hasBackup,
				tpmRequired: rest.tpmRequired,
			})),
		}),
	];
}

/** None at all when it is not known whether virtual GPUs may move: a list of settings without that one says that they may not. */
function settings({ vcenter: { name, ssoDomain, vgpuHotMigrate, instanceId } }: Inventory): PlainObject[] {
	if (vgpuHotMigrate === undefined) return [];
	const all: Record<string, string | undefined> = {
		'VirtualCenter.FQDN': name,
		'config.vpxd.sso.default.admin': ssoDomain === undefined ? undefined : `administrator@${ssoDomain}`,
		'instance.id': instanceId === undefined ? undefined : String(instanceId),
		'vgpu.hotmigrate.enabled': String(vgpuHotMigrate),
	};
	return Object.entries(all).flatMap(([key, value]) =>
		value === undefined ? [] : [{ $type: 'OptionValue', key, value }],
	);
}

/** Keys of licences are never kept: one is made from the id. */
function keyOf(id: string): string {
	const text = uuidOf('saved licence', id).replaceAll('-', '').toUpperCase();
	return (text.slice(0, 25).match(/.{5}/g) ?? []).join('-');
}

function licenseInfo({ id, name, editionKey, costUnit, total, used, ...rest }: License): PlainObject {
	return { licenseKey: keyOf(id), editionKey, name, total, used, costUnit, properties: properties(rest) };
}

/** Without an end the list of properties would say that the licence never ends: then there is no list. */
function properties({ features = [], expires }: Pick<License, 'features' | 'expires'>): PlainObject[] | undefined {
	if (expires === undefined) return undefined;
	return [
		...features.map((value, index) => ({
			key: 'feature',
			value: { $type: 'KeyValue', key: `feature-${index}`, value },
		})),
		...(expires === 'never' ? [] : [{ key: 'expirationDate', value: expires }]),
	];
}

/** Results of QueryAssignedLicenses. */
export function savedAssignments({ licenses, hosts }: Inventory): PlainObject[] {
	const byHost = hosts.flatMap(({ id, licenseKeyId }) => (licenseKeyId === undefined ? [] : [[id, licenseKeyId]]));
	const named = licenses.flatMap(({ id, assignedTo = [] }) => assignedTo.map((entity) => [entity, id]));
	const pairs = new Map(
		[...named, ...byHost].map(([entity = '', license = '']) => [`${entity} ${license}`, { entity, license }]),
	);
	return [...pairs.values()].map(({ entity, license }) => {
		const known = licenses.find(({ id }) => id === license);
		return {
			entityId: entity,
			assignedLicense: known === undefined ? { licenseKey: keyOf(license) } : licenseInfo(known),
		};
	});
}
