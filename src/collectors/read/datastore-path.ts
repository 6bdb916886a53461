/** `[datastore] folder/file` in its parts; "" as datastore for a path that every host has (`[] /vmimages/…`). */
export function datastorePath(text: string | undefined): { datastore: string; path: string } | undefined {
	const match = text === undefined ? null : /^\[([^\]]*)\]\s*(.*)$/.exec(text.trim());
	return match === null ? undefined : { datastore: match[1]!, path: match[2]! };
}

/** What is behind a datastore when only its URL is known: the last element of the URL (clarifications 6.1). */
export function lastOfUrl(url: string | undefined): string | undefined {
	const last = url?.replace(/\/+$/, '').split('/').at(-1);
	return last === undefined || last === '' ? undefined : last;
}

/** `nas:host:/path`, comparable across vCenters. */
export function nasBacking(host: string, path: string): string {
	return `nas:${host.toLowerCase()}:${path.replace(/\/+$/, '') || '/'}`;
}
