/**
 * A column header reduced to what every release and spelling of RVTools has in common: NFKC, lower case, `#` as `num`, `%` as
 * `pct`, letters and digits only, without a leading tab name (exports made with `-DBColumnNames`), MiB and MB alike (releases
 * before 4.1 wrote MB for the same binary unit).
 */
export function normalizeHeader(header: string, tab: string): string {
	const plain = squeeze(header);
	const prefix = squeeze(tab);
	const name = plain.length > prefix.length && plain.startsWith(prefix) ? plain.slice(prefix.length) : plain;
	return name.replace('mib', 'mb').replace('kib', 'kb');
}

/** `vInfo` from a sheet name or from a file name as RVTools writes it (`RVTools_tabvInfo.csv`). */
export function tabName(name: string): string {
	return name
		.trim()
		.replace(/\.csv$/i, '')
		.replace(/^(rvtools_?)?tab(?=v|dv)/i, '');
}

function squeeze(text: string): string {
	return text
		.normalize('NFKC')
		.trim()
		.toLowerCase()
		.replaceAll('#', 'num')
		.replaceAll('%', 'pct')
		.replace(/[^a-z0-9]/g, '');
}
