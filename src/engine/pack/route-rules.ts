import { UserError } from '../../shared/errors.js';
import type { LoadedRoute, LoadedRule, RulePack } from '../contract.js';

/**
 * The conditions of a route as rules on VMs, so that the engine answers them as it answers rules: three-valued, with what is missing.
 * `area` and `severity` mean nothing here.
 */
export function routeRules({ document, file, positions }: LoadedRoute): LoadedRule[] {
	return (document.requires ?? []).map(({ expect, text }, index) => ({
		document: {
			id: `${document.id}.${index}`,
			title: text,
			area: 'dry-run',
			subject: 'vm',
			severity: 'info',
			expect,
			message: 'condition',
			why: document.title,
			remediation: { text },
			sources: document.sources,
		},
		file,
		positions: { expect: positions[`requires.${index}.expect`] ?? { line: 1, column: 1 } },
	}));
}

/** @throws UserError with file, line and column for a rule that a route names and that there is not. */
export function refuseStrangers({ rules, routes = [] }: Pick<RulePack, 'rules' | 'routes'>): void {
	const known = new Set(rules.map(({ document }) => document.id));
	const problems: string[] = [];
	for (const { document, file, positions } of routes)
		for (const key of ['mends', 'except'] as const) {
			const ids = document[key];
			if (!Array.isArray(ids)) continue;
			for (const [index, id] of ids.entries()) {
				const { line = 1, column = 1 } = positions[`${key}.${index}`] ?? {};
				if (!known.has(id)) problems.push(`${file}:${line}:${column}: no rule has the id "${id}"`);
			}
		}
	if (problems.length > 0) throw new UserError('rules-invalid', `Could not use the routes:\n${problems.join('\n')}`);
}
