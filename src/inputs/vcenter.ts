import { UserError } from '../shared/errors.js';
import type { Input } from './contract.js';
import { parseAddress } from './live/address.js';

/** A live vCenter Server: `vcenter:https://user@host`. */
export default {
	kind: 'vcenter',
	accepts: async (location) => /^https:\/\//i.test(location),
	read: async (location, options) => {
		const { url, username: inAddress, shown } = parseAddress(location);
		const username = options.connection?.username ?? inAddress;
		if (username === undefined && options.connection?.credential === undefined)
			throw new UserError('username-missing', `No user name for ${url.host}.`, {
				suggestions: [`Write vcenter:https://user@${url.host}, or give --username.`],
			});
		// The client takes a third of a second to load, and files need none.
		const { readVCenter } = await import('./live/read-vcenter.js');
		const source = { kind: 'vcenter', location: shown };
		return readVCenter({ url, source, ...(username !== undefined && { username }) }, options);
	},
} satisfies Input;
