import type { ComputeEntity } from '../estate/entities.js';
import { data } from '../wire/value.js';
import { inventoryType } from './contract.js';
import { computeResource, computeSummary } from './shared/compute.js';

/** What a stand-alone host stands in. */
export default inventoryType<ComputeEntity>({
	type: 'ComputeResource',
	bases: ['ManagedEntity'],
	properties: (compute, { estate }) => ({
		...computeResource(compute, estate),
		summary: () => data('ComputeResourceSummary', computeSummary(compute)),
	}),
});
