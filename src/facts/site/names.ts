/** Names of hosts, VMs, clusters, pools, folders and datastores compare without case, as vCenter compares them in one folder. */
export const sameName = (name: string): string => name.trim().toLowerCase();

/** A folder path as compared: without the hidden `vm` level below a datacenter, case and outer slashes (clarifications 4.3). */
export function folderKey(path: string): string {
	const parts = path.split('/').filter((part) => part !== '');
	return parts
		.filter((part, index) => !(index > 0 && part === 'vm' && !parts.slice(0, index).includes('vm')))
		.join('/')
		.toLowerCase();
}

/** `a/b/c` -> `a/b/c`, `b/c`, `c`: a path may be named from any level on, as long as the last one is in it. */
export function pathEndings(path: string): string[] {
	const parts = sameName(path)
		.split('/')
		.filter((part) => part !== '');
	return parts.map((_, index) => parts.slice(index).join('/'));
}
