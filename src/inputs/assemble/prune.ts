import type { XmlValue } from '../../shared/xml-value.js';
import type { VimObject } from '../../vim/object-content.js';
import { VimView } from './vim-view.js';

/**
 * The object with the declared paths only: a recording holds all of `config`, ten times what is used, and passwords in places
 * that are none of our business (`extraConfig`, `vAppConfig`).
 */
export function prune(object: VimObject, paths: readonly string[]): VimObject {
	const view = new VimView(object);
	const properties = new Map<string, XmlValue>();
	for (const path of paths) {
		const value = view.get(path);
		if (value !== undefined) properties.set(path, value);
	}
	return { id: object.id, type: object.type, properties, missing: object.missing };
}
