import { describe, expect, it } from 'vitest';
import uuidConflict from '../../src/facts/uuid-conflict.js';
import type { Vm } from '../../src/model/inventory/vm.js';
import { derive, lacks } from './fact-harness.js';
import { scope } from './support.js';

describe('identities of VMs', () => {
	const conflict = (vm: Partial<Vm>, others: readonly Partial<Vm>[]) => {
		const vms = others.map((other, i) => ({ id: `d-${i}`, name: `old-${i}`, ...other }));
		const s = scope({ vms: [{ id: 'vm-1', name: 'app-01', ...vm }] }, { vms });
		return derive(uuidConflict, { move: s.moves[0]! }, s);
	};
	const IDS = { instanceUuid: '50AA-1', uuid: '42BB-1' };

	it('are free where no VM of the destination has them', () => {
		expect(conflict(IDS, [{ instanceUuid: '50aa-2', uuid: '42bb-2' }]).value).toEqual({
			instanceFree: true,
			biosFree: true,
			instanceHolders: [],
			biosHolders: [],
		});
	});
	it('are told apart, and compared without case', () => {
		const { value } = conflict(IDS, [
			{ uuid: '42bb-1', instanceUuid: '50aa-2' },
			{ uuid: '42BB-1', instanceUuid: '50aa-3' },
		]);
		expect(value).toMatchObject({ instanceFree: true, biosFree: false, biosHolders: ['old-0', 'old-1'] });
		expect(conflict(IDS, [{ instanceUuid: '50aa-1' }]).value.instanceFree).toBe(false);
	});
	it('are unknown while a VM of the destination does not tell its own, unless another has them', () => {
		const result = conflict(IDS, [{ uuid: '42bb-1' }]);
		expect(lacks(result, 'instanceFree')).toEqual(['vm.instanceUuid not-reported']);
		expect(result.value).toMatchObject({ biosFree: false, biosHolders: ['old-0'] });
	});
	it('are unknown while the VM does not tell its own', () => {
		const result = conflict({}, [{ uuid: '42bb-1' }]);
		expect(lacks(result, 'instanceFree')).toEqual(['vm.instanceUuid not-reported']);
		expect(lacks(result, 'biosFree')).toEqual(['vm.uuid not-reported']);
	});
});
