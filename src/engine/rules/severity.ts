import type { RuleDocument } from '../../model/rule.js';
import { SEVERITIES, type Severity } from '../../model/vocabulary.js';

/** The worst of several severities; `info` of none. */
export function worst(severities: readonly Severity[]): Severity {
	return SEVERITIES.find((severity) => severities.includes(severity)) ?? 'info';
}

/** An experimental rule never blocks (design 5). */
export function capped(document: RuleDocument, severity: Severity): Severity {
	return document.status === 'experimental' && severity === 'blocker' ? 'warning' : severity;
}

/** What fails on some candidates only is a warning (design 5). */
export function lower(severity: Severity): Severity {
	return severity === 'blocker' ? 'warning' : severity;
}
