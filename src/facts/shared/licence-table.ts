import type { License } from '../../model/inventory/service.js';
import { compileGlobs } from '../../shared/glob.js';

export type Right = 'crossVcenter' | 'vmotion' | 'storageVmotion';
export const RIGHTS: readonly Right[] = ['crossVcenter', 'vmotion', 'storageVmotion'];

/** `rules/tables/licences.yaml` as facts read it. */
export interface LicenceTable {
	readonly editions: readonly {
		readonly class: string;
		readonly editionKey: readonly string[];
		readonly name: readonly string[];
	}[];
	readonly classes: Readonly<Record<string, { readonly rank: number } & Readonly<Record<Right, boolean>>>>;
	readonly features: Readonly<Record<Right, { readonly labels: readonly string[]; readonly keys: readonly string[] }>>;
	readonly soonDays: number;
}

export interface LicenceReader {
	/** Class of a licence by its edition key, else its name; undefined when the table knows neither. */
	classOf(licence: License): string | undefined;
	/**
	 * Whether the feature list proves or denies a right; undefined when it does neither. A list denies only where no edition
	 * key says more than it: labels differ between releases, keys do not.
	 */
	listed(licence: License, right: Right): boolean | undefined;
}

/** Reads licences by the table; patterns are compiled once. */
export function licenceReader(table: LicenceTable): LicenceReader {
	const editions = table.editions.map((edition) => ({
		class: edition.class,
		byKey: compileGlobs(edition.editionKey),
		byName: compileGlobs(edition.name),
	}));
	const sets = Object.fromEntries(
		RIGHTS.map((right) => [
			right,
			{ labels: lower(table.features[right].labels), keys: lower(table.features[right].keys) },
		]),
	) as Record<Right, { labels: Set<string>; keys: Set<string> }>;
	return {
		classOf: ({ editionKey, name }) =>
			(editionKey === undefined ? undefined : editions.find((edition) => edition.byKey(editionKey)))?.class ??
			(name === undefined ? undefined : editions.find((edition) => edition.byName(name)))?.class,
		listed: ({ features, editionKey }, right) => {
			const list = features?.map((feature) => feature.trim().toLowerCase()) ?? [];
			if (list.some((feature) => sets[right].labels.has(feature) || sets[right].keys.has(feature))) return true;
			if (editionKey !== undefined && editions.some((edition) => edition.byKey(editionKey))) return undefined;
			return list.some((feature) => RIGHTS.some((other) => sets[other].labels.has(feature))) ? false : undefined;
		},
	};
}

const lower = (texts: readonly string[]): Set<string> => new Set(texts.map((text) => text.toLowerCase()));
