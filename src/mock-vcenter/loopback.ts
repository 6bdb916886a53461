import ipaddr from 'ipaddr.js';
import { UserError } from '../shared/errors.js';

/**
 * The address to listen on. A mock is never reachable from elsewhere: its password is printed.
 * @throws UserError for anything but a loopback address.
 */
export function loopback(address: string): string {
	if (address === 'localhost') return '127.0.0.1';
	const parsed = ipaddr.isValid(address) ? ipaddr.process(address) : undefined;
	if (parsed?.range() === 'loopback') return parsed.toString();
	throw new UserError('not-loopback', `Cannot listen on ${address}: mock vCenters are served on loopback only.`, {
		suggestions: ['Give --listen 127.0.0.1 or --listen ::1, or reach it from elsewhere through ssh -L.'],
	});
}
