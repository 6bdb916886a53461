import { Type } from 'typebox';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';

interface RunningHost {
	/** x.y.z */
	version?: string;
}

/** The source host that a VM runs on, as far as rules about a VM ask for it. */
export default fact({
	subjects: ['vm', 'vm-host'],
	schema: Type.Object({ version: Type.Optional(Type.String()) }),
	hostData: [],
	vmData: ['sourceHost.version'],
	vmKey: ({ vm, sourceHost }, { scope }) => (sourceHost ? '' : scope.source.reason('vms', vm, 'host')),
	derive: ({ move: { vm, sourceHost } }, { scope }) => {
		if (sourceHost?.version !== undefined) return result<RunningHost>({ version: sourceHost.version });
		const missing = sourceHost
			? { datum: 'sourceHost.version', reason: scope.source.reason('hosts', sourceHost, 'version') }
			: { datum: 'vm.host', reason: scope.source.reason('vms', vm, 'host') };
		return result<RunningHost>({}, { missing: { version: [missing] } });
	},
});
