import type { Call } from '../server/context.js';

/** A vim25 method of the mock: file name = its name in kebab-case, default export. */
export interface MockMethod {
	readonly method: string;
	/** Types that have it; `*` for all. */
	readonly receivers: readonly string[] | '*';
	/** True when it may be called before the login. */
	readonly anonymous?: boolean;
	/** What it asks for on the object that it is called on; of vCenter's own objects on the root folder. */
	readonly privilege?: string;
	/**
	 * The members of the response element, as XML.
	 * @throws VimFault
	 */
	call(call: Call): string | Promise<string>;
}
