import type { Vm } from '../../model/inventory/vm.js';
import type { MoveMode } from '../../model/scope.js';

/**
 * How one VM moves: `hot` only when it is powered on and the plan moves hot. Powered-off and suspended VMs and templates are
 * cold whatever the plan says; a cold plan shuts powered-on VMs down first (clarifications 4.7, 6.5).
 */
export function modeOf(vm: Vm, move: string): MoveMode {
	if (move === 'cold' || vm.template === true) return 'cold';
	if (vm.powerState === undefined) return undefined;
	return vm.powerState === 'poweredOn' ? 'hot' : 'cold';
}
