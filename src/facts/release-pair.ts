import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { VCenter } from '../model/inventory/service.js';
import type { Site } from '../model/site.js';
import { agreed, possible, result } from './shared/agreed.js';
import { type ReleaseMatrix, type ReleaseVerdict, releasesOf, verdictOf } from './shared/release-matrix.js';

const o = Type.Optional;

interface ReleasePair {
	source?: string;
	destination?: string;
	verdict?: ReleaseVerdict['verdict'];
	advice?: ReleaseVerdict['advice'];
	basis?: string;
	canBlock: boolean;
	belowFloor: boolean;
	asOf: string;
}

/**
 * What the vendor's texts say about the pair of vCenter releases (requirements B1, clarifications 6.4). The verdict is known
 * when every reading of what is unknown (mode, build) gives the same one.
 */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({
		source: o(Type.String()),
		destination: o(Type.String()),
		/** `supported` | `undocumented` | `unsupported` */
		verdict: o(Type.String()),
		/** `drive-other-side` | `read-kb` | `none`: what to do about an undocumented pair. */
		advice: o(Type.String()),
		basis: o(Type.String()),
		/** Whether any reading of what is unknown is documented as unsupported. */
		canBlock: Type.Boolean(),
		/** Whether a side is older than every release of the table: `vcenter-version-floor` reports it. */
		belowFloor: Type.Boolean(),
		asOf: Type.String(),
	}),
	needs: ['migration-mode'],
	derive: (scope, context) => {
		const table = context.table<ReleaseMatrix>('release-matrix');
		const mode = context.fact<{ mode?: 'elm' | 'xvm'; driverSide: string }>('migration-mode', 'pair', scope);
		const source = releasesOf(scope.source.inventory.vcenter, table);
		const destination = releasesOf(scope.destination.inventory.vcenter, table);
		const driverIsSource = mode.value.driverSide !== 'destination';
		const readings = source.flatMap((from) =>
			destination.flatMap((to) =>
				possible(mode.value.mode, ['elm', 'xvm'] as const).map((m) =>
					verdictOf(table, from, to, m, driverIsSource ? from : to),
				),
			),
		);
		const verdict = agreed(readings.map((reading) => `${reading.verdict} ${reading.advice}`));
		const value: ReleasePair = {
			canBlock: readings.some((reading) => reading.verdict === 'unsupported'),
			belowFloor: [...source, ...destination].includes('below'),
			asOf: table.asOf,
		};
		const missing: Record<string, MissingDatum[]> = {};
		const first = readings[0];
		if (verdict !== undefined && first) {
			value.verdict = first.verdict;
			value.advice = first.advice;
			value.basis = first.basis;
		} else {
			const lacking = [
				...gaps(scope.source, source),
				...gaps(scope.destination, destination),
				...(mode.missing?.['mode'] ?? []),
			];
			for (const field of ['verdict', 'advice', 'basis']) missing[field] = lacking;
		}
		const labels = { source: label(table, source), destination: label(table, destination) };
		if (labels.source !== undefined) value.source = labels.source;
		else missing['source'] = gaps(scope.source, source);
		if (labels.destination !== undefined) value.destination = labels.destination;
		else missing['destination'] = gaps(scope.destination, destination);
		const assumed = verdict === undefined ? undefined : first?.assumed;
		return result(value, { missing, declared: mode.declared ?? [], assumptions: assumed ? [assumed] : [] });
	},
});

function label(table: ReleaseMatrix, keys: readonly string[]): string | undefined {
	if (keys.length !== 1) return undefined;
	const special: Record<string, string> = { below: 'older than 6.0', later: 'newer than this rule pack' };
	return special[keys[0] ?? ''] ?? table.releases.find((release) => release.key === keys[0])?.label;
}

function gaps(site: Site, keys: readonly string[]): MissingDatum[] {
	if (keys.length === 1) return [];
	const vcenter: VCenter = site.inventory.vcenter;
	const datum = vcenter.version === undefined ? 'version' : 'build';
	return [{ datum: `${site.side}.vcenter.${datum}`, reason: site.reason('vcenter', vcenter, datum) }];
}
