import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'Logout',
	receivers: ['SessionManager'],
	call: ({ server, session }) => {
		server.sessions.end(session);
		return '';
	},
};
export default method;
