import { writePermissions } from '../server/permissions.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'RetrieveAllPermissions',
	receivers: ['AuthorizationManager'],
	privilege: 'System.View',
	call: ({ server }) => writePermissions(server.estate.access.permissions),
};
export default method;
