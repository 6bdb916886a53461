import type { Report } from '../../model/report.js';
import { SEVERITIES } from '../../model/vocabulary.js';
import { type Occurrence, occurrencesOf } from './occurrences.js';

/** What one subject had under a rule before, and what it has now. */
export interface Pairing {
	readonly was?: Occurrence;
	readonly is?: Occurrence;
}

type KeyOf = (occurrence: Occurrence) => string;

/** A failure has a fingerprint of its own; findings of many subjects share one. */
const byFingerprint: KeyOf = ({ finding, subject }) =>
	finding.outcome === 'fail' ? finding.fingerprint : `${finding.fingerprint} ${sideOf(subject)} ${subject.id}`;
const byId: KeyOf = ({ finding, subject }) => `${finding.rule} ${sideOf(subject)} ${subject.id}`;
/** Another kind of source may know the same object by another id. */
const byName: KeyOf = ({ finding, subject }) => `${finding.rule} ${sideOf(subject)} ${subject.name}`;

function sideOf({ type, side }: Occurrence['subject']): string {
	return `${type} ${side ?? ''}`;
}

/**
 * Finds each subject of a later report's findings in an earlier one: by fingerprint, else by rule and id, else by rule and a
 * name that only one bears on both sides.
 */
export function pairings(old: Report, later: Report): readonly Pairing[] {
	let was = occurrencesOf(old);
	let is = occurrencesOf(later);
	const pairs: Pairing[] = [];
	for (const { keyOf, unique } of [
		{ keyOf: byFingerprint, unique: false },
		{ keyOf: byId, unique: false },
		{ keyOf: byName, unique: true },
	]) {
		const round = matched(was, is, keyOf, unique);
		pairs.push(...round.pairs);
		was = round.was;
		is = round.is;
	}
	return [...pairs, ...is.map((one) => ({ is: one })), ...was.map((one) => ({ was: one }))];
}

function matched(was: readonly Occurrence[], is: readonly Occurrence[], keyOf: KeyOf, unique: boolean) {
	const before = grouped(was, keyOf);
	const now = grouped(is, keyOf);
	const pairs: Required<Pairing>[] = [];
	for (const [key, mine] of now) {
		const theirs = before.get(key) ?? [];
		if (unique && (mine.length > 1 || theirs.length > 1)) continue;
		for (const [index, one] of mine.entries()) {
			const other = theirs[index];
			if (other) pairs.push({ was: other, is: one });
		}
	}
	const taken = new Set(pairs.flatMap((pair) => [pair.was, pair.is]));
	const left = (list: readonly Occurrence[]) => list.filter((one) => !taken.has(one));
	return { pairs, was: left(was), is: left(is) };
}

function grouped(list: readonly Occurrence[], keyOf: KeyOf): ReadonlyMap<string, Occurrence[]> {
	const groups = new Map<string, Occurrence[]>();
	for (const one of list) {
		const key = keyOf(one);
		const group = groups.get(key);
		if (group) group.push(one);
		else groups.set(key, [one]);
	}
	return groups;
}

/**
 * True when a subject had at least as bad a finding before: the same outcome (or a failure that is unknown now) with no lesser
 * severity. What was waived before was accepted until a date, and a defect tells nothing: neither counts.
 */
export function wasKnown({ was, is }: Pairing): boolean {
	if (was === undefined || is === undefined) return false;
	if (was.finding.waiver !== undefined || was.finding.outcome === 'error' || is.finding.outcome === 'error')
		return false;
	const sameOutcome = was.finding.outcome === is.finding.outcome || was.finding.outcome === 'fail';
	return sameOutcome && SEVERITIES.indexOf(was.finding.severity) <= SEVERITIES.indexOf(is.finding.severity);
}
