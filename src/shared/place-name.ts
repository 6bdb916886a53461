/** The last part of a path to a file or folder, whatever system wrote it; an address stays as it is. */
export function placeName(location: string): string {
	if (location.includes('://')) return location;
	return /([^/\\]+)[/\\]*$/.exec(location)?.[1] ?? location;
}
