import { Type } from 'typebox';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';
import { stillCounts } from './shared/declared.js';

/** Whether the destination has a storage policy that encrypts, which only a person tells: no source reads storage policies. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({ there: Type.Optional(Type.Boolean()) }),
	vmData: [],
	derive: (_, { scope: { plan, evaluatedAt } }) => {
		const { pair } = plan.declared;
		if (pair?.encryptionPolicy !== undefined && stillCounts(pair, evaluatedAt))
			return result({ there: pair.encryptionPolicy }, { declared: [pair.evidence] });
		return result<{ there?: boolean }>(
			{},
			{ missing: { there: [{ datum: 'declared.pair.encryptionPolicy', reason: 'not-declared' }] } },
		);
	},
});
