import { Type } from 'typebox';
import { fact } from '../model/fact.js';
import type { Site } from '../model/site.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

/** Whether the two sides are one vCenter, and whether they manage a common host. A clone of a vCenter keeps its UUID. */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({ same: o(Type.Boolean()), commonHosts: o(Type.Boolean()) }),
	derive: ({ source, destination }) => {
		const [from, to] = [source.inventory.vcenter.instanceUuid, destination.inventory.vcenter.instanceUuid];
		const value: { same?: boolean; commonHosts?: boolean } = {};
		if (from !== undefined && to !== undefined) value.same = from.toLowerCase() === to.toLowerCase();
		const hosts = [source, destination].map(({ inventory }) => inventory.hosts.length);
		if (!hosts.includes(0)) value.commonHosts = shareHost(source, destination);
		const lacks = (site: Site, collection: string, datum: string) => ({
			datum: `${site.side}.${datum}`,
			reason: site.reason(collection, collection === 'vcenter' ? site.inventory.vcenter : undefined, datum),
		});
		const unnamed = [source, destination].filter((site) => site.inventory.vcenter.instanceUuid === undefined);
		const empty = [source, destination].filter((_, index) => hosts[index] === 0);
		return result(value, {
			missing: {
				...(value.same === undefined && {
					same: unnamed.map((site) => ({
						...lacks(site, 'vcenter', 'instanceUuid'),
						datum: `${site.side}.vcenter.instanceUuid`,
					})),
				}),
				...(value.commonHosts === undefined && { commonHosts: empty.map((site) => lacks(site, 'hosts', 'hosts')) }),
			},
		});
	},
});

/** A host is known again by its hardware UUID where both tell, else by moRef and name together. */
function shareHost(source: Site, destination: Site): boolean {
	return source.inventory.hosts.some((host) => {
		const other = destination.host(host.id);
		const named = destination.hostsNamed(host.name);
		if (host.uuid !== undefined && named.some((candidate) => candidate.uuid === host.uuid)) return true;
		return other !== undefined && other.name.toLowerCase() === host.name.toLowerCase();
	});
}
