import type { FindingSubject } from '../../model/finding.js';
import type { Host } from '../../model/inventory/host.js';
import type { Network } from '../../model/inventory/network.js';
import type { Datastore } from '../../model/inventory/storage.js';
import type { VmDisk, VmNic } from '../../model/inventory/vm.js';
import type { Move, Scope } from '../../model/scope.js';
import type { Side } from '../../model/site-pair.js';
import { placeName } from '../../shared/place-name.js';

/** The subject of a finding, what it is known by across runs, and its place in the order of findings. */
export interface Subject {
	readonly shown: FindingSubject;
	/** Stable where the source knows more than an id: instance UUID or path of a VM, backing of a datastore. */
	readonly identity: string;
	readonly order: number;
}

export function pairSubject(scope: Scope): Subject {
	const name = `${siteName(scope, 'source')} -> ${siteName(scope, 'destination')}`;
	return { shown: { type: 'pair', id: 'pair', name }, identity: 'pair', order: 0 };
}

export function siteName(scope: Scope, side: Side): string {
	const { vcenter, source } = scope[side].inventory;
	return vcenter.name ?? vcenter.instanceUuid ?? placeName(source.location);
}

export function hostSubject(host: Host, side: Side, order: number): Subject {
	return { shown: { type: 'host', side, id: host.id, name: host.name }, identity: `${side} ${host.name}`, order };
}

export function hostPairSubject(source: Host, destination: Host, order: number): Subject {
	const shown = {
		type: 'host-pair',
		id: `${source.id}:${destination.id}`,
		name: `${source.name} -> ${destination.name}`,
	};
	return { shown, identity: shown.name, order };
}

export function datastoreSubject(datastore: Datastore, order: number): Subject {
	const { id, name } = datastore;
	const shown = { type: 'datastore', side: 'destination', id, name };
	return { shown, identity: `destination ${datastore.backingId ?? name}`, order };
}

export function networkSubject(network: Network, order: number): Subject {
	const { id, name } = network;
	const shown = { type: 'network', side: 'source', id, name };
	return { shown, identity: `source ${network.switchName ?? ''} ${name}`, order };
}

export function vmSubject({ vm, order }: Move): Subject {
	return { shown: { type: 'vm', side: 'source', id: vm.id, name: vm.name }, identity: vmIdentity(vm), order };
}

export function placementSubject(move: Move): Subject {
	const { id, name } = move.vm;
	const shown = { type: 'placement', side: 'destination', id, name, vm: { id, name } };
	return { shown, identity: vmIdentity(move.vm), order: move.order };
}

/** A NIC or disk: `VMID/KEY`, `VM / label` (clarifications 4.1). */
export function partSubject(move: Move, type: 'vm-nic' | 'vm-disk', part: VmNic | VmDisk): Subject {
	const { vm } = move;
	const label = part.label ?? part.id;
	const shown = {
		type,
		side: 'source',
		id: `${vm.id}/${part.id}`,
		name: `${vm.name} / ${label}`,
		vm: { id: vm.id, name: vm.name },
	};
	return { shown, identity: `${vmIdentity(vm)} ${part.id}`, order: move.order };
}

/** A moRef changes when a VM is registered again; its instance UUID and its path stay. */
function vmIdentity(vm: Move['vm']): string {
	if (vm.instanceUuid !== undefined) return vm.instanceUuid;
	return vm.path === undefined ? vm.id : `${vm.path}/${vm.name}`;
}
