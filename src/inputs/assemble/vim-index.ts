import type { VimContext } from '../../collectors/contract.js';
import type { XmlValue } from '../../shared/xml-value.js';
import type { VimObject } from '../../vim/object-content.js';
import { VimView } from './vim-view.js';

/** All objects of one read, with the look-ups that readers use. */
export class VimIndex implements VimContext {
	readonly #views = new Map<string, VimView>();
	readonly #byType = new Map<string, string[]>();

	constructor(
		objects: readonly VimObject[],
		private readonly results: ReadonlyMap<string, XmlValue>,
		readonly recorded: boolean,
	) {
		for (const object of objects) {
			this.#views.set(object.id, new VimView(object));
			const ids = this.#byType.get(object.type);
			if (ids === undefined) this.#byType.set(object.type, [object.id]);
			else ids.push(object.id);
		}
	}

	property(id: string, path: string): XmlValue | undefined {
		return this.#views.get(id)?.get(path);
	}

	typeOf(id: string): string | undefined {
		return this.#views.get(id)?.type;
	}

	ids(type: string): readonly string[] {
		return this.#byType.get(type) ?? [];
	}

	result(method: string): XmlValue | undefined {
		return this.results.get(method);
	}

	/** Views of all objects of some types, in the order read. */
	views(...types: readonly string[]): VimView[] {
		return types.flatMap((type) => this.ids(type).map((id) => this.#views.get(id)!));
	}
}
