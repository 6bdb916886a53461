import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, type FactResult, fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Datastore } from '../model/inventory/storage.js';
import type { Move } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { portsOf, type TablePort } from './shared/port-table.js';
import { rulesetState } from './shared/ruleset.js';

const o = Type.Optional;

interface Value {
	/** A datastore of the VM that this host mounts lies on storage behind a network or an array. */
	applies: boolean;
	reached?: boolean;
	/** What the host does not reach, for messages: "nfs-01 (NFS, TCP 2049)". */
	unreached: string[];
}

/** Storage of the hosts themselves: there is no array to reach. */
const LOCAL = new Set(['VSAN', 'PMEM']);
const isArray = ({ type }: Datastore): boolean => type === undefined || !LOCAL.has(type.toUpperCase());

/**
 * Whether a candidate host reaches the arrays and servers behind the destination datastores that it mounts (requirements A7). A
 * mounted datastore that it can use proves that the ports are open. One that nobody reaches is reported on the datastore; one that
 * the host does not mount by `datastore-accessible`.
 */
export default fact({
	subjects: ['vm-host'],
	schema: Type.Object({
		applies: Type.Boolean({ description: 'the host mounts a destination datastore that lies on an array or server' }),
		reached: o(Type.Boolean()),
		unreached: Type.Array(Type.String(), { description: 'what it does not reach: "nfs-01 (NFS, TCP 2049)"' }),
	}),
	hostKey: (host, _side, { scope }) =>
		JSON.stringify([
			scope.datastores.map(({ hosts, unreachedBy }) => [hosts?.includes(host.id), unreachedBy?.includes(host.id)]),
			host.firewall?.rulesets.filter(({ key }) => key === 'nfsClient' || key === 'iSCSI'),
		]),
	vmData: ['placement.datastores'],
	derive: ({ move, host }, context): FactResult<Value> => {
		const mounted = storesOf(move).filter(
			(datastore) =>
				isArray(datastore) && datastore.hosts?.includes(host.id) === true && datastore.accessible !== false,
		);
		const lost = mounted.filter(({ unreachedBy }) => unreachedBy?.includes(host.id) === true);
		const value: Value = {
			applies: mounted.length > 0,
			unreached: lost.map((datastore) => lostText(datastore, host, context)),
		};
		if (mounted.length === 0) return result({ ...value, reached: true });
		if (lost.length > 0) return result({ ...value, reached: false });
		const blind = mounted.find(({ accessible, unreachedBy }) => accessible === undefined && unreachedBy === undefined);
		if (!blind) return result({ ...value, reached: true });
		const reason = context.scope.destination.reason('datastores', blind, 'accessible');
		const missing: MissingDatum[] = [{ datum: 'destination.datastores.accessible', reason }];
		return result(value, { missing: { reached: missing } });
	},
});

function storesOf({ placement }: Move): Datastore[] {
	return [...new Set(placement.datastores.values())];
}

function lostText({ name, type }: Datastore, host: Host, context: FactContext): string {
	const nfs = type?.toUpperCase().startsWith('NFS') === true;
	const [{ port, protocol }] = portsOf(context, [nfs ? 'nfs' : 'iscsi']) as [TablePort];
	const { state } = rulesetState(host.firewall, nfs ? 'nfsClient' : 'iSCSI', { addresses: [], complete: false });
	const shut = nfs && state === 'disabled' ? ', ruleset nfsClient is disabled' : '';
	return `${name} (${nfs ? '' : 'if over iSCSI: '}${protocol.toUpperCase()} ${port}${shut})`;
}
