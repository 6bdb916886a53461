/**
 * The folder path of a VM as the model writes it, `/DC1/Prod`, from what RVTools shows: a name or a path, with or without the
 * datacenter and the hidden `vm` level. "" for a VM directly in its datacenter would be a guess: a blank cell is unknown.
 */
export function folderPath(folder: string | undefined, datacenter: string | undefined): string | undefined {
	if (folder === undefined || datacenter === undefined) return undefined;
	const steps = folder.split('/').filter((step) => step !== '');
	if (steps[0] === datacenter) steps.shift();
	if (steps[0] === 'vm') steps.shift();
	return `/${[datacenter, ...steps].join('/')}`;
}

/** `Cluster/Pool` from `/Datacenter/Cluster/Resources/Pool`; `Resources` is the hidden root pool. */
export function pathOfPool(path: string | undefined): string | undefined {
	const steps = path?.split('/').filter((step) => step !== '') ?? [];
	const root = steps.indexOf('Resources');
	if (root < 1) return undefined;
	return [steps[root - 1], ...steps.slice(root + 1)].join('/');
}
