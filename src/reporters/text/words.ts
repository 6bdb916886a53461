import type { FaqKey } from '../../model/vocabulary.js';

/** FAQ statements: the word of the checklist and the question it belongs to (design 1.1). */
export const FAQ: Readonly<Record<FaqKey, { readonly label: string; readonly question: string }>> = {
	encryption: { label: 'encryption', question: 'FAQ Q1' },
	versions: { label: 'versions', question: 'FAQ Q2' },
	bandwidth: { label: 'bandwidth', question: 'FAQ Q2' },
	'port-groups': { label: 'port groups', question: 'FAQ Q2' },
	firewall: { label: 'firewall', question: 'FAQ Q2' },
	datastore: { label: 'datastore', question: 'FAQ Q2' },
	dns: { label: 'DNS', question: 'FAQ Q2' },
	licences: { label: 'licences', question: 'FAQ Q3' },
	trust: { label: 'trust', question: 'FAQ' },
};

const KINDS: Readonly<Record<string, string>> = {
	vcenter: 'live',
	rvtools: 'RVTools',
	inventory: 'inventory file',
	govc: 'govc recording',
	mock: 'mock',
};
/** The kind of an input in a reader's words. */
export function kindWord(kind: string): string {
	return KINDS[kind] ?? kind;
}

/** "a, b and c". */
export function listed(items: readonly string[]): string {
	return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
