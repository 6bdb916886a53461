import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';
import { stillCounts } from './shared/declared.js';

const o = Type.Optional;
const WORDS = ['distinctInstanceIds', 'stretchedNetworks', 'storagePolicies'] as const;
type Words = Partial<Record<(typeof WORDS)[number], boolean>>;

/** What a person vouches for about both vCenters where no source can see it (design 6.1.1). */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({
		distinctInstanceIds: o(
			Type.Boolean({ description: 'the vCenters have instance ids of their own, as seen or as declared' }),
		),
		stretchedNetworks: o(Type.Boolean({ description: 'the networks of both sites are one broadcast domain' })),
		storagePolicies: o(Type.Boolean({ description: 'storage policies have counterparts at the destination' })),
	}),
	derive: ({ plan, evaluatedAt, source, destination }) => {
		const ids = [source, destination].map(({ inventory }) => inventory.vcenter.instanceId);
		const distinct = ids.includes(undefined) ? undefined : ids[0] !== ids[1];
		const { pair } = plan.declared;
		const counts = pair !== undefined && stillCounts(pair, evaluatedAt);
		const value: Words = {};
		const missing: Record<string, MissingDatum[]> = {};
		for (const word of WORDS) {
			const seen = word === 'distinctInstanceIds' ? distinct : undefined;
			const said = seen ?? (counts ? pair[word] : undefined);
			if (said === undefined && word === 'distinctInstanceIds')
				missing[word] = [source, destination]
					.filter(({ inventory }) => inventory.vcenter.instanceId === undefined)
					.map((site) => ({
						datum: `${site.side}.vcenter.instanceId`,
						reason: site.reason('vcenter', site.inventory.vcenter, 'instanceId'),
					}));
			else if (said === undefined) missing[word] = [{ datum: `declared.pair.${word}`, reason: 'not-declared' }];
			else value[word] = said;
		}
		return result(value, { missing, ...(counts && Object.keys(value).length > 0 && { declared: [pair.evidence] }) });
	},
});
