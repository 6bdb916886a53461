import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import { result } from './shared/agreed.js';
import { declaredPair } from './shared/declared.js';
import { askedFrom, newest } from './shared/probed.js';

const o = Type.Optional;
const NOT_PROBED: MissingDatum = { datum: 'logins', reason: 'not-probed' };

interface VcenterLogin {
	/** Both vCenters took the login; absent while nobody tried one of them. */
	accepted?: boolean;
	/** Which, and what it said. */
	problems: string[];
}

/** Whether the accounts of the plan can log in (requirements A5): a read of a live vCenter is a login, a probe is one too. */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({
		accepted: o(Type.Boolean()),
		problems: Type.Array(Type.String()),
	}),
	derive: (scope) => {
		const logins = newest(
			scope,
			(run) => run.logins.filter(({ outcome }) => outcome !== 'no-connection'),
			({ target }) => target.side,
		);
		const problems: string[] = [];
		const probed = new Set<string>();
		let known = true;
		for (const side of ['source', 'destination'] as const) {
			const tried = logins.get(side);
			if (tried !== undefined) probed.add(`logins tried ${askedFrom(tried.run)}`);
			if (tried?.result.outcome === 'refused')
				problems.push(tried.result.detail?.replace(/\.$/, '') ?? `${tried.result.target.name} refused the login`);
			else if (tried === undefined && !wasReadLive(scope, side)) known = false;
		}
		const vouched = declaredPair(scope, ({ logins: said }) => said === 'accepted');
		const value: VcenterLogin = { problems };
		if (problems.length > 0 || known || vouched !== undefined) value.accepted = problems.length === 0;
		return result(value, {
			missing: value.accepted === undefined ? { accepted: [NOT_PROBED] } : {},
			declared: value.accepted === true && !known && vouched !== undefined ? [vouched] : [],
			probed: value.accepted === undefined ? [] : [...probed],
		});
	},
});

function wasReadLive(scope: Scope, side: Side): boolean {
	const { kind } = scope[side].inventory.source;
	return kind === 'vcenter' || kind === 'mock';
}
