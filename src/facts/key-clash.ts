import { Type } from 'typebox';
import { fact } from '../model/fact.js';
import type { KeyProvider } from '../model/inventory/service.js';
import { result } from './shared/agreed.js';
import {
	KEY_DATA,
	type ProviderPair,
	providerGap,
	providerPairs,
	unlistedProvider,
	unnamedProvider,
} from './shared/key-providers.js';

interface KeyClash {
	/** Behind each name stands the same provider at both vCenters, or the destination has none of that name. */
	none?: boolean;
	names: string[];
	/** What differs, for messages. */
	details: string[];
}

const KINDS: Readonly<Record<string, string>> = {
	vCenter: 'key server',
	nativeProvider: 'native provider',
	trustAuthority: 'trusted provider',
};

/**
 * Key providers of a VM that bear one name at both vCenters and are not the same: of another kind, or of other key servers.
 * Native ones whose keys differ are reported by a rule of their own.
 */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		none: Type.Optional(Type.Boolean()),
		names: Type.Array(Type.String()),
		details: Type.Array(Type.String()),
	}),
	vmData: KEY_DATA,
	derive: ({ move: { vm } }, { scope }) => {
		const lacks = unnamedProvider(vm, scope);
		const value: KeyClash = { names: [], details: [] };
		for (const pair of providerPairs(vm, scope)) {
			if (!pair.destination) {
				lacks.push(...unlistedProvider(pair, scope));
				continue;
			}
			const difference = differ(pair, (side, datum) => lacks.push(providerGap(scope[side], pair[side], datum)));
			if (difference === undefined) continue;
			value.names.push(pair.name);
			value.details.push(`${pair.name} is ${difference}`);
		}
		if (value.names.length === 0 && lacks.length > 0) return result(value, { missing: { none: lacks } });
		return result<KeyClash>({ ...value, none: value.names.length === 0 });
	},
});

/** What differs between the two, as far as they tell. */
function differ(
	{ source, destination }: ProviderPair,
	lacks: (side: 'source' | 'destination', datum: 'kind' | 'servers') => void,
): string | undefined {
	if (source?.kind === undefined) lacks('source', 'kind');
	if (destination?.kind === undefined) lacks('destination', 'kind');
	if (source?.kind === undefined || destination?.kind === undefined) return undefined;
	if (source.kind !== destination.kind)
		return `a ${kindOf(source.kind)} at the source and a ${kindOf(destination.kind)} at the destination`;
	if (source.kind !== 'vCenter') return undefined;
	const [here, there] = [addressesOf(source), addressesOf(destination)];
	if (here === undefined) lacks('source', 'servers');
	if (there === undefined) lacks('destination', 'servers');
	if (here === undefined || there === undefined || here.some((address) => there.includes(address))) return undefined;
	return `served by ${here.join(', ')} at the source and by ${there.join(', ')} at the destination`;
}

const kindOf = (kind: string): string => KINDS[kind] ?? kind;

/** Addresses of the key servers: clusters of them may be listed in part, so one in common is enough. */
function addressesOf({ servers }: KeyProvider): string[] | undefined {
	const addresses = (servers ?? []).flatMap(({ address }) => address?.toLowerCase() ?? []);
	return addresses.length === 0 ? undefined : addresses;
}
