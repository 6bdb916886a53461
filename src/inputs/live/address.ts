import { UserError } from '../../shared/errors.js';

/** A vCenter's address as people write it, and the user in it. */
export interface Address {
	readonly url: URL;
	readonly username: string | undefined;
	/** The address without the user, for reports. */
	readonly shown: string;
}

/**
 * Reads `https://user@host[:port][/sdk]`. The user may hold an @ itself (`ro@vsphere.local@vc.example.com`).
 * @throws UserError when it is no https address, or holds a password.
 */
export function parseAddress(location: string): Address {
	const url = URL.canParse(location) ? new URL(location) : undefined;
	if (url?.password !== undefined && url.password !== '')
		throw new UserError('password-in-url', 'The address of the vCenter holds a password.', {
			suggestions: ['Leave it out and set XVCHECK_PASSWORD, or use --password-stdin.'],
		});
	if (url === undefined || url.protocol !== 'https:')
		throw new UserError('address-invalid', `'${withoutUser(location)}' is no https address of a vCenter.`, {
			suggestions: ['Write it as vcenter:https://user@host'],
		});
	const username = url.username === '' ? undefined : decodeURIComponent(url.username);
	url.username = '';
	url.search = '';
	url.hash = '';
	if (url.pathname === '/' || url.pathname === '/ui' || url.pathname === '/ui/') url.pathname = '/sdk';
	return { url, username, shown: `${url.origin}${url.pathname === '/sdk' ? '' : url.pathname}` };
}

function withoutUser(location: string): string {
	return location.replace(/\/\/[^/]*@/, '//').slice(0, 200);
}
