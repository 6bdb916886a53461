import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, fact } from '../model/fact.js';
import type { KeyProvider } from '../model/inventory/service.js';
import type { Vm } from '../model/inventory/vm.js';
import type { Scope } from '../model/scope.js';
import { isAddress } from '../shared/network-address.js';
import { any } from './network/uses.js';
import { unproven } from './scope/listed.js';
import { result } from './shared/agreed.js';
import { type DeclaredPort, declaredPort, type PortAnswer } from './shared/declared-ports.js';
import { type Party, vcenterParty } from './shared/parties.js';
import { portsOf, type TablePort } from './shared/port-table.js';

const o = Type.Optional;

interface KeyServers {
	/** A selected VM's key comes from a standard key provider. */
	needed?: boolean;
	reached?: boolean;
	/** Key servers that are said to be closed. */
	closed: string[];
	/** Port that is asked for: "5696/tcp". */
	port: string;
}

/**
 * Whether the destination vCenter reaches the key servers of the standard key providers that selected VMs need. Native and trusted
 * providers have no key server of this kind; a provider of which nobody tells the kind is taken for a standard one. The
 * servers are those that the destination lists, else anything that a declaration names.
 */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({
		needed: o(Type.Boolean()),
		reached: o(Type.Boolean()),
		closed: Type.Array(Type.String()),
		port: Type.String(),
	}),
	derive: (scope, context: FactContext) => {
		const [kmip] = portsOf(context, ['kmip']) as [TablePort];
		const value: KeyServers = { closed: [], port: `${kmip.port}/${kmip.protocol}` };
		const vms = scope.moves.map(({ vm }) => vm);
		const providers = new Map(scope.destination.inventory.keyProviders.map((provider) => [provider.id, provider]));
		const needed = any(vms.map((vm) => needsServer(vm, providers)));
		if (needed === undefined) {
			const blind = vms.find((vm) => vm.encrypted === undefined) as Vm;
			const gap: MissingDatum = { datum: 'vm.encrypted', reason: scope.source.reason('vms', blind, 'encrypted') };
			return result(value, { missing: { needed: [gap], reached: [gap] } });
		}
		if (!needed) return result({ ...value, needed });
		const wanted = new Set(vms.flatMap((vm) => (vm.encrypted === true ? providersOf(vm) : [])));
		return judge({ ...value, needed }, [...wanted], providers, scope, kmip);
	},
});

function needsServer(vm: Vm, providers: ReadonlyMap<string, KeyProvider>): boolean | undefined {
	if (vm.encrypted !== true) return vm.encrypted;
	const own = providersOf(vm);
	return own.length === 0 || own.some((id) => isStandard(providers.get(id)?.kind));
}

const isStandard = (kind: string | undefined): boolean => kind !== 'nativeProvider' && kind !== 'trustAuthority';

function providersOf({ keyProvider, disks }: Vm): string[] {
	return [keyProvider, ...(disks ?? []).map((disk) => disk.keyProvider)].filter((id) => id !== undefined);
}

function judge(
	value: KeyServers,
	wanted: readonly string[],
	providers: ReadonlyMap<string, KeyProvider>,
	scope: Scope,
	kmip: TablePort,
) {
	const from = vcenterParty(scope.destination, scope);
	const servers = wanted.flatMap((id) => providers.get(id)?.servers ?? []);
	const parties: readonly (readonly [Party, number])[] =
		servers.length > 0
			? servers.map(({ name, address, port }) => [serverParty(name, address), port ?? kmip.port])
			: [[{ names: [], clusters: [], addresses: [] }, kmip.port]];
	const asked = new Map<number, DeclaredPort>();
	const answers: (readonly [string, PortAnswer])[] = parties.map(([party, port]) => {
		const known = asked.get(port) ?? declaredPort(scope, port, kmip.protocol);
		asked.set(port, known);
		const answer = party.names.length > 0 ? known.towards(from, party) : known.anywhere(from);
		return [party.names[0] ?? 'the key servers', answer];
	});
	const declared = [...new Set(answers.flatMap(([, { evidence }]) => evidence))];
	const closed = answers.filter(([, { open }]) => open === false).map(([name]) => name);
	if (closed.length > 0) return result({ ...value, closed, reached: false }, { declared });
	if (answers.every(([, { open }]) => open === true)) return result({ ...value, reached: true }, { declared });
	const unlisted = unproven(scope.destination, 'keyProviders');
	const missing: MissingDatum[] = [{ datum: `firewall.${value.port}`, reason: 'not-declared' }];
	return result(value, { missing: { reached: unlisted ? [...missing, unlisted] : missing } });
}

function serverParty(name: string | undefined, address: string | undefined): Party {
	const names = [name, address].filter((text) => text !== undefined);
	return { names, clusters: [], addresses: names.filter(isAddress) };
}
