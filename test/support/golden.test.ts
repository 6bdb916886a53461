import { describe, expect, it } from 'vitest';
import { updating } from './golden.js';

describe('golden files', () => {
	it('are written only on request, and never in a pipeline', () => {
		expect(updating({})).toBe(false);
		expect(updating({ UPDATE_GOLDEN: '1' })).toBe(true);
		expect(() => updating({ UPDATE_GOLDEN: '1', CI: 'true' })).toThrow('refused where CI is set');
	});
});
