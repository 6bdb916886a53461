import type { NetworkEntity } from '../../estate/entities.js';
import type { Estate } from '../../estate/estate.js';
import { boolean, data, type Fields, int, ref, refs, string } from '../../wire/value.js';
import { encodeName, managedEntity } from './managed-entity.js';

/** The properties of any network. */
export function network(entity: NetworkEntity, estate: Estate): Fields {
	return {
		...managedEntity(entity),
		host: () => refs(estate.hostsOf(entity)),
		summary: () => data('NetworkSummary', networkSummary(entity, estate)),
		vm: () =>
			refs(
				entity.datacenter.vms.filter(({ group }) => group.nics?.some((nic) => nic.network === entity.name) ?? false),
			),
	};
}

/** The members of NetworkSummary. */
export function networkSummary(entity: NetworkEntity, estate: Estate): Fields {
	return {
		network: ref(entity),
		name: string(encodeName(entity.name)),
		accessible: boolean(estate.hostsOf(entity).length > 0),
		ipPoolName: string(''),
		ipPoolId: int(undefined),
	};
}
