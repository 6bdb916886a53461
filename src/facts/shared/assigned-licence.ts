import type { MissingDatum } from '../../model/coverage.js';
import type { Host } from '../../model/inventory/host.js';
import type { License } from '../../model/inventory/service.js';
import type { Site } from '../../model/site.js';

export type AssignedLicence = { readonly licence: License } | { readonly missing: MissingDatum };

/**
 * Finds the licence of a host: the one that the host names and the one that lists the host must agree, else the datum is
 * conflicting (clarifications 5.2). A licence of the host's cluster counts when it is a host licence.
 */
export function licenceFinder(
	site: Site,
	isHostLicence: (licence: License) => boolean,
): (host: Host) => AssignedLicence {
	const assigned = new Map<string, License[]>();
	for (const licence of site.inventory.licenses)
		for (const id of licence.assignedTo ?? []) {
			const list = assigned.get(id);
			if (list) list.push(licence);
			else assigned.set(id, [licence]);
		}
	const missing = (reason: MissingDatum['reason'], datum = 'host.licenseKeyId'): AssignedLicence => ({
		missing: { datum, reason },
	});
	return (host) => {
		const listing = (assigned.get(host.id) ?? []).filter(isHostLicence);
		if (host.licenseKeyId !== undefined) {
			const licence = site.license(host.licenseKeyId);
			if (listing.some(({ id }) => id !== host.licenseKeyId)) return missing('conflicting');
			if (licence) return { licence };
			if (site.inventory.licenses.length > 0) return missing('conflicting');
			return missing(site.reason('licenses', undefined, 'name'), `${site.side}.licenses.name`);
		}
		const own = listing[0];
		if (own) return listing.length > 1 ? missing('conflicting') : { licence: own };
		const shared = (host.cluster === undefined ? [] : (assigned.get(host.cluster) ?? [])).filter(isHostLicence);
		if (shared.length === 1 && shared[0]) return { licence: shared[0] };
		return missing(site.reason('hosts', host, 'licenseKeyId'));
	};
}
