import type { RulePack } from '../contract.js';

/** The id that a rule has now, for one that it had before: people's waivers and flags outlive a rename (design 5). */
export function currentIds(pack: Pick<RulePack, 'rules'>): (id: string) => string {
	const current = new Map<string, string>();
	for (const { document } of pack.rules) for (const alias of document.aliases ?? []) current.set(alias, document.id);
	return (id) => current.get(id) ?? id;
}
