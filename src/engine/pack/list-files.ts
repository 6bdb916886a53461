import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { messageOf, UserError } from '../../shared/errors.js';

/**
 * YAML files below a rule folder, by path relative to it, in name order.
 * @throws UserError when the folder cannot be read, or holds a link that leaves it or anything but files and folders.
 */
export function yamlFiles(folder: string): string[] {
	const root = realFolder(folder);
	const found: string[] = [];
	const visit = (path: string): void => {
		for (const entry of readdirSync(path, { withFileTypes: true })) {
			const child = join(path, entry.name);
			if (entry.isSymbolicLink()) refuseLeaving(root, child, folder);
			if (entry.isDirectory()) visit(child);
			else if (!/\.ya?ml$/.test(entry.name)) continue;
			else if (lstatSync(child).isFile() || entry.isSymbolicLink())
				found.push(relative(root, child).split(sep).join('/'));
			else
				throw new UserError(
					'rule-folder',
					`Could not read the rules in ${folder}: ${entry.name} is not a regular file.`,
				);
		}
	};
	visit(root);
	return found.sort();
}

function realFolder(folder: string): string {
	try {
		const root = realpathSync(folder);
		if (!lstatSync(root).isDirectory()) throw new UserError('rule-folder', `${folder} is not a folder of rules.`);
		return root;
	} catch (thrown) {
		if (thrown instanceof UserError) throw thrown;
		throw new UserError('rule-folder', `Could not read the rules in ${folder}: ${messageOf(thrown)}.`, {
			cause: thrown,
		});
	}
}

function refuseLeaving(root: string, link: string, folder: string): void {
	const target = realpathSync(link);
	if (target !== root && !target.startsWith(root + sep))
		throw new UserError(
			'rule-folder',
			`Could not read the rules in ${folder}: the link ${relative(root, link)} leaves the folder.`,
		);
}
