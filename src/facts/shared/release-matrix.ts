import type { VCenter } from '../../model/inventory/service.js';
import { compareVersions } from '../../shared/versions.js';

/** `rules/tables/release-matrix.yaml` as facts read it. */
export interface ReleaseMatrix {
	readonly releases: readonly {
		readonly key: string;
		readonly label: string;
		readonly from: string;
		readonly build?: number;
	}[];
	readonly newest: string;
	readonly asOf: string;
	readonly advancedFrom: { readonly version: string; readonly build: number };
	readonly floors: { readonly any: string; readonly xvm: string; readonly elmAt8: string };
	readonly rules: Readonly<Record<string, string>>;
	readonly pairs: readonly ReleaseCell[];
}
type Letter = 'S' | 'X' | 'D' | 'U';
interface ReleaseCell {
	readonly pair: readonly [string, string];
	readonly verdict?: Letter;
	readonly elm?: Letter;
	readonly xvm?: Letter;
	readonly rules: readonly number[];
	readonly assumed?: string;
}

export interface ReleaseVerdict {
	readonly verdict: 'supported' | 'undocumented' | 'unsupported';
	readonly advice: 'none' | 'drive-other-side' | 'read-kb';
	/** The rules of the table behind it, as text. */
	readonly basis: string;
	readonly assumed?: string;
}

/**
 * Releases of the table that a vCenter may be: one, or several while its version or a build that decides is unknown.
 * `below` stands for older than all, `later` for newer than the table.
 */
export function releasesOf(vcenter: VCenter, table: ReleaseMatrix): readonly string[] {
	const { version, build } = vcenter;
	if (version === undefined || compareVersions(version, '0') === undefined)
		return table.releases.map((release) => release.key);
	if ((compareVersions(shorten(version), table.newest) ?? 0) > 0) return ['later'];
	let found: string[] = ['below'];
	for (const release of table.releases) {
		const order = compareVersions(version, release.from) ?? -1;
		if (order < 0) break;
		if (order === 0 && release.build !== undefined && build === undefined) found = [...found, release.key];
		else if (order > 0 || release.build === undefined || (build ?? 0) >= release.build) found = [release.key];
	}
	return found;
}

/** x.y of x.y.z: patch releases belong to the release that the table knows. */
const shorten = (version: string): string => version.split('.').slice(0, 2).join('.');

/** The verdict of one pair when mode and driver are taken as given (clarifications 6.4). */
export function verdictOf(
	table: ReleaseMatrix,
	from: string,
	to: string,
	mode: 'elm' | 'xvm',
	driver: string,
): ReleaseVerdict {
	const cell = table.pairs.find(({ pair: [a, b] }) => (a === from && b === to) || (a === to && b === from));
	if (!cell) return { verdict: 'undocumented', advice: 'read-kb', basis: 'no text found' };
	const basis = cell.rules.map((rule) => table.rules[String(rule)] ?? `rule ${rule}`).join('; ') || 'no text found';
	const note = { basis, ...(cell.assumed !== undefined && { assumed: cell.assumed }) };
	switch (cell.verdict ?? cell[mode] ?? 'U') {
		case 'S':
			return { verdict: 'supported', advice: 'none', ...note };
		case 'D':
			return { verdict: 'unsupported', advice: 'none', ...note };
		case 'U':
			return { verdict: 'undocumented', advice: 'read-kb', ...note };
		case 'X':
			if (drivesAdvanced(table, driver)) return { verdict: 'supported', advice: 'none', ...note };
			return { verdict: 'undocumented', advice: mode === 'xvm' ? 'drive-other-side' : 'read-kb', ...note };
	}
}

function drivesAdvanced(table: ReleaseMatrix, driver: string): boolean {
	if (driver === 'later') return true;
	const release = table.releases.find(({ key }) => key === driver);
	const { version, build } = table.advancedFrom;
	const order = release === undefined ? undefined : compareVersions(release.from, version);
	if (order === undefined) return false;
	return order > 0 || (order === 0 && (release?.build ?? 0) >= build);
}
