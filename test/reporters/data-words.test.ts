import { expect, it } from 'vitest';
import { toldBy } from '../../src/reporters/shared/data-words.js';

it('what tells a datum is said with its side where both differ; the plan has none', () => {
	const data = {
		'host.version': { name: 'host version', told: [{ side: 'destination' as const, by: 'HostSystem summary' }] },
		'placement.datastores': { name: 'datastores', told: [{ by: 'the plan, placement.datastores' }] },
	};
	expect(toldBy(data, ['host.version', 'placement.datastores'])).toEqual([
		'HostSystem summary of the destination',
		'the plan, placement.datastores',
	]);
	expect(toldBy(data, ['host.version'])).toEqual(['HostSystem summary']);
});
