import type { Report } from '../../model/report.js';

const SIDES = ['source', 'destination'] as const;

/** Why two reports are hard to compare, for the reader. */
export function notesOn(old: Report, later: Report): string[] {
	const notes = SIDES.flatMap((side) => otherVcenter(side, old, later) ?? []);
	if (Date.parse(old.evaluatedAt) > Date.parse(later.evaluatedAt))
		notes.push('The first report is the later one: what is called new was there before.');
	if (old.profile !== later.profile) notes.push(`The profile was ${old.profile}, and is ${later.profile}.`);
	if (old.rulePack.hash !== later.rulePack.hash)
		notes.push(
			`The rules are others (${old.rulePack.hash.slice(0, 8)}, ${later.rulePack.hash.slice(0, 8)}): a finding may have come or gone with its rule.`,
		);
	return notes;
}

/** Undefined while both may be the same vCenter. */
export function otherVcenter(side: (typeof SIDES)[number], old: Report, later: Report): string | undefined {
	const uuid = (report: Report) =>
		report.inputs.find((input) => input.side === side && input.vcenter.instanceUuid !== undefined)?.vcenter;
	const was = uuid(old);
	const is = uuid(later);
	if (was === undefined || is === undefined || was.instanceUuid === is.instanceUuid) return undefined;
	return `The ${side} was another vCenter: ${was.name ?? was.instanceUuid}, and is ${is.name ?? is.instanceUuid}.`;
}
