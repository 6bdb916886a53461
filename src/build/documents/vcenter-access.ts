import type { Collector } from '../../collectors/contract.js';
import { type AllowedMethod, DOCUMENTS, METHODS } from '../../vim/methods.js';
import { type AllowedRest, REST_REQUESTS } from '../../vim/rest-requests.js';

/** Everything that a live vCenter is asked, from the list that requests are checked against (for the README). */
export function allowedRequests(): string {
	const methods = Object.entries<AllowedMethod>(METHODS).map(
		([name, { purpose, only }]) => `| \`${name}\` | ${purpose}${only === undefined ? '' : `; ${only}`} |`,
	);
	const documents = Object.entries(DOCUMENTS).map(([path, purpose]) => `| \`GET ${path}\` | ${purpose} |`);
	const rest = Object.values<AllowedRest>(REST_REQUESTS).map(
		({ verb, api, rest: older, purpose }) => `| \`${verb} ${api}\`, before 7.0 U2 \`${verb} ${older}\` | ${purpose} |`,
	);
	return ['| request | what for, and within what limits |', '|---|---|', ...documents, ...methods, ...rest].join('\n');
}

/** The least role that reads everything, and what each privilege beyond reading is for. */
export function leastRole(collectors: Iterable<Collector>): string {
	const data = new Map<string, Set<string>>();
	for (const { parts } of collectors)
		for (const { collection, data: declared } of parts)
			for (const [name, datum] of Object.entries(declared))
				for (const { privilege } of [datum.vim ?? []].flat())
					if (privilege !== undefined)
						data.set(privilege, (data.get(privilege) ?? new Set()).add(`\`${collection}.${name}\``));
	const beyond = [...data].sort(([a], [b]) => (a < b ? -1 : 1));
	return [
		'| privilege | for |',
		'|---|---|',
		'| `System.Anonymous`, `System.View`, `System.Read` | everything else; they are the role "Read-only" |',
		...beyond.map(([privilege, names]) => `| \`${privilege}\` | ${[...names].join(', ')} |`),
	].join('\n');
}
