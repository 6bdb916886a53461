import type { MissingDatum } from '../../model/coverage.js';
import type { KeyProvider } from '../../model/inventory/service.js';
import type { Vm } from '../../model/inventory/vm.js';
import type { Scope } from '../../model/scope.js';
import type { Site } from '../../model/site.js';
import { unproven } from '../scope/listed.js';

/** Data of a VM that name its key providers, for `vmData`. */
export const KEY_DATA = ['encrypted', 'keyProvider', 'disks.keyProvider'];

/** Names of the key providers that the keys of a VM and of its disks come from. */
export function providersOf(vm: Vm): string[] {
	const providers = [vm.keyProvider, ...(vm.disks ?? []).map((disk) => disk.keyProvider)];
	return [...new Set(providers.filter((provider) => provider !== undefined))];
}

/** A key provider of a VM as both vCenters know it. */
export interface ProviderPair {
	readonly name: string;
	readonly source?: KeyProvider;
	readonly destination?: KeyProvider;
}

export function providerPairs(vm: Vm, { source, destination }: Scope): ProviderPair[] {
	return providersOf(vm).map((name) => {
		const [here, there] = [named(source, name), named(destination, name)];
		return { name, ...(here && { source: here }), ...(there && { destination: there }) };
	});
}

export function named(site: Site, name: string): KeyProvider | undefined {
	return site.inventory.keyProviders.find((provider) => provider.id === name);
}

/** Why a datum of a key provider is missing. */
export function providerGap(site: Site, provider: KeyProvider | undefined, datum: keyof KeyProvider): MissingDatum {
	return { datum: `${site.side}.keyProviders.${datum}`, reason: site.reason('keyProviders', provider ?? {}, datum) };
}

/** Why nobody knows where the keys of a VM come from, which is or may be encrypted and names no key provider. */
export function unnamedProvider(vm: Vm, { source }: Scope): MissingDatum[] {
	if (vm.encrypted === false || providersOf(vm).length > 0) return [];
	const datum = vm.encrypted === undefined ? 'encrypted' : 'keyProvider';
	return [{ datum: `vm.${datum}`, reason: source.reason('vms', vm, datum) }];
}

/** Why the destination may have the provider all the same, of which it lists none by that name. */
export function unlistedProvider({ destination }: ProviderPair, scope: Scope): MissingDatum[] {
	const reason = destination ? undefined : unproven(scope.destination, 'keyProviders');
	return reason ? [reason] : [];
}
