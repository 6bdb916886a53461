import { describe, expect, it } from 'vitest';
import { at, textAt } from '../../src/shared/xml-value.js';
import { faultsOf } from './raw-client.js';
import { ask, onStage, parts, resultsOf } from './relocation.js';

const unchanged = () => undefined;

describe('CheckRelocate_Task to another vCenter', () => {
	it('finds nothing wrong with a good move, and asks the other vCenter over the wire', () =>
		onStage(unchanged, async (stage) => {
			const vm = await stage.client.find('Milan/vm/Prod/app-01');
			const before = stage.destination.running.received.length;
			const spec = await parts(stage, vm);
			const asked = stage.destination.running.received.length;
			const info = await ask(stage, vm, spec);
			expect(textAt(info, 'state')).toBe('success');
			const [result, ...more] = resultsOf(info);
			expect(more).toEqual([]);
			expect(textAt(result, 'vm')).toBe(vm);
			expect(faultsOf(result, 'error')).toEqual([]);
			expect(faultsOf(result, 'warning')).toEqual(['MismatchedVMotionNetworkNames']);
			const sent = stage.destination.running.received.slice(asked);
			expect(sent[0]).toBe('RetrieveServiceContent');
			expect(sent[1]).toBe('Login');
			expect(sent.at(-1)).toBe('Logout');
			expect(before).toBeLessThan(asked);
			expect(at(info, 'reason.userName')).toBe('ro@milan.local');
		}));
});
