import type { MissingDatum, MissingReason } from '../../model/coverage.js';

const REASONS: Readonly<Record<MissingReason, string>> = {
	'not-in-source': 'is not in the source',
	'no-privilege': 'may not be read by the account',
	'not-reported': 'was not reported',
	'read-error': 'could not be read',
	conflicting: 'is stated differently in two places',
	stale: 'is too old to count',
	'not-declared': 'is not declared',
	'not-probed': 'was not probed',
	'ambiguous-placement': 'depends on where the VM lands',
};
const SHOWN = 3;

/** "host.evc.max is not in the source, vm.encrypted was not reported and 2 more" */
function missingText(missing: readonly MissingDatum[]): string {
	const shown = missing.slice(0, SHOWN).map(({ datum, reason }) => `${datum} ${REASONS[reason]}`);
	const more = missing.length - SHOWN;
	return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** The message of an outcome other than `fail`: the same for all subjects, so that they are one finding. */
export function plainMessage(
	outcome: string,
	title: string,
	missing: readonly MissingDatum[],
	defect?: string,
): string {
	switch (outcome) {
		case 'unknown':
			return `${title}: not known, because ${missingText(missing) || 'a datum is missing'}.`;
		case 'error':
			return `${title}: the rule has a defect: ${defect ?? 'unknown'}.`;
		case 'pass':
			return `${title}: no.`;
		default:
			return `${title}: not applicable.`;
	}
}
