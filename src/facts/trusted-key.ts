import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';
import { KEY_DATA, providerGap, providerPairs, unnamedProvider } from './shared/key-providers.js';

interface TrustedKey {
	/** No key of the VM comes from a trusted key provider. */
	none?: boolean;
	providers: string[];
}

/** Trusted key providers (vSphere Trust Authority) that keys of a VM come from. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({ none: Type.Optional(Type.Boolean()), providers: Type.Array(Type.String()) }),
	vmData: KEY_DATA,
	derive: ({ move: { vm } }, { scope }) => {
		const pairs = providerPairs(vm, scope);
		const providers = pairs.filter(({ source }) => source?.kind === 'trustAuthority').map(({ name }) => name);
		const lacks: MissingDatum[] = [
			...unnamedProvider(vm, scope),
			...pairs
				.filter(({ source }) => source?.kind === undefined)
				.map(({ source }) => providerGap(scope.source, source, 'kind')),
		];
		const value: TrustedKey = { providers };
		if (providers.length === 0 && lacks.length > 0) return result(value, { missing: { none: lacks } });
		return result<TrustedKey>({ ...value, none: providers.length === 0 });
	},
});
