import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { KeyProvider } from '../model/inventory/service.js';
import type { Site } from '../model/site.js';
import { versionAtLeast } from '../shared/versions.js';
import { result } from './shared/agreed.js';
import { KEY_DATA, providerGap, providerPairs, unlistedProvider, unnamedProvider } from './shared/key-providers.js';

const o = Type.Optional;
const NATIVE = 'nativeProvider';
/** First release with native key providers; before, a provider without a kind is a standard one. */
const SINCE = '7.0.2';

interface NativeKey {
	/** A key provider of the VM is native at both vCenters. */
	native?: boolean;
	/** Each of these has the same key at both. */
	same?: boolean;
	/** Those whose keys differ. */
	differing: string[];
}

/**
 * Whether the native key providers of a VM hold the same key at both vCenters. A native provider that was added at the
 * destination, not restored from the backup of the source, has the name but another key (KB 378053).
 */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({ native: o(Type.Boolean()), same: o(Type.Boolean()), differing: Type.Array(Type.String()) }),
	vmData: KEY_DATA,
	derive: ({ move: { vm } }, { scope }) => {
		const lacks = unnamedProvider(vm, scope);
		const pairs = providerPairs(vm, scope).flatMap((pair) => {
			const { source, destination } = pair;
			const missing = unlistedProvider(pair, scope);
			// A provider that the destination certainly lacks is reported by another rule.
			if (!destination && missing.length === 0) return [];
			const natives = [isNative(scope.source, source, missing)];
			if (destination) natives.push(isNative(scope.destination, destination, missing));
			if (natives.includes(false)) return [];
			lacks.push(...missing);
			return [{ ...pair, certain: missing.length === 0 }];
		});
		const certain = pairs.filter((pair) => pair.certain);
		const differing = certain.filter(
			({ source, destination }) =>
				source?.keyId !== undefined && destination?.keyId !== undefined && source.keyId !== destination.keyId,
		);
		for (const { source, destination } of certain) {
			if (source?.keyId === undefined) lacks.push(providerGap(scope.source, source, 'keyId'));
			if (destination?.keyId === undefined) lacks.push(providerGap(scope.destination, destination, 'keyId'));
		}
		const value: NativeKey = { differing: differing.map(({ name }) => name) };
		const missing: Record<string, MissingDatum[]> = {};
		if (certain.length > 0 || lacks.length === 0) value.native = certain.length > 0;
		else missing['native'] = lacks;
		if (differing.length > 0 || lacks.length === 0) value.same = differing.length === 0;
		else missing['same'] = lacks;
		return result(value, { missing });
	},
});

/** Whether a provider is native; notes the datum that would tell. */
function isNative(site: Site, provider: KeyProvider | undefined, missing: MissingDatum[]): boolean | undefined {
	if (provider?.kind !== undefined) return provider.kind === NATIVE;
	if (provider && versionAtLeast(site.inventory.vcenter.version, SINCE) === false) return false;
	missing.push(providerGap(site, provider, 'kind'));
	return undefined;
}
