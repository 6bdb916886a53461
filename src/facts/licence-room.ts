import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { License } from '../model/inventory/service.js';
import type { Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { licenceFinder } from './shared/assigned-licence.js';
import { type LicenceTable, licenceReader } from './shared/licence-table.js';

interface LicenceRoom {
	/** Destination hosts of the plan; nothing is asked of none. */
	hosts: number;
	/** Every licence of theirs has units that are not in use. */
	left?: boolean;
	/** More units are in use than one of them has. */
	over: boolean;
	/** Licences without a free unit: "vSphere 8 Enterprise Plus (16 of 16)". */
	full: string[];
}

/** Units left in the licences of the destination hosts: what hosts that are brought up for the move would need. */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({
		hosts: Type.Number(),
		left: Type.Optional(Type.Boolean()),
		over: Type.Boolean(),
		full: Type.Array(Type.String()),
	}),
	prepare: (context) => licenceReader(context.table<LicenceTable>('licences')),
	derive: (scope, _context, reader) => {
		const value: LicenceRoom = { hosts: scope.destinationHosts.length, over: false, full: [] };
		const { licences, lacks } = licencesOf(scope, (licence) => reader.classOf(licence) !== undefined);
		for (const licence of licences) {
			const { total, used } = licence;
			// An evaluation, and a licence without limit, have no units (LicenseManagerLicenseInfo.total).
			if (total === 0 || reader.classOf(licence) === 'evaluation') continue;
			if (total === undefined || used === undefined) lacks.push(gap(scope, licence));
			else if (used >= total)
				value.full.push(`${licence.name ?? licence.editionKey ?? licence.id} (${used} of ${total})`);
			if (total !== undefined && used !== undefined && used > total) value.over = true;
		}
		if (value.full.length > 0) return result({ ...value, left: false });
		return lacks.length === 0 ? result({ ...value, left: true }) : result(value, { missing: { left: lacks } });
	},
});

/** Licences of the destination hosts, each once, and why those of the others are not known. */
function licencesOf({ destination, destinationHosts }: Scope, isHostLicence: (licence: License) => boolean) {
	const find = licenceFinder(destination, isHostLicence);
	const licences = new Set<License>();
	const lacks = new Map<string, MissingDatum>();
	for (const found of destinationHosts.map(find)) {
		if ('licence' in found) licences.add(found.licence);
		else lacks.set(found.missing.datum + found.missing.reason, found.missing);
	}
	return { licences, lacks: [...lacks.values()] };
}

function gap({ destination }: Scope, licence: License): MissingDatum {
	const datum = licence.total === undefined ? 'total' : 'used';
	return { datum: `destination.licenses.${datum}`, reason: destination.reason('licenses', licence, datum) };
}
