/** A function that expressions may call. `run` receives known values only; `undefined` means that a text was unreadable. */
export interface CelFunction {
	readonly name: string;
	/** Type of the object that it is called on: `destination.host(id)`. */
	readonly receiver?: string;
	readonly params: readonly { readonly name: string; readonly type: string }[];
	readonly returns: string;
	readonly description: string;
	/** The receiver comes first. */
	readonly run: (...args: never[]) => unknown;
	/** cel-js knows the signature already. */
	readonly native?: true;
	/** Counts as a read: the evidence shows what it returned. */
	readonly lookup?: true;
}

/** A parameter list from `name: type` pairs. */
export function params(list: Readonly<Record<string, string>>): CelFunction['params'] {
	return Object.entries(list).map(([name, type]) => ({ name, type }));
}
