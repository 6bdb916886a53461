import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import { result } from './shared/agreed.js';
import { declaredPort } from './shared/declared-ports.js';
import { hostParty, vcenterParty } from './shared/parties.js';
import { portsOf } from './shared/port-table.js';

const o = Type.Optional;

interface RemoteHosts {
	/** The move is started from the client, or somebody says that a port is closed. */
	used: boolean;
	/** Every port to every host of the other side is open from the driving vCenter. */
	reached?: boolean;
	/** Hosts of the other side that are said to be closed, with the port: "esx01 (902/tcp)". */
	closed: string[];
	driver: string;
}

/**
 * Whether the vCenter that drives the move reaches the hosts of the other side on 443 and 902. Nothing but a declaration can tell
 * (design 6.1.2); one that says "closed" outweighs one that says "open". What the host answers needs no entry of its own.
 */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({
		used: Type.Boolean(),
		reached: o(Type.Boolean()),
		closed: Type.Array(Type.String()),
		driver: Type.String(),
	}),
	derive: (scope, context: FactContext) => {
		const side = scope.plan.driver.side === 'destination' ? 'destination' : 'source';
		const hosts = side === 'source' ? scope.destinationHosts : scope.sourceHosts;
		const from = vcenterParty(scope[side], scope);
		const value: RemoteHosts = {
			used: scope.plan.driver.by === 'ui',
			closed: [],
			driver: scope[side].inventory.vcenter.name ?? side,
		};
		const missing: MissingDatum[] = [];
		const declared = new Set<string>();
		for (const { port, protocol } of portsOf(context, ['vcenter-host-api', 'vcenter-host-agent'])) {
			const asked = declaredPort(scope, port, protocol);
			const answers = hosts.map(
				(host) => [host, asked.towards(from, hostParty(host, managementAddresses(host)))] as const,
			);
			for (const [host, { open, evidence }] of answers) {
				if (open === false) value.closed.push(`${host.name} (${port}/${protocol})`);
				for (const text of evidence) declared.add(text);
			}
			if (answers.some(([, { open }]) => open === undefined))
				missing.push({ datum: `firewall.${port}/${protocol}`, reason: 'not-declared' });
		}
		const notes = { declared: [...declared] };
		if (value.closed.length > 0) return result({ ...value, used: true, reached: false }, notes);
		return missing.length > 0
			? result(value, { missing: { reached: missing }, ...notes })
			: result({ ...value, reached: true }, notes);
	},
});

/** Addresses of the management adapters, as far as the source tells which these are. */
function managementAddresses(host: Host): readonly string[] | undefined {
	const addresses = host.vmkernelAdapters
		?.filter((adapter) => adapter.services?.includes('management'))
		.flatMap(({ ip }) => ip ?? []);
	return addresses?.length ? addresses : undefined;
}
