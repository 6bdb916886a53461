import { list, string, strings } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';
import { userSession } from './shared/user-session.js';

const type: ManagedObjectType = {
	type: 'SessionManager',
	bases: [],
	singleton: 'SessionManager',
	properties: (_, world) => ({
		currentSession: () => userSession(world),
		defaultLocale: string('en'),
		message: string(''),
		messageLocaleList: strings(['en', 'de', 'ja']),
		sessionList: () => {
			const own = userSession(world);
			return list('UserSession', own === undefined ? [] : [own]);
		},
		supportedLocaleList: strings(['en', 'de', 'ja']),
	}),
};
export default type;
