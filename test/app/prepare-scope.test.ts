import { describe, expect, it } from 'vitest';
import { prepareScope } from '../../src/app/prepare-scope.js';
import { UserError } from '../../src/shared/errors.js';
import { EVALUATED_AT, inventory, plan } from '../facts/support.js';

function prepared(vms: object[], tags: string[]) {
	const side = (given: ReturnType<typeof inventory>) => ({
		inventory: given,
		parts: [given],
		inputs: [],
		stale: [false],
	});
	const source = inventory({ vms: vms.map((vm, i) => ({ id: `vm-${i}`, name: `app-${i}`, ...vm })) });
	return prepareScope(
		plan({ select: { tags } }),
		{ source: side(source), destination: side(inventory()) },
		EVALUATED_AT,
	);
}

describe('a selection by tags', () => {
	it('takes the VMs that carry one', () => {
		const { scope } = prepared([{ tags: ['wave1'] }, { tags: [] }], ['wave1']);
		expect(scope.moves.map(({ vm }) => vm.name)).toEqual(['app-0']);
	});

	it.each([
		[[{}, {}], 'tells no tags of its VMs.'],
		[[{ tags: ['wave1'] }, {}], 'tells no tags of 1 of its VMs (app-1).'],
	])('is refused while nobody tells the tags of a VM: it would be left out without a word', (vms, message) => {
		expect(() => prepared(vms, ['wave1'])).toThrow(message);
		expect(() => prepared(vms, ['wave1'])).toThrow(UserError);
	});
});
