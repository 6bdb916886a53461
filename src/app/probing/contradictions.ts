import type { ToolFinding } from '../../engine/contract.js';
import { stillCounts } from '../../facts/shared/declared.js';
import { dnsSeen } from '../../facts/shared/dns-seen.js';
import { askedName, fullName } from '../../facts/shared/parties.js';
import type { Scope } from '../../model/scope.js';
import { compileGlob } from '../../shared/glob.js';
import { hostsOf } from './targets.js';

/**
 * Declarations that what was probed contradicts: what was seen counts, and `declared-contradicted` says so (design 6.1.1). One
 * finding per declaration and side, however many hosts it is wrong about.
 */
export function contradictions(scope: Scope): readonly ToolFinding[] {
	const seen = dnsSeen(scope);
	if (seen === undefined) return [];
	const hosts = hostsOf(scope);
	return scope.plan.declared.dns
		.filter((entry) => stillCounts(entry, scope.evaluatedAt))
		.flatMap((entry): ToolFinding[] => {
			const matches = compileGlob(entry.name);
			const vouched = entry.forward ?? (entry.address !== undefined || entry.reverse === undefined);
			for (const { side, host } of hosts) {
				const names = [host.name, fullName(host) ?? host.name];
				if (!names.some(matches)) continue;
				const forward = seen.forward(askedName(host), host);
				const reverse = seen.reverse(host, names);
				const wrong =
					(vouched && forward.answer === false && forward.wrong) ||
					(entry.reverse === true && reverse.answer === false && reverse.wrong);
				if (wrong === false || wrong === undefined || wrong === '') continue;
				return [
					{
						rule: 'declared-contradicted',
						outcome: 'fail',
						severity: 'warning',
						message: `${entry.where} vouches for names of hosts (${entry.evidence}), and probes saw otherwise: ${wrong}. What was seen counts.`,
						subjects: [{ type: 'host', side, id: host.id, name: host.name }],
						observed: { declared: entry.where },
					},
				];
			}
			return [];
		});
}
