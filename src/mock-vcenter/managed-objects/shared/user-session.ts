import { boolean, type Data, data, dateTime, long, string } from '../../wire/value.js';
import type { World } from '../contract.js';

/** UserSession of the one who asks. */
export function userSession({ session }: World): Data | undefined {
	if (session === undefined) return undefined;
	return data('UserSession', {
		key: string(session.key),
		userName: string(session.userName),
		fullName: string(session.userName),
		loginTime: dateTime(session.loginTime),
		lastActiveTime: dateTime(session.loginTime),
		locale: string('en_US'),
		messageLocale: string('en'),
		extensionSession: boolean(false),
		ipAddress: string('127.0.0.1'),
		userAgent: string(''),
		callCount: long(1),
	});
}
