import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, type FactResult, fact } from '../model/fact.js';
import type { Vm } from '../model/inventory/vm.js';
import type { Move, Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;
/** Not an address: the source had none to tell (clarifications 5.6). */
const NO_MAC = '00:00:00:00:00:00';

interface Value {
	free?: boolean;
	otherOn?: boolean;
	conflicts: string[];
}

/** Whether a VM of the destination uses a MAC address of the VM already (requirements A9). */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		free: o(Type.Boolean({ description: 'no VM of the destination uses any of its addresses' })),
		otherOn: o(Type.Boolean({ description: 'a VM that uses one is powered on' })),
		conflicts: Type.Array(Type.String(), { description: '"MAC (VM)", for messages' }),
	}),
	prepare: ({ scope }) => unreadable(scope),
	vmKey: (move, { scope }) => addressesKey(move, scope),
	derive: ({ move }, context, prepared) => conflictsOf(move, context, prepared.gap),
});

const addressesOf = ({ vm }: Move): string[] =>
	(vm.nics ?? []).map((nic) => nic.mac).filter((mac) => mac !== undefined && mac !== NO_MAC) as string[];

/** VMs without a conflict differ only in whether all their addresses are known. */
function addressesKey(move: Move, { source, destination }: Scope): unknown {
	const { vm } = move;
	if (vm.nics === undefined) return `no NICs: ${source.reason('vms', vm, 'nics')}`;
	if (addressesOf(move).some((mac) => destination.vmsWithMac(mac).length > 0)) return move;
	if (vm.nics.length === 0) return 'none';
	return vm.nics.some((nic) => nic.mac === undefined) ? source.reason('vms', vm, 'nics.mac') : '';
}

function conflictsOf(move: Move, { scope }: FactContext, gap: MissingDatum | undefined): FactResult<Value> {
	const { vm } = move;
	const { source, destination } = scope;
	const found = addressesOf(move).flatMap((mac) => destination.vmsWithMac(mac).map((other) => ({ mac, other })));
	const conflicts = found.map(({ mac, other }) => `${mac} (${other.name})`);
	if (found.length > 0) {
		const states = found.map(({ other }) => other.powerState);
		if (states.includes('poweredOn')) return result({ free: false, otherOn: true, conflicts });
		if (!states.includes(undefined)) return result({ free: false, otherOn: false, conflicts });
		const missing: MissingDatum[] = [{ datum: 'destination.vm.powerState', reason: 'not-reported' }];
		return result({ free: false, conflicts }, { missing: { otherOn: missing } });
	}
	const missing: MissingDatum[] = gap ? [gap] : [];
	if (vm.nics === undefined) missing.push({ datum: 'vm.nics', reason: source.reason('vms', vm, 'nics') });
	else if (vm.nics.some((nic) => nic.mac === undefined))
		missing.push({ datum: 'nic.mac', reason: source.reason('vms', vm, 'nics.mac') });
	if (vm.nics?.length === 0) return result({ free: true, otherOn: false, conflicts });
	if (missing.length > 0) return result({ conflicts }, { missing: { free: missing, otherOn: missing } });
	return result({ free: true, otherOn: false, conflicts });
}

/** Why the destination cannot rule a conflict out: it does not list its VMs, or a connected one has unknown addresses. */
function unreadable({ destination }: Scope): { gap?: MissingDatum } {
	const { vms, coverage } = destination.inventory;
	const whole = coverage.find((entry) => entry.collection === 'vms' && entry.datum === '*');
	if (whole) return { gap: { datum: 'destination.vms', reason: whole.reason } };
	const blind = vms.find((vm) => isLive(vm) && (vm.nics === undefined || vm.nics.some((nic) => nic.mac === undefined)));
	return blind ? { gap: { datum: 'destination.vm.nics', reason: destination.reason('vms', blind, 'nics') } } : {};
}

/** A template, or a VM that is lost to its vCenter, holds no address on the wire. One of a disconnected host may run. */
function isLive({ template, connectionState = 'connected' }: Vm): boolean {
	return template !== true && ['connected', 'disconnected'].includes(connectionState);
}
