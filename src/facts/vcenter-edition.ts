import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { License } from '../model/inventory/service.js';
import type { Scope } from '../model/scope.js';
import type { Site } from '../model/site.js';
import { compileGlobs } from '../shared/glob.js';
import { agreed, result } from './shared/agreed.js';

interface Editions {
	readonly vcenters: readonly {
		readonly standard: boolean;
		readonly editionKey: readonly string[];
		readonly name: readonly string[];
	}[];
}
type Judge = (licence: License) => boolean | undefined;

interface VcenterEdition {
	/** Both vCenters have an edition that works with vCenters elsewhere. */
	standard?: boolean;
	/** Those that have not, with their licence: "source vCenter: vCenter Server 7 Foundation". */
	lesser: string[];
}

/**
 * Edition of both vCenters (requirements B5). The licence assigned to a vCenter decides; where no source tells the assignment,
 * all its vCenter licences that are in use must agree. An evaluation has every feature until its end, which must be readable
 * (clarifications 6.2).
 */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({ standard: Type.Optional(Type.Boolean()), lesser: Type.Array(Type.String()) }),
	prepare: (context) => judgeOf(context.table<Editions>('licences')),
	derive: (scope, _context, judge) => {
		const value: VcenterEdition = { lesser: [] };
		const lacks: MissingDatum[] = [];
		for (const site of [scope.source, scope.destination]) {
			const licences = licencesOf(site, judge);
			const standard = licences.length === 0 ? undefined : agreed(licences.map((one) => verdict(one, judge, scope)));
			if (standard === false) value.lesser.push(`${site.side} vCenter: ${nameOf(licences[0])}`);
			if (standard === undefined) lacks.push(gap(site, licences));
		}
		if (value.lesser.length > 0) value.standard = false;
		else if (lacks.length === 0) value.standard = true;
		return result(value, value.standard === undefined ? { missing: { standard: lacks } } : {});
	},
});

function judgeOf({ vcenters }: Editions): Judge {
	const editions = vcenters.map(({ standard, editionKey, name }) => ({
		standard,
		byKey: compileGlobs(editionKey),
		byName: compileGlobs(name),
	}));
	return ({ editionKey, name }) =>
		(editionKey === undefined ? undefined : editions.find(({ byKey }) => byKey(editionKey)))?.standard ??
		(name === undefined ? undefined : editions.find(({ byName }) => byName(name)))?.standard;
}

/** The licence that the vCenter has, else those that it may have. */
function licencesOf({ inventory }: Site, judge: Judge): readonly License[] {
	const { licenses, vcenter } = inventory;
	const own = licenses.filter(({ assignedTo }) => assignedTo?.includes(vcenter.instanceUuid ?? '') === true);
	if (own.length > 0) return own;
	return licenses.filter((licence) => licence.used !== 0 && judge(licence) !== undefined);
}

function verdict(licence: License, judge: Judge, { evaluatedAt }: Scope): boolean | undefined {
	if (licence.editionKey !== 'eval') return judge(licence);
	return licence.expires !== undefined && Date.parse(licence.expires) > Date.parse(evaluatedAt) ? true : undefined;
}

function nameOf(licence: License | undefined): string {
	return licence?.name ?? licence?.editionKey ?? 'unnamed licence';
}

function gap(site: Site, [licence]: readonly License[]): MissingDatum {
	const datum = licence?.editionKey === 'eval' ? 'expires' : 'name';
	return { datum: `${site.side}.licenses.${datum}`, reason: site.reason('licenses', licence, datum) };
}
