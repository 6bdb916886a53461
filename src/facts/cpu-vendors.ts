import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

/** CPU vendor of the host that runs a VM and of the one where it may land. */
export default fact({
	subjects: ['vm-host'],
	schema: Type.Object({ source: o(Type.String()), destination: o(Type.String()), same: o(Type.Boolean()) }),
	hostData: ['cpu.vendor'],
	vmData: ['sourceHost.cpu.vendor'],
	vmKey: ({ vm, sourceHost }, { scope }) => (sourceHost ? '' : scope.source.reason('vms', vm, 'host')),
	derive: ({ move, host }, { scope }) => {
		const source = move.sourceHost?.cpu?.vendor;
		const destination = host.cpu?.vendor;
		const value: { source?: string; destination?: string; same?: boolean } = {};
		const missing: Record<string, MissingDatum[]> = {};
		if (source !== undefined) value.source = source;
		else {
			const { sourceHost } = move;
			const reason = sourceHost
				? scope.source.reason('hosts', sourceHost, 'cpu.vendor')
				: scope.source.reason('vms', move.vm, 'host');
			missing['source'] = [{ datum: sourceHost ? 'sourceHost.cpu.vendor' : 'vm.host', reason }];
		}
		if (destination !== undefined) value.destination = destination;
		else
			missing['destination'] = [
				{ datum: 'host.cpu.vendor', reason: scope.destination.reason('hosts', host, 'cpu.vendor') },
			];
		if (source !== undefined && destination !== undefined) value.same = source === destination;
		else missing['same'] = [...(missing['source'] ?? []), ...(missing['destination'] ?? [])];
		return result(value, { missing });
	},
});
