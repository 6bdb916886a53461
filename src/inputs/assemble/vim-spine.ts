import { licenceId } from '../../collectors/read/licence-id.js';
import { decodeName, refs } from '../../collectors/read/vim.js';
import type { Collection } from '../../model/inventory/inventory.js';
import { listAt, textAt, type XmlValue } from '../../shared/xml-value.js';
import type { VimObject } from '../../vim/object-content.js';
import type { Noted } from './tally.js';
import { ELEMENT_TYPES, STANDARD_SWITCH, TYPES_OF } from './vim-collections.js';
import type { VimIndex } from './vim-index.js';
import { VimView } from './vim-view.js';

/** An object of an inventory being filled, and where its data are read from. */
export interface VimItem {
	readonly object: Noted & { id: string; name?: string };
	readonly view: VimView;
}

/** The objects of each collection, by moRef, with their names. */
export function spine(index: VimIndex): ReadonlyMap<Collection, VimItem[]> {
	const items = new Map<Collection, VimItem[]>();
	const named: Collection[] = ['datacenters', 'clusters', 'resourcePools', 'hosts', 'datastores', 'networks', 'vms'];
	for (const collection of named) items.set(collection, index.views(...TYPES_OF[collection]).map(item));
	items.set('folders', index.views('Folder').filter(holdsVms(index)).map(item));
	items.set('switches', [...distributedSwitches(index), ...standardSwitches(index)]);
	items.set('licenses', licenses(index));
	items.set('keyProviders', keyProviders(index));
	items.set('vcenter', [vcenter(index)]);
	return items;
}

/** A name that was not read is replaced by the id: an object is never left out for it. */
function item(view: VimView): VimItem {
	const name = textAt(view.get('name')) ?? textAt(view.get('config.name')) ?? textAt(view.get('summary.config.name'));
	return { object: { id: view.id, name: name === undefined || name === '' ? view.id : decodeName(name) }, view };
}

/** VM folders, among them the hidden `vm` folder of each datacenter, whose path is the datacenter's. */
function holdsVms(index: VimIndex): (view: VimView) => boolean {
	const roots = new Set(index.views('Datacenter').map((datacenter) => textAt(datacenter.get('vmFolder'))));
	return (view) =>
		roots.has(view.id) || listAt(view.get('childType')).some((type) => textAt(type) === 'VirtualMachine');
}

function distributedSwitches(index: VimIndex): VimItem[] {
	return index.views(...TYPES_OF.switches).map((view) => {
		const one = item(view);
		return { ...one, object: { ...one.object, kind: 'distributed' } };
	});
}

function standardSwitches(index: VimIndex): VimItem[] {
	return index.views('HostSystem').flatMap((host) =>
		listAt(host.get('config.network.vswitch')).map((element) => {
			const name = decodeName(textAt(element, 'name') ?? '');
			const object = { id: `${host.id}/${name}`, name, kind: 'standard' };
			return { object, view: elementView(object.id, STANDARD_SWITCH, element, [['host', host.id]]) };
		}),
	);
}

/** Licences that the licence manager lists, and those that only an assignment shows. */
function licenses(index: VimIndex): VimItem[] {
	const elements = new Map<string, XmlValue>();
	const learn = (element: XmlValue | undefined): void => {
		const key = textAt(element, 'licenseKey');
		if (element !== undefined && key !== undefined && !elements.has(licenceId(key)))
			elements.set(licenceId(key), element);
	};
	for (const manager of index.views('LicenseManager')) listAt(manager.get('licenses')).forEach(learn);
	for (const assignment of listAt(index.result('QueryAssignedLicenses'), 'returnval'))
		learn(typeof assignment === 'object' && !Array.isArray(assignment) ? assignment.assignedLicense : undefined);
	return [...elements].map(([id, element]) => ({
		object: { id },
		view: elementView(id, ELEMENT_TYPES.licenses!, element),
	}));
}

function keyProviders(index: VimIndex): VimItem[] {
	return index.views('CryptoManagerKmip').flatMap((manager) =>
		listAt(manager.get('kmipServers')).flatMap((element) => {
			const id = textAt(element, 'clusterId.id');
			return id === undefined ? [] : [{ object: { id }, view: elementView(id, ELEMENT_TYPES.keyProviders!, element) }];
		}),
	);
}

function vcenter(index: VimIndex): VimItem {
	const [view] = index.views('ServiceInstance');
	const absent: VimObject = { id: 'vcenter', type: 'ServiceInstance', properties: new Map(), missing: [] };
	return { object: { id: 'vcenter' }, view: view ?? new VimView(absent) };
}

/** Shows an element of a list as if it were a managed object. */
function elementView(
	id: string,
	type: string,
	element: XmlValue,
	more: readonly (readonly [string, string])[] = [],
): VimView {
	const own = typeof element === 'string' || Array.isArray(element) ? [] : Object.entries(element);
	const properties = new Map<string, XmlValue>(more);
	for (const [name, value] of own) if (value !== undefined && !name.startsWith('$')) properties.set(name, value);
	return new VimView({ id, type, properties, missing: [] });
}

/** Ids that read objects refer to, per collection, to notice what was not read. */
export function referred(index: VimIndex): readonly (readonly [Collection, string])[] {
	const all: [Collection, string][] = [];
	const note = (collection: Collection, value: XmlValue | undefined): void => {
		for (const id of refs(value)) if (index.typeOf(id) === undefined) all.push([collection, id]);
	};
	for (const cluster of index.views('ClusterComputeResource', 'ComputeResource')) {
		note('hosts', cluster.get('host'));
		note('datastores', cluster.get('datastore'));
		note('networks', cluster.get('network'));
	}
	for (const host of index.views('HostSystem')) {
		note('vms', host.get('vm'));
		note('datastores', host.get('datastore'));
	}
	for (const vm of index.views('VirtualMachine')) {
		note('hosts', vm.get('runtime.host'));
		note('networks', vm.get('network'));
		note('datastores', vm.get('datastore'));
	}
	return all;
}
