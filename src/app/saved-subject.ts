import type { Explanation } from '../model/explanation.js';
import type { Finding } from '../model/finding.js';

/** A finding as an explanation of what it was about: what was seen and missed, without the parts between. */
export function savedSubject(finding: Finding): Explanation['subjects'][number] {
	const { outcome, severity, message, fingerprint, observed = {}, missing = [], expected, subjects } = finding;
	const [subject = { type: 'pair', id: 'pair', name: '' }] = subjects;
	const more = (finding.subjectCount ?? subjects.length) - 1;
	const notes = [...(finding.declared ?? []), ...(finding.probed ?? []), ...(finding.assumptions ?? [])];
	const reads = [
		...Object.entries(observed).map(([datum, value]) => ({ datum, value, from: 'inventory' as const })),
		...missing.map(({ datum, reason }) => ({ datum, reason, from: 'inventory' as const })),
	].map((read, index) => (index === 0 && notes.length > 0 ? { ...read, notes } : read));
	const value =
		outcome === 'unknown' ? 'unknown' : outcome === 'error' ? 'defect' : outcome === 'fail' ? 'false' : 'true';
	return {
		subject: more > 0 ? { ...subject, name: `${subject.name} and ${more} more` } : subject,
		outcome,
		severity,
		message,
		...(expected !== undefined && { expect: { text: expected, value, reads } }),
		severities: [],
		changes: [],
		finding: {
			fingerprint,
			outcome,
			severity,
			message,
			...(finding.waiver && { waiver: `${finding.waiver.reason} (${finding.waiver.approvedBy})` }),
		},
	};
}
